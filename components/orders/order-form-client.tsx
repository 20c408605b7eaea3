"use client";

import { useRef } from "react";
import { useFormContext, useWatch } from "react-hook-form";
import { Input } from "@/components/ui/input";
import { Section } from "@/components/ui/section";
import { addressForm, isBlankAddress, type OrderForm } from "@/lib/orders/form";
import type { ClientSuggestion } from "@/lib/orders/suggestions";
import { FormField, FormInput } from "./order-form-field";
import { type Suggestions, useSuggestions } from "./use-suggestions";

type OrderFormClientProps = {
  readonly clients: Suggestions<ClientSuggestion>;
  /** Of an order that exists, client and number stay. */
  readonly isNew: boolean;
};

/** Who orders, and under which numbers. Choosing a client fills in where the goods go. */
export function OrderFormClient({ clients, isNew }: OrderFormClientProps) {
  const { register, control, getValues, setValue } = useFormContext<OrderForm>();
  const { options, find, look } = useSuggestions("/orders/new/clients", clients);
  const filled = useRef<string | null>(null);
  const code = useWatch({ control, name: "client.code" });
  const chosen = find(code);

  function fillShipTo(client: ClientSuggestion) {
    const now = getValues("shipTo");
    // What a person typed stays; what an earlier choice filled in may go.
    if (isBlankAddress(now) || JSON.stringify(now) === filled.current) {
      const address = addressForm(client.shipTo);
      filled.current = JSON.stringify(address);
      setValue("shipTo", address, { shouldDirty: true });
    }
  }

  return (
    <Section title="Client and numbers">
      <div className="grid grid-cols-[minmax(0,2fr)_minmax(0,1fr)_minmax(0,1fr)] gap-x-4 gap-y-3 max-md:grid-cols-1">
        <FormField
          name="client.code"
          label="Client"
          hint={
            chosen && chosen.key === code.trim()
              ? placeOf(chosen)
              : isNew
                ? "Type a code or a name."
                : null
          }
        >
          {(field) => (
            <Input
              {...field}
              list="order-clients"
              readOnly={!isNew}
              className="read-only:bg-shade"
              autoComplete="off"
              {...register("client.code", {
                onChange: (event) => look(event.target.value, fillShipTo),
                onBlur: () => {
                  if (chosen) {
                    setValue("client.code", chosen.key);
                  }
                },
              })}
            />
          )}
        </FormField>
        <FormInput name="poNumber" label="PO number" optional />
        <FormInput
          name="number"
          label="Order number"
          optional={isNew}
          readOnly={!isNew}
          className="read-only:bg-shade"
          placeholder="Next in the series"
        />
      </div>
      <datalist id="order-clients">
        {options.map(({ key, name }) => (
          <option key={key} value={key}>
            {name}
          </option>
        ))}
      </datalist>
    </Section>
  );
}

const placeOf = ({ name, shipTo }: ClientSuggestion): string =>
  shipTo ? `${name}, ${shipTo.city}` : name;
