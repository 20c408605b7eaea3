/** Decides how a place in the queue is asked for, by a form, an address or the API. */
import { z } from "zod";

/** Where an order is asked to go. Orders are named by number; `up` and `down` are one place. */
export type QueuePlace =
  | { readonly to: "first" | "last" | "up" | "down" }
  | { readonly before: string }
  | { readonly after: string };

const otherOrder = (name: string) =>
  z.string(`${name} must be the number of an order.`).trim().min(1).max(40).optional();

const asked = z.object({
  before: otherOrder("before"),
  after: otherOrder("after"),
  to: z.enum(["first", "last", "up", "down"], "to must be first or last.").optional(),
});

/** One place and no second one. */
export const queuePlaceSchema = asked
  .refine((place) => Object.values(place).filter((one) => one !== undefined).length === 1, {
    error: "Send one of before, after and to.",
    path: ["to"],
  })
  .transform(
    ({ before, after, to }): QueuePlace =>
      before !== undefined ? { before } : after !== undefined ? { after } : { to: to ?? "last" },
  );

/** The place that an address names; null where it names none. */
export function placeInAddress(params: Readonly<Record<string, unknown>>): QueuePlace | null {
  const given = Object.entries(params).filter(
    ([name, value]) => name in asked.shape && typeof value === "string" && value !== "",
  );
  const parsed = queuePlaceSchema.safeParse(Object.fromEntries(given));
  return parsed.success ? parsed.data : null;
}

/** The page that shows what a move would do; without a place it asks for one. */
export function queueHref(order: string, place: QueuePlace | null, back: string): string {
  const query = new URLSearchParams({ ...place, back });
  return `/orders/${encodeURIComponent(order)}/queue?${query}`;
}
