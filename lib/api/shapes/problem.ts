/** Decides what the document says of a problem: RFC 9457 with a code and the fields it is about. */
import { z } from "@hono/zod-openapi";
import { said, textOf, whole } from "./values";

export const problem = z
  .object({
    type: textOf("The page about this code.", "/docs/api/problems/not_found"),
    title: textOf("The status in words.", "Not found"),
    status: said(whole(), "The HTTP status.", 404),
    detail: textOf("What is wrong, in one sentence.", "There is nothing at this address."),
    code: said(
      z.string().regex(/^[a-z_]+$/),
      "What is wrong, for programs. It stays the same; the sentence may change.",
      "not_found",
    ),
    errors: z
      .array(
        z.object({
          field: textOf("The field's path in the request.", "lines.0.quantity"),
          message: textOf("What is wrong with it.", "quantity must be more than 0."),
        }),
      )
      .optional()
      .meta({ description: "The fields that are wrong, where some are." }),
  })
  .openapi("Problem");
