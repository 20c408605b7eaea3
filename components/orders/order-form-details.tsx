"use client";

import { useFormContext } from "react-hook-form";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/input";
import { Section } from "@/components/ui/section";
import { isBlankAddress, type OrderForm } from "@/lib/orders/form";
import type { OrderFormOptions } from "./order-form";
import { FormField, FormSelect } from "./order-form-field";

const PARTIAL = [
  { value: "rule", label: "As the client's or workspace's rule says" },
  { value: "yes", label: "Partial shipments allowed" },
  { value: "no", label: "Complete only" },
];

type Props = { readonly options: OrderFormOptions; readonly isNew: boolean };

/** Who orders, when it is due and where it goes. */
export function OrderFormDetails({ options, isNew }: Props) {
  const { register, getValues, formState } = useFormContext<OrderForm>();
  const hasShipToError = formState.errors.shipTo !== undefined;
  return (
    <>
      <Section title="Order">
        <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-4">
          <FormField
            name="client.code"
            label="Client"
            list="order-clients"
            placeholder="Code"
            disabled={!isNew}
            required
            fieldClassName="lg:col-span-2"
          />
          <datalist id="order-clients">
            {options.clients.map(({ code, name }) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
          </datalist>
          <FormField name="poNumber" label="PO number" optional />
          <FormField
            name="number"
            label="Order number"
            placeholder={isNew ? "Next of the series" : undefined}
            disabled={!isNew}
            optional={isNew}
          />
          <FormField name="orderedOn" label="Ordered on" type="date" />
          <FormField name="shipByOn" label="Ship by" type="date" optional />
          <FormField name="deliverByOn" label="Deliver by" type="date" optional />
          <FormField name="currency" label="Currency" maxLength={3} required />
          <div className="sm:col-span-2">
            <FormSelect name="allowPartial" label="Shipments" options={PARTIAL} />
          </div>
          <div className="flex items-end sm:col-span-2">
            <Checkbox
              {...register("onHold")}
              label="On hold"
              hint="It keeps what is reserved and gets nothing new."
            />
          </div>
          <Field label="Note" optional className="sm:col-span-2 lg:col-span-4">
            {(control) => <Textarea {...control} rows={2} {...register("note")} />}
          </Field>
        </div>
      </Section>
      <details
        className="rounded-lg border bg-raised"
        open={hasShipToError || !isBlankAddress(getValues("shipTo"))}
      >
        <summary className="cursor-pointer px-4 py-2.5 font-semibold">
          Ship to{" "}
          <span className="font-normal text-muted">left empty, the client's address is taken</span>
        </summary>
        <div className="grid gap-4 border-t p-4 sm:grid-cols-2">
          <FormField name="shipTo.name" label="Name" />
          <FormField name="shipTo.line1" label="Address line 1" />
          <FormField name="shipTo.line2" label="Address line 2" optional />
          <FormField name="shipTo.postalCode" label="Postal code" />
          <FormField name="shipTo.city" label="City" />
          <FormField name="shipTo.region" label="Region" optional />
          <FormField name="shipTo.country" label="Country" />
        </div>
      </details>
    </>
  );
}
