/** Decides how days, quantities, weights and addresses read on a document. */
import type { Quantity } from "@/lib/shared/quantity";
import type { DocumentAddress, ShipmentDocument } from "./content";

/** A day such as `2026-06-12` in the reader's form, "12 Jun 2026". Digits are always 0 to 9. */
export function dayText(day: string, locale: string): string {
  const options = { dateStyle: "medium", timeZone: "UTC", numberingSystem: "latn" } as const;
  return new Intl.DateTimeFormat(locale, options).format(new Date(`${day}T00:00:00Z`));
}

/** An instant in a time zone, to the minute, in the reader's form. */
export function momentText(at: Date, timeZone: string, locale: string): string {
  const form = { dateStyle: "medium", timeStyle: "short", numberingSystem: "latn" } as const;
  return new Intl.DateTimeFormat(locale, { ...form, timeZone }).format(at);
}

/** A quantity with the reader's decimal sign and grouping: `1500` is "1.5" or "1,5". */
export function amountText(quantity: Quantity, locale: string): string {
  const options = { maximumFractionDigits: 3, numberingSystem: "latn" };
  return new Intl.NumberFormat(locale, options).format(quantity / 1000);
}

/** A weight with its unit, "12.5 kg". Nothing when it is not known. */
export function weightText(
  weight: number | null,
  document: Pick<ShipmentDocument, "weightUnit" | "locale">,
): string {
  return weight === null ? "" : `${amountText(weight, document.locale)} ${document.weightUnit}`;
}

/** City, region and post code as the country writes them: number first outside the Americas and the like. */
function cityLine(address: DocumentAddress): string {
  const region = address.region === address.city ? null : address.region;
  const place = joined([address.city, region], ", ");
  return CODE_LAST.has(address.country)
    ? joined([place, address.postalCode], " ")
    : joined([address.postalCode, place], " ");
}

/** Countries that write the post code behind the city. */
const CODE_LAST = new Set(["US", "CA", "GB", "IE", "AU", "NZ", "IN", "ZA", "SG", "HK", "TW"]);

/** The address below the name. The country is named only where it differs from the sender's. */
export function addressLines(address: DocumentAddress, from: DocumentAddress | null): string[] {
  const lines = [address.line1, address.line2 ?? "", cityLine(address)];
  if (address.country && address.country !== from?.country) {
    lines.push(countryName(address.country));
  }
  return lines.filter((line) => line.trim() !== "");
}

/** The country's name in English, as carriers abroad read it; the code where there is no such country. */
function countryName(code: string): string {
  try {
    return new Intl.DisplayNames("en", { type: "region" }).of(code) ?? code;
  } catch {
    return code;
  }
}

/** Joins what is there, leaving out what is empty. */
export function joined(parts: readonly (string | null)[], separator: string): string {
  return parts.filter((part) => part !== null && part.trim() !== "").join(separator);
}
