/** Decides how shipments and their documents are named, and why a form of one was refused. */
import type { RefusalWords } from "@/components/forms/refusal-words";
import { refusalWords } from "@/lib/orders/refusal-words";

export const DOCUMENT_WORDS: Readonly<Record<string, string>> = {
  label: "Shipping label",
  packing_slip: "Packing slip",
  bill_of_lading: "Bill of lading",
};

/** The refusals of the shipment form, in the words that every page uses for them. */
export const SHIPMENT_REFUSALS: RefusalWords = Object.fromEntries(
  [
    "archived",
    "already_closed",
    "on_hold",
    "draft_exists",
    "unknown_line",
    "not_shippable",
    "nothing_to_ship",
    "over_shipped",
    "not_reserved",
    "not_spare",
    "would_be_partial",
    "packages_differ",
    "already_shipped",
    "shipment_voided",
  ].map((code) => [
    code,
    (data: Readonly<Record<string, string | number | boolean | null>>) => refusalWords(code, data),
  ]),
);
