/** Decides what Amazon is told of a shipment, or that it is told already, from what Amazon knows of the order. */
import type { NoticeAnswer, ShipmentNotice } from "@/lib/intake/channels/connector";
import { fingerprint } from "@/lib/intake/channels/fingerprint";
import { ONE, quantityText } from "@/lib/shared/quantity";
import type { AmazonOrder } from "./order";

/** Carriers that Amazon knows by a code of its own; all others are "Other" with their name. */
const CARRIERS: readonly (readonly [code: string, names: RegExp])[] = [
  ["UPS", /^ups\b/i],
  ["USPS", /^(usps|us postal)/i],
  ["FedEx", /^(fed ?ex|fdeg|fxfe|fdxe)/i],
  ["DHL", /^dhl\b/i],
  ["DPD", /^dpd\b/i],
  ["GLS", /^gls\b/i],
  ["Hermes", /^hermes\b/i],
  ["Royal Mail", /^royal mail/i],
  ["OnTrac", /^ontrac/i],
  ["Canada Post", /^canada post/i],
];

type Confirmation = {
  readonly marketplaceId: string;
  readonly packageDetail: {
    readonly packageReferenceId: string;
    readonly carrierCode: string;
    readonly carrierName: string;
    readonly trackingNumber: string;
    readonly shipDate: string;
    readonly orderItems: readonly { readonly orderItemId: string; readonly quantity: number }[];
  };
};

type NoticeStep =
  | Extract<NoticeAnswer, { state: "confirmed" | "refused" }>
  | { readonly state: "send"; readonly confirmation: Confirmation };

/** Amazon takes positive numbers only. The digits of our shipment's number are one, the same at every try. */
export function packageReference(shipment: string): string {
  const digits = shipment.replace(/\D/g, "").replace(/^0+/, "");
  return digits === "" ? String((BigInt(`0x${fingerprint(shipment)}`) % 10n ** 12n) + 1n) : digits;
}

/** What is to be done about a shipment. Sending the same package reference again edits that package: it adds none. */
export function planConfirmation(notice: ShipmentNotice, order: AmazonOrder): NoticeStep {
  const reference = notice.reference ?? packageReference(notice.shipment);
  const tracking = notice.trackingNumber?.trim() ?? "";
  const others = new Set(notice.otherReferences);
  const packages = (order.packages ?? []).filter(
    ({ packageReferenceId }) => !others.has(packageReferenceId),
  );
  const isShipped = order.fulfillment.fulfillmentStatus === "SHIPPED";
  const told = packages.find(
    ({ packageReferenceId, trackingNumber }) =>
      tracking !== "" &&
      trackingNumber === tracking &&
      (packageReferenceId === reference || isShipped),
  );
  if (told) {
    return { state: "confirmed", reference: told.packageReferenceId };
  }
  const problem = problemOf(order, tracking);
  if (problem) {
    return { state: "refused", reason: problem };
  }
  const items = itemsOf(notice, order);
  if ("reason" in items) {
    return { state: "refused", reason: items.reason };
  }
  const isOurs = packages.some(({ packageReferenceId }) => packageReferenceId === reference);
  const elsewhere = packages[0];
  if (!isOurs && elsewhere && isShipped) {
    const number = elsewhere.trackingNumber ? ` with ${elsewhere.trackingNumber}` : "";
    return { state: "refused", reason: `Amazon counts this order as shipped already${number}.` };
  }
  const carrier = notice.carrier?.trim() ?? "";
  const known = CARRIERS.find(([, names]) => names.test(carrier))?.[0];
  return {
    state: "send",
    confirmation: {
      marketplaceId: order.salesChannel?.marketplaceId ?? "",
      packageDetail: {
        packageReferenceId: reference,
        carrierCode: known ?? "Other",
        carrierName: carrier || "Other",
        trackingNumber: tracking,
        shipDate: notice.shippedAt.toISOString(),
        orderItems: items.items,
      },
    },
  };
}

function problemOf(order: AmazonOrder, tracking: string): string | null {
  if (order.fulfillment.fulfilledBy === "AMAZON") {
    return "Amazon ships this order itself.";
  }
  if (order.fulfillment.fulfillmentStatus === "CANCELLED") {
    return "This order is cancelled at Amazon: do not ship it.";
  }
  return tracking === ""
    ? "Amazon takes no shipment without a tracking number. Enter it on the shipment and send it again."
    : null;
}

/** Lines that Amazon does not know are left out; they were added here. */
function itemsOf(
  notice: ShipmentNotice,
  order: AmazonOrder,
): { items: Confirmation["packageDetail"]["orderItems"] } | { reason: string } {
  const counts = new Map<string, number>();
  for (const line of notice.lines) {
    const item = order.orderItems.find(
      ({ orderItemId, product }) =>
        orderItemId === line.lineRef || (line.lineRef === null && product?.sellerSku === line.sku),
    );
    if (!item) {
      continue;
    }
    if (line.quantity % ONE !== 0) {
      const text = `${quantityText(line.quantity)} of ${line.sku}`;
      return { reason: `Amazon takes whole units only, and this shipment has ${text}.` };
    }
    const count = (counts.get(item.orderItemId) ?? 0) + line.quantity / ONE;
    counts.set(item.orderItemId, count);
  }
  const items = [...counts].map(([orderItemId, quantity]) => ({ orderItemId, quantity }));
  return items.length === 0
    ? { reason: "Nothing in this shipment belongs to Amazon's order." }
    : { items };
}
