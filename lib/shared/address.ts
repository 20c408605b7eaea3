/** Decides what a postal address may look like. */
import { z } from "zod";
import { blankLine } from "./fields";

/** A postal address, as people write it on a parcel. */
export type Address = {
  readonly name: string;
  readonly line1: string;
  readonly line2?: string | null;
  readonly city: string;
  readonly region?: string | null;
  readonly postalCode: string;
  readonly country: string;
};

/** An address; a form's empty one is none. */
export const addressSchema = z
  .object({
    name: blankLine("Name", 200),
    line1: blankLine("Address line 1", 200),
    line2: blankLine("Address line 2", 200),
    city: blankLine("City", 120),
    region: blankLine("Region", 120),
    postalCode: blankLine("Postal code", 40),
    country: blankLine("Country", 60).transform((country) =>
      /^[a-z]{2}$/i.test(country) ? country.toUpperCase() : country,
    ),
  })
  .superRefine((address, context) => {
    if (Object.values(address).every((part) => part === "")) {
      return;
    }
    const required = { name: "Name", line1: "Address line 1", city: "City", country: "Country" };
    for (const [field, label] of Object.entries(required)) {
      if (Reflect.get(address, field) === "") {
        context.addIssue({ code: "custom", path: [field], message: `${label} is missing.` });
      }
    }
  })
  .transform((address): Address | null =>
    address.name === ""
      ? null
      : { ...address, line2: address.line2 || null, region: address.region || null },
  )
  .nullish()
  .transform((address) => address ?? null);
