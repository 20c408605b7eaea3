import type { ReactNode } from "react";
import { DialogPanel } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input, Textarea } from "@/components/ui/input";
import { PendingButton } from "@/components/ui/pending-button";
import { Select } from "@/components/ui/select";
import { owedOf } from "@/lib/orders/lifecycle";
import { archiveReasonsOf, type OfferFacts, type OrderAction } from "@/lib/orders/offers";
import { minorText } from "@/lib/shared/money";

type FormAction = (form: FormData) => Promise<void>;

type ActionDialog = {
  readonly action: OrderAction;
  readonly panel: (fields: ReactNode, run: FormAction | undefined) => ReactNode;
};

const ARCHIVE_REASONS = {
  not_to_be_fulfilled: "Not to be fulfilled",
  completed: "Completed: shipped, invoiced and paid",
} as const;

/** The actions that ask first, or that need to know more. */
export function dialogsOf(number: string, facts: OfferFacts, currency: string): ActionDialog[] {
  const held = facts.lines.filter((line) => line.reserved > 0).length;
  const rests = facts.lines.filter((line) => line.kind === "goods" && owedOf(line) > 0).length;
  const reservations = held === 1 ? "reservation is" : `${held} reservations are`;
  const amount = (rest: number) => (
    <Field
      label={`Amount (${currency})`}
      hint={`${minorText(rest, currency)} ${currency} is left.`}
    >
      {(control) => (
        <Input
          {...control}
          name="amount"
          inputMode="decimal"
          autoComplete="off"
          maxLength={30}
          defaultValue={minorText(rest, currency)}
        />
      )}
    </Field>
  );
  return [
    dialog("cancel", {
      title: held > 0 ? `Cancel ${number}: its ${reservations} released` : `Cancel ${number}`,
      text: "It moves to Archived. Undo takes it back.",
      submit: "Cancel order",
      danger: true,
    }),
    ...(rests > 0
      ? [
          dialog("close", {
            title: `Close ${number}: what is still owed is short-closed`,
            text: `The rest of ${rests === 1 ? "1 line" : `${rests} lines`} will not be shipped and is no longer owed. Undo takes it back.`,
            submit: "Close",
          }),
        ]
      : []),
    dialog("archive", {
      title: `Archive ${number}`,
      text: "Its reservations are released. Undo takes it back.",
      submit: "Archive",
      fields: <ArchiveFields reasons={archiveReasonsOf(facts)} />,
    }),
    dialog("mark_shipped", {
      title: `Mark ${number} as shipped`,
      text: "Its stock leaves the ledger, once.",
      submit: "Mark as shipped",
      fields: (
        <>
          <Field label="Carrier" optional>
            {(control) => (
              <Input
                {...control}
                name="carrier"
                maxLength={80}
                autoComplete="off"
                autoCapitalize="words"
                enterKeyHint="next"
              />
            )}
          </Field>
          <Field label="Tracking number" optional>
            {(control) => (
              <Input
                {...control}
                name="trackingNumber"
                maxLength={80}
                autoComplete="off"
                autoCapitalize="characters"
                autoCorrect="off"
                spellCheck={false}
                enterKeyHint="done"
              />
            )}
          </Field>
        </>
      ),
    }),
    dialog("invoice", {
      title: `Invoice ${number}`,
      submit: "Create invoice",
      fields: amount(facts.totalMinor - facts.invoicedMinor),
    }),
    dialog("pay", {
      title: `Record a payment of ${number}`,
      submit: "Record payment",
      fields: amount(facts.totalMinor - facts.paidMinor),
    }),
  ];
}

type DialogWords = {
  readonly title: string;
  readonly text?: string;
  readonly submit: string;
  readonly danger?: boolean;
  readonly fields?: ReactNode;
};

function dialog(action: OrderAction, words: DialogWords): ActionDialog {
  const { title, text, submit, danger, fields: own } = words;
  return {
    action,
    panel: (fields, run) => (
      <DialogPanel id={`dialog-${action}`} title={title}>
        <form action={run}>
          {fields}
          {text ? <p className="text-muted">{text}</p> : null}
          {own ? <div className="mt-3 flex flex-col gap-3">{own}</div> : null}
          <div className="mt-5 flex justify-end max-md:[&>button]:w-full">
            <PendingButton variant={danger ? "danger" : "primary"}>{submit}</PendingButton>
          </div>
        </form>
      </DialogPanel>
    ),
  };
}

function ArchiveFields({ reasons }: { reasons: ReturnType<typeof archiveReasonsOf> }) {
  const [only] = reasons;
  return (
    <>
      {reasons.length > 1 ? (
        <Field label="Reason">
          {(control) => (
            <Select
              {...control}
              name="reason"
              options={reasons.map((reason) => ({ value: reason, label: ARCHIVE_REASONS[reason] }))}
            />
          )}
        </Field>
      ) : (
        <input type="hidden" name="reason" value={only} />
      )}
      {only === "completed" && reasons.length === 1 ? null : (
        <Field label="Why will it not be fulfilled?" optional={reasons.length > 1}>
          {(control) => (
            <Textarea
              {...control}
              name="note"
              rows={2}
              maxLength={1000}
              required={reasons.length === 1}
            />
          )}
        </Field>
      )}
    </>
  );
}
