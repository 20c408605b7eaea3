/** Decides which time zones, currencies and ways to write dates and numbers a workspace may choose. */
import { z } from "zod";

export const TIME_ZONES = [...new Set(["UTC", ...Intl.supportedValuesOf("timeZone")])];
export const CURRENCIES = Intl.supportedValuesOf("currency");

/** The words are English, so dates and numbers follow an English, too. */
export const LOCALES = [
  "en-AU",
  "en-CA",
  "en-GB",
  "en-IE",
  "en-IN",
  "en-NZ",
  "en-US",
  "en-ZA",
] as const;

export const timeZoneSchema = z
  .string()
  .refine((zone) => TIME_ZONES.includes(zone), "Choose a time zone.");

export const currencySchema = z
  .string()
  .trim()
  .toUpperCase()
  .refine((code) => CURRENCIES.includes(code), "Choose a currency.");

/** The English that a browser asks for, else the British one. */
export function englishLocale(acceptLanguage: string | null): (typeof LOCALES)[number] {
  const asked = acceptLanguage ?? "";
  const places = LOCALES.map((locale) => ({ locale, at: asked.indexOf(locale) }));
  const [first] = places.filter(({ at }) => at >= 0).sort((a, b) => a.at - b.at);
  return first?.locale ?? "en-GB";
}
