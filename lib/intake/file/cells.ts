/** Decides what the text of a cell means beyond its characters: a formula, a number that a spreadsheet damaged, a guarded text. */

/** Whether a spreadsheet would run the cell: `=1+1`, `@SUM(A1)`, `+cmd|' /C calc'!A0`. Only asked of cells that should be numbers. */
export function isFormula(cell: string): boolean {
  return /^\s*(?:[=@]|[+-]\s*[\p{L}(|])/u.test(cell) || /^\s*[+-].*[|!(]/.test(cell);
}

/** Whether a spreadsheet has rounded a long number: `1.23457E+12` stands for many SKUs. */
export function isDamagedNumber(cell: string): boolean {
  return /^\s*\d(?:[.,]\d+)?E\+\d{1,3}\s*$/i.test(cell);
}

/** The text of a cell, without what an export put around it for spreadsheets: an apostrophe before, or `="0012"`. */
export function cellText(cell: string): string {
  return cell
    .trim()
    .replace(/^'(?=[=+\-@])/, "")
    .replace(/^="([^"]*)"$/, "$1");
}

/** A postal code as text: leading zeros stay, a spreadsheet's leading apostrophe goes. */
export function postalCodeText(cell: string): string {
  return cell.trim().replace(/^'/, "");
}

/** A code made of letters, digits, dots and dashes that is the same for the same text, and another for another text. */
export function codeFrom(text: string, max: number): string {
  const source = text.normalize("NFKC").replace(/\s+/gu, " ").trim().toLowerCase();
  const slug = source
    .replaceAll("@", "-at-")
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/[^a-z0-9._-]+/g, "-")
    .replace(/-+/g, "-")
    .replace(/^-|-$/g, "");
  const plain = source.replaceAll("@", "-at-").replaceAll(" ", "-").replace(/-+/g, "-");
  return slug === plain && slug.length <= max
    ? slug
    : `${slug.slice(0, max - 9)}${slug ? "-" : ""}${hash(source)}`;
}

/** FNV-1a, 32 bits, in 8 hexadecimal digits. */
function hash(text: string): string {
  let value = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) {
    value = Math.imul(value ^ byte, 0x01000193) >>> 0;
  }
  return value.toString(16).padStart(8, "0");
}
