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
