"use client";

import { useActionForm } from "@/components/forms/use-action-form";
import { PEOPLE_WORDS } from "@/components/people/words";
import { Alert } from "@/components/ui/alert";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import type { Action } from "@/lib/auth/guarded-action";

export type PortalPersonRow = {
  readonly userId: string;
  readonly name: string;
  readonly email: string;
  /** Since when they may come in, in words. */
  readonly joined: string;
  readonly disabled: boolean;
};

type PortalPersonProps = {
  readonly person: PortalPersonRow;
  readonly client: string;
  readonly action: Action<unknown>;
};

/** A person of a client, and the way to keep them out or let them in again. */
export function PortalPerson({ person, client, action }: PortalPersonProps) {
  const { form, pending, message } = useActionForm(action, PEOPLE_WORDS);
  const { userId, name, email, joined, disabled } = person;
  const fields = (
    <>
      <input type="hidden" name="client" value={client} />
      <input type="hidden" name="id" value={userId} />
      <input type="hidden" name="access" value={disabled ? "enable" : "disable"} />
    </>
  );
  return (
    <li className="flex flex-col gap-2 px-4 py-2">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
        <div className="min-w-0 flex-1 basis-56">
          <p>{name}</p>
          <p className="text-muted text-sm">
            <span className="break-all">{email}</span>,{" "}
            <span className="whitespace-nowrap">{joined}</span>
          </p>
        </div>
        <div className="flex items-center gap-3 max-md:basis-full max-md:justify-between">
          <Badge tone={disabled ? "neutral" : "positive"}>{disabled ? "Disabled" : "Active"}</Badge>
          {disabled ? (
            <form {...form}>
              {fields}
              <Button type="submit" size="sm" disabled={pending}>
                Enable<span className="sr-only"> {name}</span>
              </Button>
            </form>
          ) : (
            <Dialog
              trigger={
                <>
                  Disable<span className="sr-only"> {name}</span>
                </>
              }
              triggerStyle={{ variant: "ghost", size: "sm" }}
              triggerDisabled={pending}
              title={`Disable ${name}?`}
            >
              <p className="mb-4 text-muted">
                Their next click is refused. An owner or admin can enable them again.
              </p>
              <form {...form}>
                {fields}
                <Button type="submit" variant="danger">
                  Disable {name}
                </Button>
              </form>
            </Dialog>
          )}
        </div>
      </div>
      {message ? <Alert tone="critical" role="alert" title={message} /> : null}
    </li>
  );
}
