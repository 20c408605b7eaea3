/** Decides what a client may look like: one input for the form and the API. */
import { z } from "zod";
import { addressSchema } from "@/lib/shared/address";
import { blankLine, optionalLine, requiredLine } from "@/lib/shared/fields";

export const CONTACTS_MAX = 10;

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
    name: blankLine("Name", 120),
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
