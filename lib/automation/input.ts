/** Decides what a person may set of the automation policy. */
import { z } from "zod";
import { ASN_RULES, CLOSING_FACTS } from "@/lib/orders/policy";

/** A form sends one box as text and none as nothing. */
const facts = z
  .union([z.enum(CLOSING_FACTS), z.array(z.enum(CLOSING_FACTS))])
  .optional()
  .transform((value) => CLOSING_FACTS.filter((fact) => [value].flat().includes(fact)));

const flag = z
  .union([z.boolean(), z.literal("on")])
  .optional()
  .transform((value) => value === true || value === "on");

export const policySchema = z.object({
  /** The version that was edited; 0 is the default. */
  version: z.coerce.number().int().min(0),
  dispatchOn: facts,
  closeOn: facts,
  archiveOnAsn: z.enum(ASN_RULES),
  archiveOnCompleted: flag,
  paused: flag,
});

export type PolicyInput = z.output<typeof policySchema>;
