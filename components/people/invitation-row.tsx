"use client";

import { useActionForm } from "@/components/forms/use-action-form";
import { Alert } from "@/components/ui/alert";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import type { ShownInvitation } from "@/lib/admin/user-actions";
import type { Action } from "@/lib/auth/guarded-action";
import { InvitationLink } from "./link-once";
import { PEOPLE_WORDS } from "./words";

type InvitationRowProps = {
  readonly invitation: {
    readonly id: string;
    readonly email: string;
    /** Role and inviter in words. */
    readonly about: string;
    /** Until when it is good, in words. */
    readonly until: string;
    readonly expired: boolean;
    /** Whether whoever looks may renew and revoke it. */
    readonly mayChange: boolean;
  };
  readonly renewAction: Action<ShownInvitation>;
  readonly revokeAction: Action<unknown>;
};

/** An open invitation: a new link ends the old one. */
export function InvitationRow({ invitation, renewAction, revokeAction }: InvitationRowProps) {
  const { id, email, about, until, expired, mayChange } = invitation;
  const renew = useActionForm(renewAction, PEOPLE_WORDS);
  const revoke = useActionForm(revokeAction, PEOPLE_WORDS);
  const message = renew.message ?? revoke.message;
  return (
    <li className="flex flex-col gap-2 px-4 py-2">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
        <div className="min-w-0 flex-1 basis-56">
          <p className="break-all">{email}</p>
          <p className="text-muted text-sm">{about}</p>
        </div>
        {expired ? (
          <Badge tone="caution">{until}</Badge>
        ) : (
          <span className="text-muted text-sm tabular-nums">{until}</span>
        )}
        {mayChange ? (
          <div className="flex gap-2">
            <form {...renew.form}>
              <input type="hidden" name="id" value={id} />
              <Button type="submit" size="sm" disabled={renew.pending}>
                New link<span className="sr-only"> for {email}</span>
              </Button>
            </form>
            <Dialog
              trigger={
                <>
                  Revoke<span className="sr-only"> the invitation of {email}</span>
                </>
              }
              triggerStyle={{ variant: "ghost", size: "sm" }}
              title={`Revoke the invitation of ${email}?`}
            >
              <p className="mb-4 text-muted">The link stops working at once.</p>
              <form {...revoke.form}>
                <input type="hidden" name="id" value={id} />
                <Button type="submit" variant="danger">
                  Revoke
                </Button>
              </form>
            </Dialog>
          </div>
        ) : null}
      </div>
      {message ? <Alert tone="critical" role="alert" title={message} /> : null}
      {renew.value === null ? null : <InvitationLink invitation={renew.value} />}
    </li>
  );
}
