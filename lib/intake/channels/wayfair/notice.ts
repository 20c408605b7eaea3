/** Decides the ship notice that Wayfair gets for a shipment, or why it can't be sent. */
import type { ShipmentNotice } from "@/lib/intake/channels/connector";
import { ONE, quantityText } from "@/lib/shared/quantity";
import {
  type PurchaseOrder,
  type WayfairAddress,
  type WayfairProduct,
  wholeUnits,
} from "./purchase-order";
import { wayfairTime } from "./times";

/** Furniture that a truck brings has packages by part; parcels have parts by package. */
const LARGE = /^(CURBSIDE|WHITE_GLOVE|TRUCK|LARGE_PARCEL|THRESHOLD|BACKYARD|CONTAINER|IMPERIAL)/i;
/** Carriers by their names; Wayfair takes their SCAC. */
const SCACS: readonly (readonly [scac: string, names: RegExp])[] = [
  ["UPSN", /^ups\b/i],
  ["USPS", /^(usps|us postal)/i],
  ["FDEG", /^fed ?ex (ground|home)/i],
  ["FDE", /^fed ?ex/i],
  ["DHLC", /^dhl\b/i],
];
const SCAC = /^[A-Z]{2,4}$/;

type Code = { readonly type: "TRACKING_NUMBER" | "UCC_128"; readonly value: string };
type Package = { readonly code: Code; readonly weight: number };
type Item = { readonly partNumber: string; readonly quantity: number };

type NoticeAddress = {
  readonly name: string;
  readonly streetAddress1: string;
  readonly streetAddress2: string;
  readonly city: string;
  readonly state: string;
  readonly postalCode: string;
  readonly country: string;
};

type WayfairNotice = {
  readonly poNumber: string;
  readonly supplierId: number;
  readonly packageCount: number;
  readonly weight: number;
  readonly carrierCode: string;
  readonly shipSpeed: string;
  readonly trackingNumber: string;
  readonly shipDate: string;
  readonly sourceAddress: NoticeAddress;
  readonly destinationAddress: NoticeAddress;
  readonly smallParcelShipments?: readonly { package: Package; items: readonly Item[] }[];
  readonly largeParcelShipments?: readonly { partNumber: string; packages: readonly Package[] }[];
};

/** What carries the shipment: told by us, or by Wayfair where it ships on Wayfair's account. */
export type Carriage = { readonly carrier: string | null; readonly trackingNumber: string | null };

type Told =
  | { readonly ok: true; readonly notice: WayfairNotice }
  | { readonly ok: false; readonly reason: string };

/** Whether the shipment has all that the order still asks for: then there can be no other one of it. */
export function isWhole(notice: ShipmentNotice, order: PurchaseOrder): boolean {
  return liveProducts(order).every((product) => {
    const units = notice.lines
      .filter((line) => isOf(line, product))
      .reduce((sum, line) => sum + line.quantity, 0);
    return units >= wholeUnits(product) * ONE;
  });
}

export function noticeProblem(notice: ShipmentNotice, order: PurchaseOrder): string | null {
  if (liveProducts(order).length === 0) {
    return "This purchase order is cancelled at Wayfair: do not ship it.";
  }
  const lines = knownLines(notice, order);
  const broken = lines.find(({ line }) => line.quantity % ONE !== 0);
  if (broken) {
    const text = `${quantityText(broken.line.quantity)} of ${broken.line.sku}`;
    return `Wayfair takes whole units only, and this shipment has ${text}.`;
  }
  return lines.length === 0
    ? "Nothing in this shipment belongs to Wayfair's purchase order."
    : null;
}

