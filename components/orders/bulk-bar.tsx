"use client";

import { X } from "lucide";
import { type ReactNode, useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { DialogPanel } from "@/components/ui/dialog";
import { Icon } from "@/components/ui/icon";
import { PendingButton } from "@/components/ui/pending-button";

/** One button of the bar. The form it gets holds the numbers of the selected orders under `order`. */
export type BulkAction = {
  readonly label: string;
  readonly run: (form: FormData) => void | Promise<void>;
  readonly variant?: "primary" | "quiet" | "danger";
  /** Asks first. In title and body `{orders}` becomes `3 orders`. `fields` are sent along. */
  readonly confirm?: { readonly title: string; readonly body: string; readonly fields?: ReactNode };
};

/**
 * What can be done with the selected orders. The question before an action is rendered only once it is
 * asked, because every list carries this bar; so without a script there is what needs no question.
 */
export function BulkBar({ actions, count }: { actions: readonly BulkAction[]; count: number }) {
  const [asked, setAsked] = useState<BulkAction | null>(null);
  return (
    <div
      data-chrome=""
      className="bulk-bar sticky bottom-4 z-30 mx-auto w-fit max-w-full items-center gap-2 overflow-x-auto rounded-lg bg-raised p-2 shadow-float max-md:fixed max-md:inset-x-0 max-md:bottom-0 max-md:w-full max-md:rounded-none max-md:pb-[calc(0.5rem+env(safe-area-inset-bottom))]"
    >
      <p className="sticky start-0 whitespace-nowrap px-2 font-semibold tabular-nums">
        {count > 0 ? `${count} selected` : "Selected"}
      </p>
      {actions.map((action) =>
        action.confirm ? (
          <Button
            key={action.label}
            variant={action.variant}
            className="needs-script"
            aria-haspopup="dialog"
            onClick={() => setAsked(action)}
          >
            {action.label}
          </Button>
        ) : (
          <PendingButton key={action.label} variant={action.variant} formAction={action.run}>
            {action.label}
          </PendingButton>
        ),
      )}
      {asked?.confirm ? (
        <Question
          {...asked}
          confirm={asked.confirm}
          count={count}
          onClosed={() => setAsked(null)}
        />
      ) : null}
      <Button type="reset" variant="ghost" size="icon" aria-label="Clear the selection">
        <Icon of={X} />
      </Button>
    </div>
  );
}

type QuestionProps = BulkAction & {
  readonly confirm: NonNullable<BulkAction["confirm"]>;
  readonly count: number;
  readonly onClosed: () => void;
};

function Question({ label, run, variant, confirm, count, onClosed }: QuestionProps) {
  const id = useId();
  const orders = count === 1 ? "1 order" : `${count} orders`;
  const fill = (text: string) => text.replaceAll("{orders}", orders);
  return (
    <DialogPanel id={id} title={fill(confirm.title)} onClosed={onClosed}>
      <p className="text-muted">{fill(confirm.body)}</p>
      {confirm.fields ? <div className="mt-4 flex flex-col gap-3">{confirm.fields}</div> : null}
      <div className="mt-5 flex justify-end">
        <PendingButton variant={variant === "danger" ? "danger" : "primary"} formAction={run}>
          {label}
        </PendingButton>
      </div>
    </DialogPanel>
  );
}
