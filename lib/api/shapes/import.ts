/** Decides what the document says of a file import. */
import { z } from "@hono/zod-openapi";
import { said, textOf, textOrNull, whole } from "./values";

const count = (description: string) => said(whole(), description, 1);

export const importResult = z
  .object({
    created: count("How many orders are new."),
    updated: count("How many orders changed."),
    unchanged: count("How many orders were as the file says already."),
    rejected: z
      .array(
        z.object({
          row: said(whole(), "The row in the file, from 1; the headings are row 1.", 2),
          column: textOrNull("The column's heading; null where it is about the row.", "quantity"),
          message: textOf("What is wrong with it.", "Quantity must be more than 0."),
        }),
      )
      .meta({ description: "Rows that are wrong. With one of them, nothing was written." }),
  })
  .openapi("ImportResult");
