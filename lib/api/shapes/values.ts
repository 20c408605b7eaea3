/** Decides how single values are written in requests and answers, and what the document says of each. */
import { z } from "@hono/zod-openapi";
import { isLine, isStorable } from "@/lib/shared/fields";
import { MINOR_MAX } from "@/lib/shared/money";
import { QUANTITY_MAX, quantityFromNumber, quantityNumber } from "@/lib/shared/quantity";

/** The schema with what it means, its unit included, and an example that works. */
export function said<Schema extends z.ZodType>(
  schema: Schema,
  description: string,
  example: unknown,
): Schema {
  return schema.meta({ description, examples: [example] });
}

const STORABLE = { params: { says: "holds a character that can't be stored." } };

/** One line of text that must not be empty. */
export const text = (max: number) => z.string().trim().min(1).max(max).refine(isLine, STORABLE);

/** Text that may be left out; null and empty are the same as none. */
export const optionalText = (max: number) =>
  z.string().max(max).refine(isStorable, STORABLE).nullish();

/** Or null. The method of the same name would make the schema's name in the document mean null, too. */
export const orNull = <Schema extends z.ZodType>(schema: Schema) => z.nullable(schema);

export const whole = () => z.number().int();

const THREE_DECIMALS = { says: "may have at most 3 decimals and 11 digits before them." };

/** A JSON number with at most 3 decimals, read as thousandths. */
function thousandths(of: z.ZodNumber) {
  return of
    .refine((value) => quantityFromNumber(value) !== null, { params: THREE_DECIMALS })
    .transform((value) => quantityFromNumber(value) ?? Number.NaN);
}

const BOUND = quantityNumber(QUANTITY_MAX);

/** More than nothing. */
export const quantity = () => thousandths(z.number().gt(0).max(BOUND));
export const quantityOrNone = () => thousandths(z.number().min(0).max(BOUND));
/** What is added, or with a minus taken away. */
export const signedQuantity = () => thousandths(z.number().min(-BOUND).max(BOUND));

/** An amount of money in minor units. */
export const minor = () => z.number().int().min(0).max(MINOR_MAX);

/** The version that was read before something is changed. */
export const seenVersion = said(
  whole().optional(),
  "The `version` that you read. When it is not the current one, nothing is changed and you get `changed_meanwhile`. Left out, the last writer wins.",
  1,
);

/** A quantity in an answer. */
export const units = (description: string, example = 2.5) =>
  said(z.number(), `${description} In the product's unit, at most 3 decimals.`, example);

export const minorUnits = (description: string, example = 4998) =>
  said(whole(), `${description} In minor units of the currency (cents).`, example);

export const dayOf = (description: string, example: string | null = "2026-06-12") =>
  said(z.iso.date().nullable(), `${description} A calendar day in the workspace's zone.`, example);

export const instantOf = (description: string) =>
  said(z.iso.datetime().nullable(), `${description} UTC.`, "2026-06-01T10:00:00.000Z");

export const flagOf = (description: string, example = false) =>
  said(z.boolean(), description, example);

export const textOf = (description: string, example: string) =>
  said(z.string(), description, example);

export const textOrNull = (description: string, example: string | null) =>
  said(z.string().nullable(), description, example);

export const idOf = (description: string) =>
  said(z.uuid(), description, "01980a4e-7c1d-7000-8000-5b7f3c2a9d10");

export const versionOf = said(
  whole(),
  "Counts what people and programs entered. Send it back when you change something.",
  1,
);

export const orderNumber = (description = "The order's number.") => textOf(description, "SO-1042");
export const sku = (description = "The product's SKU.") => textOf(description, "OAK-CHAIR");
