import "server-only";
import { z } from "@hono/zod-openapi";
import { moves } from "./order";
import { archive } from "./queue";
import { idOf, said, text, textOf } from "./values";

const ORDERS_MAX = 200;

const orders = said(
  z.array(text(80)).min(1).max(ORDERS_MAX),
  `Orders by number, at most ${ORDERS_MAX}. A number that is named twice counts once.`,
  ["SO-2001"],
);

export const bulk = z.object({ orders }).openapi("BulkOrders");

export const bulkArchive = z.object({ orders, ...archive.shape }).openapi("BulkArchive");

/** Every order that was named is in `done` or in `refused`, once. */
export const bulkResult = z
  .object({
    batch: idOf("Names its moves together: `POST /batches/{id}/undo` takes them all back."),
    done: z
      .array(textOf("The order's number.", "SO-2001"))
      .meta({ description: "The orders that it was done to, in the order they were named." }),
    moved: moves,
    refused: z
      .array(
        z.object({
          order: textOf("The order's number, as it was sent.", "SO-404"),
          code: textOf("Why not, as the `code` of a problem.", "not_found"),
          message: textOf("The same in a sentence.", "There is nothing at this address."),
        }),
      )
      .meta({ description: "The orders that it was not done to; it was done to the others." }),
  })
  .openapi("BulkResult");
