/** Decides which order a Wayfair delivery is, or why it is none of ours to ship. */
import { z } from "zod";
import type {
  ChannelOrder,
  OpenConnection,
  ReadRefusal,
  Received,
} from "@/lib/intake/channels/connector";
import { type OrderInput, orderInputSchema } from "@/lib/orders/input";
import { parseMinor } from "@/lib/shared/money";
import { accept, type Outcome, refuse } from "@/lib/shared/outcome";
import { parseQuantity } from "@/lib/shared/quantity";
import { type PurchaseOrder, purchaseOrderSchema, type WayfairProduct } from "./purchase-order";
import { wayfairTerms } from "./settings";
import { dayOf } from "./times";

const TEXT_MAX = 200;

/** Wayfair's orders tell no time of change, so a delivery carries when it was pulled. */
const deliverySchema = z.object({
  pulledAt: z.iso.datetime(),
  order: purchaseOrderSchema,
});

export function readWayfairOrder(
  { body }: Pick<Received, "body">,
  connection: OpenConnection,
): Outcome<ChannelOrder, ReadRefusal> {
  const delivery = parseDelivery(body);
  if (!delivery) {
    return refuse("unreadable");
  }
  const { order, pulledAt } = delivery;
  const { poNumber: externalId } = order;
  if (/castle ?gate/i.test(order.orderType ?? "")) {
    return refuse("not_workable", { data: { externalId, reason: "fulfilled_by_wayfair" } });
  }
  const isCancelled =
    order.products.length > 0 && order.products.every((product) => product.isCancelled === true);
  const products = order.products.filter((product) => isCancelled || !product.isCancelled);
  const parsed = orderInputSchema.safeParse(inputOf(order, products, connection));
  if (!parsed.success) {
    const issues = parsed.error.issues.map(({ path, message }) => ({
      field: path.join("."),
      message,
    }));
    return refuse("incomplete", { data: { externalId }, issues });
  }
  return accept({
    input: parsed.data,
    sourceAt: new Date(pulledAt),
    sourceRef: externalId,
    lineRefs: products.map(({ partNumber }) => partNumber),
    cancelled: isCancelled,
    shippedByChannel: null,
  });
}

function parseDelivery(body: string): z.output<typeof deliverySchema> | null {
  try {
    return deliverySchema.safeParse(JSON.parse(body)).data ?? null;
  } catch {
    // Text that is no JSON is as unreadable as JSON that is no order.
    return null;
  }
}

function inputOf(
  order: PurchaseOrder,
  products: readonly WayfairProduct[],
  connection: OpenConnection,
): z.input<typeof orderInputSchema> {
  const { clientCode, currency } = wayfairTerms(connection);
  const { timeZone, source } = connection;
  const promised = products.map(({ estShipDate }) => dayOf(estShipDate, timeZone)).filter(Boolean);
  return {
    source,
    externalId: order.poNumber,
    client: { code: clientCode, name: "Wayfair", createIfMissing: true },
    poNumber: order.poNumber,
    currency,
    orderedOn: dayOf(order.poDate, timeZone),
    shipByOn: dayOf(order.estimatedShipDate, timeZone) ?? promised.sort()[0] ?? null,
    deliverByOn: dayOf(order.scheduledDeliveryDate, timeZone),
    note: noteOf(order),
    shipTo: shipToOf(order) ?? undefined,
    lines: products.map((product) => ({
      sku: product.partNumber.trim(),
      name: product.name?.trim().slice(0, TEXT_MAX) || null,
      // A cancelled order may count 0: it is kept as an order of one each.
      quantity: parseQuantity(String(product.quantity)) || (product.isCancelled ? 1000 : 0),
      unitPriceMinor: parseMinor(String(product.price ?? 0), currency) ?? 0,
    })),
  };
}

function shipToOf(order: PurchaseOrder): OrderInput["shipTo"] {
  const to = order.shipTo ?? {
    name: order.customerName,
    address1: order.customerAddress1,
    address2: order.customerAddress2,
    address3: null,
    city: order.customerCity,
    state: order.customerState,
    country: order.customerCountry,
    postalCode: order.customerPostalCode,
  };
  const text = (part: string | null | undefined) => part?.trim().slice(0, TEXT_MAX) ?? "";
  const [line1, ...more] = [to.address1, to.address2, to.address3]
    .map(text)
    .filter((line) => line !== "");
  const [name, city, country] = [text(to.name), text(to.city).slice(0, 120), text(to.country)];
  if (!line1 || !name || !city || !country) {
    return null;
  }
  return {
    name,
    line1,
    line2: more.join(", ").slice(0, TEXT_MAX) || null,
    city,
    region: text(to.state).slice(0, 120) || null,
    postalCode: text(to.postalCode).slice(0, 40),
    country,
  };
}

/** How Wayfair wants it shipped, in its own words: there are some sixty ship speeds. */
function noteOf(order: PurchaseOrder): string | null {
  const { shipSpeed, carrierCode } = order.shippingInfo ?? {};
  const comments = order.products.flatMap(({ partNumber, customComment }) =>
    customComment?.trim() ? `${partNumber}: ${customComment.trim()}` : [],
  );
  const lines = [
    shipSpeed || carrierCode
      ? `Ship by ${[shipSpeed, carrierCode].filter(Boolean).join(", ")}.`
      : null,
    order.packingSlipUrl ? "Wayfair wants its own packing slip in the box." : null,
    ...comments,
  ];
  const text = lines.filter((line) => line !== null).join("\n");
  return text === "" ? null : text.slice(0, 4000);
}
