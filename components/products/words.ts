import type { RefusalWords } from "@/components/forms/refusal-words";
import type { MOVEMENT_REASONS } from "@/db/schema/products";

export const PRODUCT_WORDS: RefusalWords = {
  sku_taken: "Another product has this SKU.",
  has_stock: "It has stock on hand. Count it to 0 before you stop tracking it.",
};

export const STOCK_WORDS: RefusalWords = {
  not_goods: "A service has no stock.",
  zero: "Nothing changes: the ledger says the same already.",
  below_zero: ({ onHand }) => `Only ${onHand} are on hand, so no more can leave.`,
  too_much_stock: "The quantity is too large.",
};

/** What each reason is called in the history. */
export const REASON_WORDS = {
  receipt: "Received",
  count: "Counted",
  scrap: "Scrapped",
  return: "Returned",
  other: "Adjusted",
  dispatch: "Shipped",
  dispatch_undone: "Shipment undone",
  production: "Made",
  correction: "Corrected",
} satisfies Record<(typeof MOVEMENT_REASONS)[number], string>;
