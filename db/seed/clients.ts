/** Decides what a demo client's address and contact look like, from one row of words. */
import type { SeedClient } from "./profile";

type ClientRow = readonly [
  code: string,
  name: string,
  line1: string,
  postalCode: string,
  city: string,
  place: string,
  contact: string,
  allowPartial?: boolean,
];

const CALLING_CODES: Readonly<Record<string, string>> = { DE: "+49 30", US: "+1 555" };

/** `place` is a country such as `DE`, or country and region such as `US-NY`. */
export function clientsOf(rows: readonly ClientRow[]): SeedClient[] {
  return rows.map(([code, name, line1, postalCode, city, place, contact, allowPartial], index) => {
    const [country = "", region] = place.split("-");
    const calling = CALLING_CODES[country];
    return {
      code,
      name,
      address: { name, line1, city, region: region ?? null, postalCode, country },
      contact,
      email: `${mailName(contact)}@${code.toLowerCase()}.example`,
      phone: calling ? `${calling} 01${String(10 + index).padStart(2, "0")}` : null,
      allowPartial: allowPartial ?? null,
    };
  });
}

/** The plain letters of a person's last name. */
function mailName(contact: string): string {
  const last = contact.split(" ").at(-1) ?? contact;
  return (
    last
      .normalize("NFKD")
      .replace(/[^a-z]/gi, "")
      .toLowerCase() || "office"
  );
}
