"use client";

import { Minus, Plus } from "lucide-react";
import { useRef } from "react";
import { useActionForm } from "@/components/forms/use-action-form";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Spinner } from "@/components/ui/spinner";
import type { Action } from "@/lib/auth/guarded-action";
import { ONE, parseQuantity, type Quantity, quantityText } from "@/lib/shared/quantity";
import { PRODUCTION_REFUSALS } from "./words";

type ReportFormProps = {
  readonly action: Action<unknown>;
  readonly number: string;
  readonly remaining: Quantity;
  /** The form's own key: sent twice, it reports once. */
  readonly formKey: string;
};

const STEPS = [1, 5, 10] as const;

/** Says how many were made: with one thumb by big buttons, or typed. */
export function ReportForm({ action, number, remaining, formKey }: ReportFormProps) {
  const {
    form,
    pending,
    message,
    value: _value,
    ...fields
  } = useActionForm(action, {
    ...PRODUCTION_REFUSALS,
    key_reused: "This was sent before with another number. Reload the page and look.",
    too_much_stock: "The quantity is too large.",
  });
  const made = useRef<HTMLInputElement>(null);
  const set = (quantity: Quantity) => {
    if (made.current) {
      made.current.value = quantity > 0 ? quantityText(quantity) : "";
    }
  };
  const add = (change: Quantity) =>
    set((parseQuantity((made.current?.value ?? "").replace(",", ".")) ?? 0) + change);
  const big = "h-12 min-w-12 text-lg";
  return (
    <form {...form} className="flex flex-col gap-3">
      <input type="hidden" name="number" value={number} />
      <input type="hidden" name="key" value={formKey} />
      <Field label="How many were made?" error={fields.fieldError("quantity")}>
        {(control) => (
          <div className="flex gap-2">
            <Button className={big} aria-label="One less" onClick={() => add(-ONE)}>
              <Minus aria-hidden="true" />
            </Button>
            <Input
              {...control}
              ref={made}
              name="quantity"
              inputMode="decimal"
              autoComplete="off"
              enterKeyHint="done"
              defaultValue={fields.fieldValue("quantity", "")}
              className="h-12! text-center font-semibold text-xl!"
            />
            <Button className={big} aria-label="One more" onClick={() => add(ONE)}>
              <Plus aria-hidden="true" />
            </Button>
          </div>
        )}
      </Field>
      <div className="needs-script flex flex-wrap gap-2">
        {STEPS.slice(1).map((step) => (
          <Button key={step} className="h-11 flex-1" onClick={() => add(step * ONE)}>
            +{step}
          </Button>
        ))}
        {remaining > 0 ? (
          <Button className="h-11 flex-2" onClick={() => set(remaining)}>
            All the rest: {quantityText(remaining)}
          </Button>
        ) : null}
      </div>
      <details>
        <summary className="flex min-h-11 items-center text-muted md:min-h-8">
          Some were scrapped
        </summary>
        <Field label="Scrapped" optional error={fields.fieldError("scrapped")}>
          {(control) => (
            <Input
              {...control}
              name="scrapped"
              inputMode="decimal"
              autoComplete="off"
              defaultValue={fields.fieldValue("scrapped", "")}
              className="max-w-32"
            />
          )}
        </Field>
      </details>
      {message ? <Alert tone="critical" role="alert" title={message} /> : null}
      <Button type="submit" variant="primary" disabled={pending} className="h-12 text-lg">
        {pending ? <Spinner /> : null}
        Report
      </Button>
    </form>
  );
}
