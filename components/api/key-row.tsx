"use client";

import { useActionForm } from "@/components/forms/use-action-form";
import { Alert } from "@/components/ui/alert";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { PendingButton } from "@/components/ui/pending-button";
import type { ShownKey } from "@/lib/auth/api-key-commands";
import type { Action } from "@/lib/auth/guarded-action";
import { KeyOnce } from "./key-form";
import { API_WORDS } from "./words";

type KeyRowProps = {
  readonly apiKey: {
    readonly id: string;
    readonly name: string;
    /** As in `of_Ab3x…9fQz`. */
    readonly shape: string;
    readonly role: string;
    /** When it was made, used and ends, in words. */
    readonly about: string;
    readonly isDemo: boolean;
  };
  readonly rollAction: Action<ShownKey>;
  readonly revokeAction: Action<unknown>;
};

export function KeyRow({ apiKey, rollAction, revokeAction }: KeyRowProps) {
  const { id, name, shape, role, about, isDemo } = apiKey;
  const roll = useActionForm(rollAction, API_WORDS);
  const revoke = useActionForm(revokeAction, API_WORDS);
  const message = roll.message ?? revoke.message;
  return (
    <li className="flex flex-col gap-3 px-4 py-3">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <div className="min-w-0">
          <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
            <span className="font-semibold [overflow-wrap:anywhere]">{name}</span>
            <Badge>{role}</Badge>
            {isDemo ? <Badge tone="info">Demo</Badge> : null}
          </p>
          <p className="text-muted text-sm">
            <code>{shape}</code> · {about}
          </p>
        </div>
        <div className="flex flex-wrap items-center gap-2">
          <Dialog trigger="Roll" title={`Roll the key of ${name}?`}>
            <form {...roll.form} className="flex flex-col gap-4">
              <input type="hidden" name="id" value={id} />
              <p>
                A new key takes its place. The present one goes on for a day, so that you can change
                your program meanwhile.
              </p>
              <div>
                <Button type="submit" variant="primary" disabled={roll.pending}>
                  Roll the key
                </Button>
              </div>
            </form>
          </Dialog>
          <Dialog
            trigger="Revoke"
            triggerStyle={{ variant: "danger" }}
            title={`Revoke the key of ${name}?`}
          >
            <form {...revoke.form} className="flex flex-col gap-4">
              <input type="hidden" name="id" value={id} />
              <p>Its next request is refused. This can’t be taken back.</p>
              <div>
                <PendingButton variant="danger">Revoke the key</PendingButton>
              </div>
            </form>
          </Dialog>
        </div>
      </div>
      {message ? <Alert tone="critical" role="alert" title={message} /> : null}
      {roll.value ? <KeyOnce shown={roll.value} /> : null}
    </li>
  );
}
