"use client";

import { ChevronRight, Minus, Plus } from "lucide";
import { useRef } from "react";
import { useActionForm } from "@/components/forms/use-action-form";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Icon } from "@/components/ui/icon";
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

/** Offered where more than that is left. */
const STEPS = [5, 10] as const;

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
  const steps = STEPS.filter((step) => remaining > step * ONE);
  // A thumb's size on a phone, a mouse's on a desktop.
  const big = "h-12 min-w-12 max-md:h-12 md:h-9 md:min-w-9";
  return (
    <form {...form} className="flex flex-col gap-3">
      <input type="hidden" name="number" value={number} />
      <input type="hidden" name="key" value={formKey} />
      <div className="flex flex-col gap-3 md:flex-row">
        <Field
          label="How many were made?"
          error={fields.fieldError("quantity")}
          className="md:max-w-72 md:flex-1"
        >
          {(control) => (
            <div className="flex gap-2">
              <Button className={big} aria-label="One less" onClick={() => add(-ONE)}>
                <Icon of={Minus} />
              </Button>
              <Input
                {...control}
                ref={made}
                name="quantity"
                inputMode="decimal"
                autoComplete="off"
                enterKeyHint="done"
                defaultValue={fields.fieldValue("quantity", "")}
                className="text-center font-semibold max-md:h-12 max-md:text-xl! md:h-9"
              />
              <Button className={big} aria-label="One more" onClick={() => add(ONE)}>
                <Icon of={Plus} />
              </Button>
            </div>
          )}
        </Field>
        {remaining > 0 ? (
          <div className="needs-script flex gap-2 md:flex-1 md:pt-[1.375rem]">
            {steps.map((step) => (
              <Button
                key={step}
                className="max-md:h-12 max-md:flex-1 md:h-9"
                onClick={() => add(step * ONE)}
              >
                +{step}
              </Button>
            ))}
            <Button className="max-md:h-12 max-md:flex-2 md:h-9" onClick={() => set(remaining)}>
              All the rest: {quantityText(remaining)}
            </Button>
          </div>
        ) : null}
      </div>
      <details className="group" {...(fields.fieldError("scrapped") ? { open: true } : {})}>
        <summary className="flex min-h-11 list-none items-center gap-1 text-muted hover:text-ink md:min-h-6 [&::-webkit-details-marker]:hidden">
          <Icon of={ChevronRight} className="size-4 group-open:rotate-90" />
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
      <Button
        type="submit"
        variant="primary"
        disabled={pending}
        className="max-md:h-12 max-md:text-lg md:self-start"
      >
        {pending ? <Spinner /> : null}
        Report
      </Button>
    </form>
  );
}
