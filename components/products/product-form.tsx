"use client";

import { FormFooter } from "@/components/forms/form-footer";
import { TextField } from "@/components/forms/text-field";
import { useActionForm } from "@/components/forms/use-action-form";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Section } from "@/components/ui/section";
import { Select } from "@/components/ui/select";
import type { Action } from "@/lib/auth/guarded-action";
import { PRODUCT_WORDS } from "./words";

type EditedProduct = {
  readonly id: string;
  readonly version: number;
  readonly sku: string;
  readonly name: string;
  readonly gtin: string | null;
  readonly kind: "goods" | "service";
  readonly tracked: boolean;
  readonly made: boolean;
  readonly leadTimeDays: number | null;
  /** Decimal text in the workspace's currency. */
  readonly unitPrice: string;
};

type ProductFormProps = {
  readonly action: Action<unknown>;
  /** Null for a new product. */
  readonly product: EditedProduct | null;
  readonly currency: string;
};

const KINDS = [
  { value: "goods", label: "Goods" },
  { value: "service", label: "Service: nothing is shipped" },
];

export function ProductForm({ action, product, currency }: ProductFormProps) {
  const { form, pending, message, value, ...fields } = useActionForm(action, PRODUCT_WORDS);
  return (
    <form {...form} className="flex flex-col gap-4">
      {product ? (
        <>
          <input type="hidden" name="id" value={product.id} />
          <input type="hidden" name="version" value={product.version} />
        </>
      ) : null}
      <Section title="Product">
        <div className="grid gap-4 sm:grid-cols-2">
          <TextField fields={fields} name="sku" label="SKU" initial={product?.sku} required />
          <TextField fields={fields} name="name" label="Name" initial={product?.name} required />
          <TextField
            fields={fields}
            name="gtin"
            label="GTIN"
            initial={product?.gtin}
            inputMode="numeric"
            optional
          />
          <TextField
            fields={fields}
            name="unitPrice"
            label={`Unit price, ${currency}`}
            initial={product?.unitPrice}
            inputMode="decimal"
            optional
          />
          <Field label="Kind">
            {(control) => (
              <Select
                {...control}
                name="kind"
                options={KINDS}
                defaultValue={fields.fieldValue("kind", product?.kind ?? "goods")}
              />
            )}
          </Field>
          <TextField
            fields={fields}
            name="leadTimeDays"
            label="Lead time, days"
            initial={product?.leadTimeDays?.toString()}
            inputMode="numeric"
            optional
          />
          <div className="flex flex-col sm:col-span-2">
            <Checkbox
              name="tracked"
              defaultChecked={product?.tracked ?? true}
              label="Stock is tracked"
              hint="Orders reserve what is on hand. Without it, everything owed can ship."
            />
            <Checkbox
              name="made"
              defaultChecked={product?.made ?? false}
              label="Made here"
              hint="What is short shows as something to make."
            />
          </div>
        </div>
      </Section>
      <FormFooter
        pending={pending}
        message={message}
        done={value === null ? null : "Saved."}
        submit={product ? "Save" : "Create product"}
      />
    </form>
  );
}
