/** Decides which order an Amazon delivery is, or why it is none yet: pending, or shipped by Amazon itself. */
import type {
  ChannelOrder,
  OpenConnection,
  ReadRefusal,
  Received,
} from "@/lib/intake/channels/connector";
import { type OrderInput, orderInputSchema } from "@/lib/orders/input";
import { todayIn } from "@/lib/shared/dates";
import { accept, type Outcome, refuse } from "@/lib/shared/outcome";
import { lineAmountsOf, orderAmountsOf, quantityOf } from "./amounts";
import { findMarketplace } from "./marketplaces";
import { type AmazonAddress, type AmazonItem, type AmazonOrder, amazonOrderSchema } from "./order";
import { amazonClientCode } from "./settings";

const TEXT_MAX = 200;
const NOTE_MAX = 4000;
/** Amazon has not released the payment yet, and tells no address. A later version of the order is workable. */
const PENDING = new Set(["PENDING", "PENDING_AVAILABILITY"]);

export function readAmazonOrder(
  { body }: Pick<Received, "body">,
  connection: OpenConnection,
): Outcome<ChannelOrder, ReadRefusal> {
  const order = parseOrder(body);
  if (!order) {
    return refuse("unreadable");
  }
  const { orderId: externalId, fulfillment } = order;
  const status = fulfillment.fulfillmentStatus;
  const notOurs = (reason: string) => refuse("not_workable", { data: { externalId, reason } });
  if (fulfillment.fulfilledBy === "AMAZON") {
    return notOurs("fulfilled_by_amazon");
  }
  if (PENDING.has(status)) {
    return notOurs("pending");
  }
  if (status === "UNFULFILLABLE") {
    return notOurs("unfulfillable");
  }
  // A cancelled item counts 0, and so does every item of a cancelled order: its lines are then told by what is known.
  const isCancelled = status === "CANCELLED";
  const items = order.orderItems.filter(
    ({ quantityOrdered }) => isCancelled || quantityOrdered > 0,
  );
  const input = inputOf(order, items, connection);
  if (!input.ok) {
    return input;
  }
  return accept({
    input: input.value,
    sourceAt: new Date(order.lastUpdatedTime),
    sourceRef: externalId,
    lineRefs: items.map(({ orderItemId }) => orderItemId),
    cancelled: isCancelled,
    cancelAsked: cancelRequest(order) !== null,
    shippedByChannel: items.some(({ fulfillment: told }) => told?.quantityFulfilled != null)
      ? items.map(({ fulfillment: told }) => quantityOf(told?.quantityFulfilled))
      : null,
  });
}

function parseOrder(body: string): AmazonOrder | null {
  try {
    return amazonOrderSchema.safeParse(JSON.parse(body)).data ?? null;
  } catch {
    // Text that is no JSON is as unreadable as JSON that is no order.
    return null;
  }
}

function currencyOf(order: AmazonOrder): string | null {
  const told = order.orderItems.find((item) => item.product?.price?.unitPrice)?.product?.price;
  return (
    told?.unitPrice?.currencyCode ??
    order.proceeds?.grandTotal?.currencyCode ??
    findMarketplace(order.salesChannel?.marketplaceId ?? "")?.currency ??
    null
  );
}

function inputOf(
  order: AmazonOrder,
  items: readonly AmazonItem[],
  connection: OpenConnection,
): Outcome<OrderInput, ReadRefusal> {
  const { orderId: externalId, fulfillment } = order;
  const currency = currencyOf(order);
  const dayOf = (instant: string | null | undefined) =>
    instant ? todayIn(connection.timeZone, new Date(instant)) : null;
  const parsed = orderInputSchema.safeParse({
    source: connection.source,
    externalId,
    client: { code: amazonClientCode(connection), name: "Amazon", createIfMissing: true },
    // What a role hides is not said, so that what a person entered instead stays.
    poNumber: order.buyer?.buyerPurchaseOrderNumber || undefined,
    currency: currency ?? "",
    orderedOn: dayOf(order.createdTime),
    // Both windows are ranges. Their latest instants bind: the days on which they lie in the workspace's zone.
    shipByOn: dayOf(fulfillment.shipByWindow?.latestDateTime),
    deliverByOn: dayOf(fulfillment.deliverByWindow?.latestDateTime),
    note: noteOf(order),
    shipTo: addressOf(order.recipient?.deliveryAddress) ?? undefined,
    ...orderAmountsOf(order, currency ?? ""),
    lines: items.map((item) => ({
      sku: item.product?.sellerSku || item.product?.asin || "",
      name: item.product?.title?.slice(0, TEXT_MAX) || null,
      quantity: Math.max(quantityOf(item.quantityOrdered), 1000),
      ...lineAmountsOf(item, currency ?? ""),
    })),
  });
  if (parsed.success) {
    return accept(parsed.data);
  }
  const issues = parsed.error.issues.map(({ path, message }) => ({
    field: path.join("."),
    message,
  }));
  return refuse("incomplete", { data: { externalId }, issues });
}

/** The address when enough of it is told to ship to; null where the app's roles hide it. */
function addressOf(address: AmazonAddress | null | undefined): OrderInput["shipTo"] {
  const text = (part: string | null | undefined) => part?.trim().slice(0, TEXT_MAX) ?? "";
  const street = [address?.addressLine1, address?.addressLine2, address?.addressLine3]
    .map(text)
    .filter((line) => line !== "");
  const [line1, ...more] = street;
  const name = [text(address?.name), text(address?.companyName)]
    .filter((part, index, all) => part !== "" && all.indexOf(part) === index)
    .join(", ")
    .slice(0, TEXT_MAX);
  const city =
    text(address?.city) || text(address?.municipality) || text(address?.districtOrCounty);
  const country = text(address?.countryCode);
  if (!line1 || !name || !city || !country) {
    return null;
  }
  return {
    name,
    line1,
    line2: more.join(", ").slice(0, TEXT_MAX) || null,
    city: city.slice(0, 120),
    region: text(address?.stateOrRegion).slice(0, 120) || null,
    postalCode: text(address?.postalCode).slice(0, 40),
    country,
  };
}

/** The buyer's wish to cancel, in their words. Whether to follow it is a person's decision. */
function cancelRequest(order: AmazonOrder): string | null {
  if (order.fulfillment.fulfillmentStatus === "SHIPPED") {
    return null;
  }
  const request = order.orderItems.find((item) => item.cancellation?.cancellationRequest);
  const { cancelReason } = request?.cancellation?.cancellationRequest ?? {};
  return request ? `The buyer asks to cancel${cancelReason ? `: ${cancelReason}` : "."}` : null;
}

function noteOf(order: AmazonOrder): string | null {
  const { fulfillmentServiceLevel: level } = order.fulfillment;
  const gifts = order.orderItems.flatMap(
    (item) => item.fulfillment?.packing?.giftOption?.giftMessage || [],
  );
  const lines = [
    cancelRequest(order),
    addressOf(order.recipient?.deliveryAddress) === null &&
    order.fulfillment.fulfillmentStatus !== "CANCELLED"
      ? "Amazon tells no address to ship to. The app may lack the role for it: look in Seller Central."
      : null,
    order.programs?.includes("PRIME") ? "Prime order." : null,
    level && level !== "STANDARD" ? `Amazon's service level: ${level}.` : null,
    ...gifts.map((message) => `Gift message: ${message}`),
  ];
  const text = lines.filter((line) => line !== null).join("\n");
  return text === "" ? null : text.slice(0, NOTE_MAX);
}
