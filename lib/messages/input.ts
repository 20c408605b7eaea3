/** Decides what a person may set about messages to clients. */
import { z } from "zod";
import { NEWS_KINDS } from "./news";

export const DELAYS = [1, 5, 10, 30, 60, 240] as const;

export const messageRulesSchema = z.object({
  /** The version of the workspace's settings that was edited. */
  version: z.coerce.number().int().min(1),
  /** A form sends one box as text and none as nothing. */
  messageOn: z
    .union([z.enum(NEWS_KINDS), z.array(z.enum(NEWS_KINDS))])
    .optional()
    .transform((value) => NEWS_KINDS.filter((kind) => [value].flat().includes(kind))),
  delayMinutes: z.coerce
    .number()
    .refine(
      (minutes) => DELAYS.some((delay) => delay === minutes),
      "Choose how long messages wait.",
    ),
});

export type MessageRules = z.output<typeof messageRulesSchema>;
