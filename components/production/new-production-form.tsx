"use client";

import { FormFooter } from "@/components/forms/form-footer";
import { TextField } from "@/components/forms/text-field";
import { useActionForm } from "@/components/forms/use-action-form";
import { ButtonLink } from "@/components/ui/button";
import { Section } from "@/components/ui/section";
import type { Action } from "@/lib/auth/guarded-action";
import type { Day } from "@/lib/shared/dates";
import { PRODUCTION_REFUSALS } from "./words";

type NewProductionFormProps = {
  readonly action: Action<unknown>;
  readonly products: readonly {
    readonly sku: string;
    readonly name: string;
    readonly made: boolean;
  }[];
  readonly initial: {
    readonly sku: string;
    readonly quantity: string;
    readonly dueOn: Day;
    readonly order: string;
  };
  /** The form's own key: sent twice, it plans once. */
  readonly formKey: string;
};

export function NewProductionForm({ action, products, initial, formKey }: NewProductionFormProps) {
  const { form, pending, message, value, ...fields } = useActionForm(action, PRODUCTION_REFUSALS);
  return (
    <form {...form} className="flex max-w-2xl flex-col gap-4">
      <input type="hidden" name="key" value={formKey} />
      <Section title="What to make">
        <div className="grid gap-4 sm:grid-cols-2">
          <TextField
            fields={fields}
            name="sku"
            label="Product"
            initial={initial.sku}
            hint="Type a SKU or a part of the name."
            list="products-to-make"
            autoComplete="off"
            required
            fieldClassName="sm:col-span-2"
          />
          <datalist id="products-to-make">
            {products.map(({ sku, name, made }) => (
              <option key={sku} value={sku}>
                {made ? name : `${name} (bought)`}
              </option>
            ))}
          </datalist>
          <TextField
            fields={fields}
            name="quantity"
            label="Quantity"
            initial={initial.quantity}
            inputMode="decimal"
            autoComplete="off"
            required
          />
          <TextField
            fields={fields}
            name="dueOn"
            label="Due"
            type="date"
            initial={initial.dueOn}
            required
          />
          <TextField
            fields={fields}
            name="order"
            label="For order"
            initial={initial.order}
            hint="Its units are held for this order as they are made. Leave it empty to make for stock."
            autoComplete="off"
            optional
            fieldClassName="sm:col-span-2"
          />
        </div>
      </Section>
      <FormFooter
        pending={pending}
        message={message}
        done={value === null ? null : "Planned."}
        submit="Create production order"
      >
        <ButtonLink href="/production">Cancel</ButtonLink>
      </FormFooter>
    </form>
  );
}
