/** Decides what a workspace of the demo is made of. */
import type { Role } from "@/lib/auth/permissions";
import type { Address } from "@/lib/shared/address";
import { checkDigit } from "@/lib/shared/gs1";

/** How a product's open orders get their goods: what makes the stock statuses of the demo differ. */
export type Supply =
  | "stocked"
  | "to_order"
  | "arriving"
  | "arriving_late"
  | "running_out"
  | "miscounted"
  | "untracked"
  | "service";

export type SeedProduct = {
  readonly sku: string;
  readonly name: string;
  readonly priceMinor: number;
  readonly supply: Supply;
  readonly made: boolean;
  readonly leadTimeDays: number | null;
  readonly gtin: string | null;
};

export type SeedClient = {
  readonly code: string;
  readonly name: string;
  readonly address: Address;
  readonly contact: string;
  readonly email: string;
  readonly phone: string | null;
  readonly allowPartial: boolean | null;
};

export type SeedPerson = {
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  /** The code of the client that a portal account belongs to. */
  readonly clientCode?: string;
};

export type Profile = {
  readonly seed: number;
  readonly name: string;
  readonly timeZone: string;
  readonly locale: string;
  readonly currency: string;
  readonly paper: "a4" | "letter";
  readonly gs1Prefix: string | null;
  readonly shipFrom: Address;
  /** The hour in UTC at which people begin to work. */
  readonly opensAt: number;
  /** Added to what clients of this country pay. */
  readonly tax: { readonly country: string; readonly percent: number } | null;
  readonly carriers: readonly string[];
  /** Whether its clients hear of their orders by mail. */
  readonly tellsClients: boolean;
  readonly apiKey: { readonly text: string; readonly name: string };
  /** The text of a tracking link, of an order that has left in part. */
  readonly trackingToken?: string;
  readonly people: readonly SeedPerson[];
  readonly clients: readonly SeedClient[];
  readonly products: readonly SeedProduct[];
};

type ProductRow = readonly [sku: string, name: string, priceMinor: number, leadTimeDays?: number];

/** Products of one kind of supply. */
export function productsOf(
  rows: readonly ProductRow[],
  supply: Supply,
  rest: { readonly made?: boolean; readonly gtin?: (position: number) => string } = {},
): SeedProduct[] {
  return rows.map(([sku, name, priceMinor, leadTimeDays], position) => ({
    sku,
    name,
    priceMinor,
    supply,
    made: rest.made ?? false,
    leadTimeDays: leadTimeDays ?? null,
    gtin: rest.gtin?.(position) ?? null,
  }));
}

/** GTINs that begin like this, from a first item number on; the number of digits is with the check digit. */
export function gtinsFrom(prefix: string, digits: number, first: number) {
  return (position: number) => {
    const item = String(first + position).padStart(digits - 1 - prefix.length, "0");
    return `${prefix}${item}${checkDigit(prefix + item)}`;
  };
}
