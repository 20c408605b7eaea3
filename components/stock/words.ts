/** Decides what the pages of expected receipts say: their states, what was done, and why it was not. */
import type { RefusalWords } from "@/components/forms/refusal-words";
import type { Tone } from "@/components/ui/badge";
import { refusalWords } from "@/lib/orders/refusal-words";
import type { ReceiptState } from "@/lib/stock/receipts";

type Data = Readonly<Record<string, string | number | boolean | null>>;

export const RECEIPT_STATES = {
  expected: { word: "Expected", tone: "neutral" },
  partly: { word: "Partly received", tone: "info" },
  received: { word: "Received", tone: "positive" },
  closed_short: { word: "Closed short", tone: "caution" },
} satisfies Record<ReceiptState, { word: string; tone: Tone }>;

const said = (code: string) => (data: Data) => refusalWords(code, data);

export const RECEIPT_WORDS: RefusalWords = {
  unknown_product: said("unknown_product"),
  not_goods: "A service has no stock.",
  too_much_stock: "The quantity is too large.",
  key_reused: "This form was sent before with other words. Reload the page and try again.",
  changed_meanwhile: "It was changed meanwhile. Reload the page and look at it again.",
  receipt_closed: said("receipt_closed"),
  receipt_open: said("receipt_open"),
  receipt_complete: said("receipt_complete"),
  below_received: said("below_received"),
  expected: "Expected. Orders that wait for it show its day now.",
  changed: "Changed. Orders that wait for it show its day now.",
  received_part: ({ quantity, left }) => `${quantity} received, ${left} still to come.`,
  received_all: ({ quantity }) => `${quantity} received. That is all of it.`,
  received_over: ({ quantity, over }) =>
    `${quantity} received. That is ${over} more than expected, and all of it is in stock.`,
  closed_short: ({ left }) => `Closed: ${left} will not come. Who waited for them is short again.`,
  reopened: ({ left }) => `Expected again: ${left} to come.`,
};
