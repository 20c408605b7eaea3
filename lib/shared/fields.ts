/** Decides what people may type into a field: text that can be stored, in one line or several. */
import { z } from "zod";
import { isDay } from "./dates";

/** NUL, and halves of surrogate pairs: Postgres takes neither. */
const UNSTORABLE = /\0|\p{Surrogate}/u;
const LINE_BREAKS = /[\r\n\u2028\u2029]/;

/** Whether the database takes the text. */
export const isStorable = (text: string) => !UNSTORABLE.test(text);
/** The same, and whether it is in one line. */
export const isLine = (text: string) => isStorable(text) && !LINE_BREAKS.test(text);

/** One line of text, trimmed; may be empty. */
export function lineText(label: string, max: number) {
  return z
    .string({ error: `${label} must be text.` })
    .trim()
    .max(max, `${label} may have at most ${max} characters.`)
    .refine(isLine, {
      error: `${label} holds a character that can't be stored. Type it again.`,
    });
}

/** One line of text that must not be empty. */
export function requiredLine(label: string, max: number) {
  return lineText(label, max).min(1, `${label} is missing.`);
}

/** One line of text that may be left out; empty is the same as none. */
export function optionalLine(label: string, max: number) {
  return lineText(label, max)
    .nullish()
    .transform((text) => text || null);
}

/** A calendar day that may be left out; empty is the same as none. */
export function optionalDay(label: string) {
  return z
    .string({ error: `${label} must be a day such as 2026-03-31.` })
    .trim()
    .refine((text) => text === "" || isDay(text), {
      error: `${label} must be a day that exists, such as 2026-03-31.`,
    })
    .nullish()
    .transform((text) => text || null);
}

/** One line of text that may be left out; none is the same as empty. */
export function blankLine(label: string, max: number) {
  return lineText(label, max)
    .nullish()
    .transform((text) => text ?? "");
}
