"use client";

import { useFormContext } from "react-hook-form";
import { Checkbox } from "@/components/ui/checkbox";
import { Textarea } from "@/components/ui/input";
import { Section } from "@/components/ui/section";
import { Select, type SelectOption } from "@/components/ui/select";
import type { OrderForm } from "@/lib/orders/form";
import { FormField, FormInput } from "./order-form-field";

const PARTIAL = [
  { value: "rule", label: "As the client's or workspace's rule says" },
  { value: "yes", label: "May leave in parts" },
  { value: "no", label: "Complete only" },
];

const pairs = "grid grid-cols-2 gap-x-4 gap-y-3";

/** When it is due, on which terms, and where it goes. */
export function OrderFormDetails({ currencies }: { currencies: readonly SelectOption[] }) {
  const { register } = useFormContext<OrderForm>();
  return (
    <>
      <Section title="Dates and terms">
        <div className={pairs}>
          <FormInput name="shipByOn" label="Ship by" type="date" optional />
          <FormInput name="deliverByOn" label="Deliver by" type="date" optional />
          <FormInput name="orderedOn" label="Ordered on" type="date" />
          <FormField name="currency" label="Currency">
            {(field) => <Select {...field} options={currencies} {...register("currency")} />}
          </FormField>
          <FormField name="allowPartial" label="Shipping" className="col-span-2">
            {(field) => <Select {...field} options={PARTIAL} {...register("allowPartial")} />}
          </FormField>
          <Checkbox
            label="On hold"
            hint="It keeps what is reserved and gets nothing new."
            className="col-span-2"
            {...register("onHold")}
          />
          <FormField name="note" label="Note" optional className="col-span-2">
            {(field) => <Textarea {...field} rows={2} {...register("note")} />}
          </FormField>
        </div>
      </Section>
      <Section title="Ship to" description="Left empty, the goods go to the client's address.">
        <div className={pairs}>
          <FormInput name="shipTo.name" label="Name" fieldClassName="col-span-2" />
          <FormInput name="shipTo.line1" label="Address line 1" fieldClassName="col-span-2" />
          <FormInput
            name="shipTo.line2"
            label="Address line 2"
            optional
            fieldClassName="col-span-2"
          />
          <FormInput name="shipTo.postalCode" label="Postal code" />
          <FormInput name="shipTo.city" label="City" />
          <FormInput name="shipTo.region" label="Region" optional />
          <FormInput name="shipTo.country" label="Country" placeholder="DE" />
        </div>
      </Section>
    </>
  );
}