export function planNotice(notice: ShipmentNotice, order: PurchaseOrder, by: Carriage): Told {
  const trackingNumber = by.trackingNumber?.trim() ?? "";
  const carrierCode = scacOf(by.carrier) ?? order.shippingInfo?.carrierCode?.trim() ?? "";
  const supplierId = Number(order.supplierId ?? order.warehouse?.id);
  if (trackingNumber === "") {
    return no(
      "Wayfair takes no shipment without a tracking number. Enter it on the shipment and send it again.",
    );
  }
  if (carrierCode === "") {
    return no("Wayfair wants the carrier's SCAC, such as FDEG. Enter it on the shipment.");
  }
  if (!Number.isInteger(supplierId)) {
    return no(
      "Wayfair's purchase order names no supplier id, so it can't be told of the shipment.",
    );
  }
  const lines = knownLines(notice, order);
  const weight = lines.reduce((sum, each) => sum + weightOf(each), 0);
  return {
    ok: true,
    notice: {
      poNumber: order.poNumber,
      supplierId,
      packageCount: Math.max(notice.packages.length, 1),
      weight,
      carrierCode,
      shipSpeed: order.shippingInfo?.shipSpeed ?? "GROUND",
      trackingNumber,
      shipDate: wayfairTime(notice.shippedAt),
      sourceAddress: addressOf(order.warehouse?.address),
      destinationAddress: addressOf(order.shipTo ?? customerOf(order)),
      ...parcels(notice, order, lines, trackingNumber),
    },
  };
}

type KnownLine = {
  readonly line: ShipmentNotice["lines"][number];
  readonly product: WayfairProduct;
};

/** Lines that Wayfair does not know are left out; they were added here. */
function knownLines(notice: ShipmentNotice, order: PurchaseOrder): readonly KnownLine[] {
  return notice.lines.flatMap((line) => {
    const product = liveProducts(order).find((each) => isOf(line, each));
    return product ? [{ line, product }] : [];
  });
}

function isOf(line: ShipmentNotice["lines"][number], { partNumber }: WayfairProduct): boolean {
  return line.lineRef === null ? line.sku === partNumber.trim() : line.lineRef === partNumber;
}

function liveProducts(order: PurchaseOrder): readonly WayfairProduct[] {
  return order.products.filter(({ isCancelled }) => !isCancelled);
}

function weightOf({ line, product }: KnownLine): number {
  return Math.round((product.weight ?? 0) * line.quantity) / ONE;
}

/** One tracking number stands for a shipment of parcels; large pieces are told by their cartons where there is one part. */
function parcels(
  notice: ShipmentNotice,
  order: PurchaseOrder,
  lines: readonly KnownLine[],
  trackingNumber: string,
): Pick<WayfairNotice, "smallParcelShipments" | "largeParcelShipments"> {
  const tracking: Code = { type: "TRACKING_NUMBER", value: trackingNumber };
  if (!LARGE.test(order.shippingInfo?.shipSpeed ?? "")) {
    const weight = lines.reduce((sum, each) => sum + weightOf(each), 0);
    const items = lines.map(({ line, product }) => ({
      partNumber: product.partNumber,
      quantity: line.quantity / ONE,
    }));
    return { smallParcelShipments: [{ package: { code: tracking, weight }, items }] };
  }
  const cartons = notice.packages.map(({ sscc }): Code => ({ type: "UCC_128", value: sscc }));
  const codes = lines.length === 1 && cartons.length > 0 ? cartons : [tracking];
  return {
    largeParcelShipments: lines.map((each) => ({
      partNumber: each.product.partNumber,
      packages: codes.map((code) => ({ code, weight: weightOf(each) / codes.length })),
    })),
  };
}

/** The notice names the parts of an address otherwise than the order does. */
function addressOf(address: WayfairAddress): NoticeAddress {
  return {
    name: address?.name ?? "",
    streetAddress1: address?.address1 ?? "",
    streetAddress2: [address?.address2, address?.address3].filter(Boolean).join(", "),
    city: address?.city ?? "",
    state: address?.state ?? "",
    postalCode: address?.postalCode ?? "",
    country: address?.country ?? "",
  };
}

function customerOf(order: PurchaseOrder): WayfairAddress {
  return {
    name: order.customerName,
    address1: order.customerAddress1,
    address2: order.customerAddress2,
    city: order.customerCity,
    state: order.customerState,
    postalCode: order.customerPostalCode,
    country: order.customerCountry,
  };
}

function scacOf(carrier: string | null): string | null {
  const name = carrier?.trim() ?? "";
  return SCACS.find(([, names]) => names.test(name))?.[0] ?? (SCAC.test(name) ? name : null);
}

function no(reason: string): Told {
  return { ok: false, reason };
}
