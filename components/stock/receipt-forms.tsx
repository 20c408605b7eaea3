"use client";

import { FormFooter } from "@/components/forms/form-footer";
import { TextField } from "@/components/forms/text-field";
import { useActionForm } from "@/components/forms/use-action-form";
import { ButtonLink } from "@/components/ui/button";
import { Section } from "@/components/ui/section";
import type { Action } from "@/lib/auth/guarded-action";
import type { Day } from "@/lib/shared/dates";
import { type Quantity, quantityText } from "@/lib/shared/quantity";
import { RECEIPT_WORDS } from "./words";

type NewReceiptFormProps = {
  readonly action: Action<unknown>;
  readonly products: readonly { readonly sku: string; readonly name: string }[];
  readonly initial: { readonly sku: string; readonly dueOn: Day };
  /** The form's own key: sent twice, it expects once. */
  readonly formKey: string;
  readonly backHref: string;
};

/** What is bought, and when it is to come. */
export function NewReceiptForm(props: NewReceiptFormProps) {
  const { action, products, initial, formKey, backHref } = props;
  const { form, pending, message, value: _value, ...fields } = useActionForm(action, RECEIPT_WORDS);
  return (
    <form {...form} className="flex max-w-2xl flex-col gap-4">
      <input type="hidden" name="key" value={formKey} />
      <Section title="What is to come">
        <div className="grid gap-4 sm:grid-cols-2">
          <TextField
            fields={fields}
            name="sku"
            label="Product"
            initial={initial.sku}
            hint="Type a SKU or a part of the name."
            list="products-to-receive"
            autoComplete="off"
            required
            fieldClassName="sm:col-span-2"
          />
          <datalist id="products-to-receive">
            {products.map(({ sku, name }) => (
              <option key={sku} value={sku}>
                {name}
              </option>
            ))}
          </datalist>
          <TextField
            fields={fields}
            name="quantity"
            label="Quantity"
            inputMode="decimal"
            autoComplete="off"
            required
          />
          <TextField
            fields={fields}
            name="dueOn"
            label="Expected on"
            type="date"
            initial={initial.dueOn}
            required
          />
          <TextField
            fields={fields}
            name="reference"
            label="Reference"
            hint="The purchase order's number: orders name it as where their units come from."
            placeholder="PO-77"
            autoComplete="off"
            required
            fieldClassName="sm:col-span-2"
          />
        </div>
      </Section>
      <FormFooter pending={pending} message={message} done={null} submit="Expect it">
        <ButtonLink href={backHref}>Cancel</ButtonLink>
      </FormFooter>
    </form>
  );
}

type ReceiptFormProps = {
  readonly action: Action<unknown>;
  readonly receipt: {
    readonly id: string;
    readonly reference: string;
    readonly quantity: Quantity;
    readonly dueOn: Day;
  };
  /** What this page shows, so that nothing is done twice or over somebody else's change. */
  readonly seen: string;
};

/** What came. The rest is offered, as that is the usual case. */
export function ReceiveForm({
  action,
  receipt,
  seen,
  left,
}: ReceiptFormProps & { readonly left: Quantity }) {
  const { form, pending, message, value: _value, ...fields } = useActionForm(action, RECEIPT_WORDS);
  return (
    <form {...form} className="flex flex-col gap-3">
      <input type="hidden" name="id" value={receipt.id} />
      <input type="hidden" name="seen" value={seen} />
      <div className="grid gap-3 sm:grid-cols-[8rem_1fr]">
        <TextField
          fields={fields}
          name="quantity"
          label="How many came?"
          initial={quantityText(left)}
          inputMode="decimal"
          autoComplete="off"
          enterKeyHint="done"
          required
        />
        <TextField fields={fields} name="note" label="Note" optional />
      </div>
      <FormFooter pending={pending} message={message} done={null} submit="Receive" />
    </form>
  );
}

/** How many are expected, when, and by which reference. */
export function ChangeReceiptForm({ action, receipt, seen }: ReceiptFormProps) {
  const { form, pending, message, value: _value, ...fields } = useActionForm(action, RECEIPT_WORDS);
  return (
    <form {...form} className="flex flex-col gap-3">
      <input type="hidden" name="id" value={receipt.id} />
      <input type="hidden" name="seen" value={seen} />
      <div className="grid grid-cols-2 gap-3">
        <TextField
          fields={fields}
          name="quantity"
          label="Ordered"
          initial={quantityText(receipt.quantity)}
          inputMode="decimal"
          autoComplete="off"
          required
        />
        <TextField
          fields={fields}
          name="dueOn"
          label="Expected on"
          type="date"
          initial={receipt.dueOn}
          required
        />
        <TextField
          fields={fields}
          name="reference"
          label="Reference"
          initial={receipt.reference}
          autoComplete="off"
          required
          fieldClassName="col-span-2"
        />
      </div>
      <FormFooter pending={pending} message={message} done={null} submit="Save" quiet />
    </form>
  );
}
