/** A source's own name. Orders typed in by hand need no word; a name we don't know stays as it came. */
const SOURCE_WORDS = new Map([
  ["manual", ""],
  ["file", "File"],
  ["shopify", "Shopify"],
  ["amazon", "Amazon"],
  ["wayfair", "Wayfair"],
  ["edi", "EDI"],
  ["api", "API"],
]);

/** The word for where an order came from; empty where it was typed in. */
export const sourceWord = (source: string): string => SOURCE_WORDS.get(source) ?? source;

/** A client's order number with its word; many clients write the word into the number. */
export function poText(number: string): string {
  return /^po\b/i.test(number) ? number : `PO ${number}`;
}
