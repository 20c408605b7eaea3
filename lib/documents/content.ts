/** What documents are made of: plain data, gathered by the caller, with nothing left to look up. */
import type { Minor } from "@/lib/shared/money";
import type { Quantity } from "@/lib/shared/quantity";

export type Paper = "a4" | "letter";

export type DocumentAddress = {
  readonly name: string;
  readonly line1: string;
  readonly line2: string | null;
  readonly city: string;
  readonly region: string | null;
  readonly postalCode: string;
  /** ISO 3166 code of two letters. */
  readonly country: string;
};

export type DocumentLine = {
  readonly line: number;
  readonly sku: string;
  readonly name: string;
  readonly ordered: Quantity;
  readonly shippedBefore: Quantity;
  readonly inThisShipment: Quantity;
  /** Still owed after this shipment. */
  readonly backordered: Quantity;
  /** Weight of what is in this shipment, in thousandths of the document's weight unit. */
  readonly weight: number | null;
};

export type DocumentPackage = {
  /** Carton n, from 1; m is the number of packages. */
  readonly number: number;
  readonly sscc: string;
  /** The SSCC was made without a company prefix: good only inside the workspace. */
  readonly internal: boolean;
  /** What is in it, in the order's order. */
  readonly contents: readonly { readonly sku: string; readonly quantity: Quantity }[];
  readonly trackingNumber: string | null;
  readonly weight: number | null;
};

/** What every document of a workspace prints the same way. */
type Printed = {
  readonly workspace: { readonly name: string };
  readonly shipFrom: DocumentAddress;
  readonly client: { readonly code: string; readonly name: string };
  readonly orderNumber: string;
  readonly externalId: string | null;
  readonly poNumber: string | null;
  readonly orderedOn: string | null;
  readonly printedAt: Date;
  /** IANA zone in which `printedAt` is shown. */
  readonly timeZone: string;
  readonly locale: string;
  readonly paper: Paper;
  /** 1 for the first print; "Copy n" is shown from the second on. */
  readonly copy: number;
};

/** All that a packing slip, a shipping label and a bill of lading of one shipment need. */
export type ShipmentDocument = Printed & {
  readonly shipmentNumber: string;
  readonly shipTo: DocumentAddress;
  readonly shipByOn: string | null;
  readonly deliverByOn: string | null;
  readonly carrier: string | null;
  readonly scac: string | null;
  readonly trackingNumber: string | null;
  readonly proNumber: string | null;
  readonly trailerNumber: string | null;
  readonly sealNumber: string | null;
  readonly freightTerms: "prepaid" | "collect" | "third_party" | null;
  /** 17 digits; needed by the bill of lading only. */
  readonly bolNumber: string | null;
  readonly weightUnit: "kg" | "lb";
  readonly packages: readonly DocumentPackage[];
  readonly lines: readonly DocumentLine[];
  readonly note: string | null;
};

export type InvoiceLine = {
  readonly line: number;
  readonly sku: string;
  readonly name: string;
  readonly quantity: Quantity;
  readonly unitPriceMinor: Minor;
  readonly discountMinor: Minor;
  readonly totalMinor: Minor;
};

export type InvoiceDocument = Printed & {
  readonly invoiceNumber: string;
  readonly invoicedOn: string;
  readonly dueOn: string | null;
  readonly billTo: DocumentAddress;
  readonly currency: string;
  readonly lines: readonly InvoiceLine[];
  readonly shippingMinor: Minor;
  readonly taxMinor: Minor;
  readonly totalMinor: Minor;
  readonly note: string | null;
};

/** The weight of all in thousandths, or null when one of them is not known. */
export function totalWeight(of: readonly { readonly weight: number | null }[]): number | null {
  let total = 0;
  for (const { weight } of of) {
    if (weight === null) {
      return null;
    }
    total += weight;
  }
  return of.length > 0 ? total : null;
}
