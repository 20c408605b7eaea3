"use client";

import { useActionForm } from "@/components/forms/use-action-form";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Spinner } from "@/components/ui/spinner";
import type { Action } from "@/lib/auth/guarded-action";

type ResendFormProps = {
  readonly action: Action<unknown>;
  readonly id: string;
  readonly attempts: number;
  readonly label: string;
};

const WORDS = {
  not_resendable: "This message is already on its way. Reload the page to see how far it came.",
  no_mail: "No mail is set up, so nothing can be sent.",
};

export function ResendForm({ action, id, attempts, label }: ResendFormProps) {
  const { form, pending, message } = useActionForm(action, WORDS);
  return (
    <form {...form} className="flex flex-wrap items-center gap-3">
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="attempts" value={attempts} />
      <Button type="submit" disabled={pending}>
        {pending ? <Spinner /> : null}
        {label}
      </Button>
      {message ? <Alert tone="critical" role="alert" title={message} /> : null}
    </form>
  );
}
