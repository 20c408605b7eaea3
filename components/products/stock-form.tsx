"use client";

import { TextField } from "@/components/forms/text-field";
import { useActionForm } from "@/components/forms/use-action-form";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { Spinner } from "@/components/ui/spinner";
import type { Action } from "@/lib/auth/guarded-action";
import { STOCK_WORDS } from "./words";

const REASONS = [
  { value: "receipt", label: "Receive: adds" },
  { value: "count", label: "Count: sets what is there" },
  { value: "scrap", label: "Scrap: takes away" },
  { value: "return", label: "Return: adds" },
  { value: "other", label: "Other: adds, or takes away with a minus" },
];

type StockFormProps = {
  readonly action: Action<unknown>;
  readonly product: { readonly id: string; readonly sku: string };
};

/** Moves stock by hand. */
export function StockForm({ action, product }: StockFormProps) {
  const { form, pending, message, value: _value, ...fields } = useActionForm(action, STOCK_WORDS);
  return (
    <form {...form} className="flex flex-col gap-3">
      <input type="hidden" name="id" value={product.id} />
      <input type="hidden" name="sku" value={product.sku} />
      <div className="grid gap-3 sm:grid-cols-[minmax(12rem,1fr)_7rem_2fr_auto] sm:items-end">
        <Field label="Reason">
          {(control) => (
            <Select
              {...control}
              name="reason"
              options={REASONS}
              defaultValue={fields.fieldValue("reason", "receipt")}
            />
          )}
        </Field>
        <TextField
          fields={fields}
          name="quantity"
          label="Quantity"
          inputMode="decimal"
          autoComplete="off"
          required
        />
        <TextField fields={fields} name="note" label="Note" optional />
        <Button type="submit" disabled={pending}>
          {pending ? <Spinner /> : null}
          Record
        </Button>
      </div>
      {message ? <Alert tone="critical" role="alert" title={message} /> : null}
    </form>
  );
}
