/** Decides how time zones, currencies and ways to write dates and numbers read in a choice. */
import { formatDay } from "@/lib/shared/dates";
import { CURRENCIES, LOCALES, TIME_ZONES } from "@/lib/shared/places";

export function zoneOptions() {
  return TIME_ZONES.map((zone) => ({ value: zone, label: zone.replaceAll("_", " ") }));
}

export function currencyOptions() {
  const names = new Intl.DisplayNames("en", { type: "currency" });
  return CURRENCIES.map((code) => ({ value: code, label: `${code} · ${names.of(code) ?? code}` }));
}

/** Each with what it looks like. */
export function localeOptions(today: string) {
  const names = new Intl.DisplayNames("en", { type: "region" });
  return LOCALES.map((locale) => {
    const region = names.of(locale.slice(-2)) ?? locale;
    const number = new Intl.NumberFormat(locale, { minimumFractionDigits: 2 }).format(12_345.6);
    return { value: locale, label: `${region} · ${formatDay(today, locale)} · ${number}` };
  });
}
