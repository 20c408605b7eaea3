/** Decides how a list is asked for and answered: pages behind a cursor. */
import { z } from "@hono/zod-openapi";
import { keysetStart } from "@/lib/shared/keyset";
import { said } from "./values";

const LIMIT_MAX = 200;
const LIMIT_DEFAULT = 50;

/** A page's size; more than the largest page is the largest page. */
export const limit = said(
  z
    .string()
    .regex(/^[1-9]\d{0,6}$/)
    .transform((text) => Math.min(Number(text), LIMIT_MAX))
    .default(LIMIT_DEFAULT)
    .openapi({ type: "integer", minimum: 1, default: LIMIT_DEFAULT }),
  `How many at most, from 1; more than ${LIMIT_MAX} is ${LIMIT_MAX}.`,
  LIMIT_DEFAULT,
);

export const search = (what: string) =>
  said(z.string().max(120).optional(), `Only those with this text in ${what}.`, "oak");

const CURSOR = { says: "must be a next_cursor of this list." };

/** The place behind which a page begins, if `isPlace` knows it. */
export function after(isPlace: (cursor: string) => boolean) {
  return said(
    z.string().refine(isPlace, { params: CURSOR }).optional(),
    "The `next_cursor` of the page before. Left out, the list begins at its start.",
    null,
  );
}

/** A list by name: its cursor holds two keys. */
const afterByName = after(
  (cursor) => keysetStart({ after: cursor, before: null }, 2).place !== null,
);

/** A list that is searched and paged by name. */
export const keysetQuery = (what: string) =>
  z.object({ q: search(what), limit, after: afterByName });

/** A query that takes nothing. */
export const noQuery = z.object({});

/** A page of a list. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({
    data: z.array(item).meta({ description: "The page." }),
    has_more: said(z.boolean(), "Whether there is a next page.", false),
    next_cursor: said(
      z.string().nullable(),
      "What to send as `after` for the next page; null on the last one. Cursors stay right while rows are added and move.",
      null,
    ),
  });
}
