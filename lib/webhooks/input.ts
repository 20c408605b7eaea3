/** Decides what the form of a webhook endpoint may say. */
import { z } from "zod";
import { blankLine } from "../shared/fields";
import { WEBHOOK_EVENTS } from "../workspaces/webhook-events";

const URL_LENGTH_MAX = 500;

const address = z
  .string({ error: "Address is missing." })
  .trim()
  .min(1, "Address is missing.")
  .max(URL_LENGTH_MAX, `Address may have at most ${URL_LENGTH_MAX} characters.`)
  .transform((text, issues) => {
    const url = URL.canParse(text) ? new URL(text) : null;
    if (url === null || !/^https?:$/.test(url.protocol)) {
      issues.addIssue("Address must be a URL such as https://example.com/orderflow.");
      return z.NEVER;
    }
    if (url.username !== "" || url.password !== "") {
      issues.addIssue("Address must not hold a user name or password: deliveries are signed.");
      return z.NEVER;
    }
    url.hash = "";
    return url.href;
  });

export const endpointSchema = z.object({
  url: address,
  description: blankLine("Description", 120),
  events: z
    .union([z.enum(WEBHOOK_EVENTS).array(), z.enum(WEBHOOK_EVENTS).transform((one) => [one])], {
      error: "Choose at least one event.",
    })
    .transform((events) => WEBHOOK_EVENTS.filter((event) => events.includes(event)))
    .refine((events) => events.length > 0, { error: "Choose at least one event." }),
});

export type EndpointInput = z.output<typeof endpointSchema>;
