"use client";

import { useActionForm } from "@/components/forms/use-action-form";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { PendingButton } from "@/components/ui/pending-button";
import type { Action } from "@/lib/auth/guarded-action";
import { PEOPLE_WORDS } from "./words";

type AccessFormProps = {
  readonly action: Action<unknown>;
  readonly person: {
    readonly userId: string;
    readonly name: string;
    readonly disabled: boolean;
    readonly isYou: boolean;
  };
};

/** Keeps a person out or lets them in again. */
export function AccessForm({ action, person }: AccessFormProps) {
  const { form, message } = useActionForm(action, PEOPLE_WORDS);
  const { userId, name, disabled, isYou } = person;
  const fields = (
    <>
      <input type="hidden" name="id" value={userId} />
      <input type="hidden" name="access" value={disabled ? "enable" : "disable"} />
    </>
  );
  return (
    <div className="flex flex-col items-start gap-3">
      <p className="text-muted">
        {disabled
          ? "Disabled: every page and request is refused. What this person did stays."
          : "Disabling refuses this person's next request, also in pages that are open now. What they did stays."}
      </p>
      {message ? <Alert tone="critical" role="alert" title={message} /> : null}
      {disabled ? (
        <form {...form}>
          {fields}
          <PendingButton>Enable {name}</PendingButton>
        </form>
      ) : (
        <Dialog
          trigger={isYou ? "Disable yourself" : `Disable ${name}`}
          triggerStyle={{ variant: "danger" }}
          title={isYou ? "Disable yourself?" : `Disable ${name}?`}
        >
          <p className="mb-4 text-muted">
            {isYou
              ? "You lose this workspace at once; another owner or admin can let you in again."
              : "Their next click is refused. An owner or admin can enable them again."}
          </p>
          <form {...form}>
            {fields}
            <Button type="submit" variant="danger">
              {isYou ? "Disable yourself" : `Disable ${name}`}
            </Button>
          </form>
        </Dialog>
      )}
    </div>
  );
}
