/** Decides what the document says of bodies that move an order: through the queue, to the archive. */
import { z } from "@hono/zod-openapi";
import { optionalText, said } from "./values";

const other = (description: string) => said(z.string().max(40).optional(), description, "SO-2002");

export const queueMove = z
  .object({
    before: other("The open order that it shall stand right before."),
    after: other("The open order that it shall stand right behind."),
    to: said(
      z.enum(["first", "last", "up", "down"]).optional(),
      "An end of the queue, or one place. Send one of `before`, `after` and `to`.",
      "first",
    ),
  })
  .openapi("QueueMove");

const note = said(optionalText(1000), "Why, for people in the workspace.", "Too far away");

export const cancel = z.object({ note }).openapi("CancelOrder");

export const archive = z
  .object({
    reason: said(
      z.enum(["cancelled", "not_to_be_fulfilled", "completed", "asn"]),
      "Why. `not_to_be_fulfilled` needs a note.",
      "not_to_be_fulfilled",
    ),
    note,
  })
  .openapi("ArchiveOrder");

/** A body that says nothing. */
export const nothing = z.object({});
