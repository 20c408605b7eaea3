"use client";

import type { FormFields } from "@/components/forms/field-value";
import { TextField } from "@/components/forms/text-field";
import type { Address } from "@/lib/shared/address";

type AddressFieldsProps = {
  readonly fields: FormFields;
  /** The address's name in the form, as in `shipTo`. */
  readonly name: string;
  readonly address: Address | null;
};

/** A postal address; left empty it is none. */
export function AddressFields({ fields, name, address }: AddressFieldsProps) {
  const of = (part: keyof Address) => ({
    fields,
    name: `${name}.${part}`,
    initial: address?.[part] ?? null,
    autoComplete: "off",
  });
  return (
    <div className="grid grid-cols-6 gap-x-3 gap-y-4">
      <TextField {...of("name")} label="Name" fieldClassName="col-span-6" />
      <TextField {...of("line1")} label="Address line 1" fieldClassName="col-span-6" />
      <TextField {...of("line2")} label="Address line 2" optional fieldClassName="col-span-6" />
      <TextField {...of("postalCode")} label="Postal code" fieldClassName="col-span-2" />
      <TextField {...of("city")} label="City" fieldClassName="col-span-4" />
      <TextField {...of("region")} label="Region" optional fieldClassName="col-span-4" />
      <TextField {...of("country")} label="Country" fieldClassName="col-span-2" />
    </div>
  );
}
