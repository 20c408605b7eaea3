/** Decides what a client may look like: one input for the form and the API. */
import { z } from "zod";
import type { Address } from "@/lib/shared/address";
import { lineText, optionalLine, requiredLine } from "@/lib/shared/fields";

export const CONTACTS_MAX = 10;

const blank = (label: string, max: number) =>
  lineText(label, max)
    .nullish()
    .transform((text) => text ?? "");

/** An address; a form's empty one is none. */
const addressSchema = z
  .object({
    name: blank("Name", 200),
    line1: blank("Address line 1", 200),
    line2: blank("Address line 2", 200),
    city: blank("City", 120),
    region: blank("Region", 120),
    postalCode: blank("Postal code", 40),
    country: blank("Country", 60).transform((country) =>
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

const emailSchema = optionalLine("E-mail", 254).refine(
  (email) => email === null || z.email().safeParse(email).success,
  "E-mail must be an address such as ana@example.com.",
);

/** Left out, a contact gets messages; a form sends `off` always and `on` after it when the box is ticked. */
const getsMessagesSchema = z
  .union([z.boolean(), z.literal("off"), z.tuple([z.literal("off"), z.literal("on")])])
  .optional()
  .transform((value) => value !== false && value !== "off");

/** A contact; a form's empty row is none. */
const contactSchema = z
  .object({
    name: blank("Name", 120),
    email: emailSchema,
    phone: optionalLine("Phone", 40),
    getsMessages: getsMessagesSchema,
  })
  .superRefine((contact, context) => {
    if (contact.name === "" && (contact.email ?? contact.phone) !== null) {
      context.addIssue({ code: "custom", path: ["name"], message: "Name is missing." });
    }
  });

const ALLOW_PARTIAL = { "": null, yes: true, no: false } as const;

export const clientSchema = z.object({
  code: requiredLine("Code", 40),
  name: requiredLine("Name", 200),
  /** Null takes the workspace's rule; a form says it with words. */
  allowPartial: z
    .union([z.boolean(), z.enum(["", "yes", "no"]).transform((word) => ALLOW_PARTIAL[word])])
    .nullish()
    .transform((allowed) => allowed ?? null),
  shipTo: addressSchema,
  billTo: addressSchema,
  contacts: z
    .array(contactSchema)
    .max(CONTACTS_MAX, `A client may have at most ${CONTACTS_MAX} contacts.`)
    .default([])
    .transform((contacts) => contacts.filter((contact) => contact.name !== "")),
});

export type ClientInput = z.output<typeof clientSchema>;
