"use client";

import { useActionForm } from "@/components/forms/use-action-form";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Spinner } from "@/components/ui/spinner";
import type { Action } from "@/lib/auth/guarded-action";

const WORDS = { not_empty: "This workspace holds data by now, so it gets no sample data." };

type SampleFormProps = {
  readonly state: "here" | "possible";
  readonly action: Action<unknown>;
};

/** Adds sample data to an empty workspace, or removes what was added. */
export function SampleForm({ state, action }: SampleFormProps) {
  const { form, pending, message } = useActionForm(action, WORDS);
  return (
    <div className="flex flex-col items-start gap-3">
      <p className="text-muted">
        {state === "here"
          ? "Three clients, three products and their orders, each marked as sample."
          : "Three clients, three products and a few orders over all tabs, to try things with. One click removes them."}
      </p>
      {message ? <Alert tone="critical" role="alert" title={message} /> : null}
      {state === "possible" ? (
        <form {...form}>
          <Button type="submit" disabled={pending}>
            {pending ? <Spinner /> : null}
            Add sample data
          </Button>
        </form>
      ) : (
        <Dialog
          trigger="Remove the sample data"
          triggerStyle={{ variant: "danger" }}
          triggerDisabled={pending}
          title="Remove the sample data?"
        >
          <p className="mb-4 text-muted">
            Its clients, products and orders go for good, with all that was done to them. What your
            own orders need stays, and you are told what that is.
          </p>
          <form {...form}>
            <Button type="submit" variant="danger">
              Remove the sample data
            </Button>
          </form>
        </Dialog>
      )}
    </div>
  );
}
