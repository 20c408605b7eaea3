/** Decides what the body of a Shopify order webhook says: the REST form of an order, amounts as text. */
import { z } from "zod";
import type { ChannelOrder, OpenConnection, ReadRefusal } from "@/lib/intake/channels/connector";
import { codeFrom, postalCodeText } from "@/lib/intake/file/cells";
import { type OrderInput, orderInputSchema } from "@/lib/orders/input";
import { todayIn } from "@/lib/shared/dates";
import { grossMinor, type Minor, parseMinor } from "@/lib/shared/money";
import { accept, type Outcome, refuse } from "@/lib/shared/outcome";
import { ONE } from "@/lib/shared/quantity";
import { isOrderTopic } from "./webhook";

const CLIENT_CODE_MAX = 40;
const SKU_MAX = 80;

const text = z.string().nullish();
const money = z.union([z.string(), z.number()]).nullish();
const instant = z.iso.datetime({ offset: true });
const id = z.union([z.string(), z.number()]).nullish();

const addressSchema = z
  .object({
    name: text,
    company: text,
    address1: text,
    address2: text,
    city: text,
    province: text,
    province_code: text,
    zip: text,
    country: text,
    country_code: text,
  })
  .nullish();

const lineSchema = z.object({
  id,
  admin_graphql_api_id: text,
  sku: text,
  name: text,
  title: text,
  quantity: z.number().int().min(0),
  current_quantity: z.number().int().min(0).nullish(),
  price: money,
  total_discount: money,
  discount_allocations: z.array(z.object({ amount: money })).nullish(),
  requires_shipping: z.boolean().nullish(),
});
type WebhookLine = z.output<typeof lineSchema>;

const orderSchema = z.object({
  id,
  admin_graphql_api_id: text,
  name: z.string().min(1),
  po_number: text,
  created_at: instant,
  updated_at: instant,
  cancelled_at: text,
  currency: z.string(),
  taxes_included: z.boolean().nullish(),
  total_tax: money,
  current_total_tax: money,
  note: text,
  email: text,
  customer: z.object({ id, first_name: text, last_name: text, email: text }).loose().nullish(),
  billing_address: addressSchema,
  shipping_address: addressSchema,
  shipping_lines: z.array(z.object({ price: money, discounted_price: money })).nullish(),
  line_items: z.array(lineSchema),
  fulfillments: z
    .array(
      z.object({
        status: text,
        line_items: z.array(z.object({ id, admin_graphql_api_id: text, quantity: z.number() })),
      }),
    )
    .nullish(),
});
type WebhookOrder = z.output<typeof orderSchema>;

/** Reads a webhook's order. Its number is the shop's own ("#1001"), by which the poll and the CSV export know it too. */
export function readWebhookOrder(
  { topic, body }: { readonly topic: string; readonly body: string },
  connection: Pick<OpenConnection, "source" | "timeZone">,
): Outcome<ChannelOrder, ReadRefusal> {
  if (!isOrderTopic(topic)) {
    return refuse("ignored", { data: { topic } });
  }
  const json = parsed(body);
  if (json === undefined) {
    return refuse("unreadable");
  }
  const read = orderSchema.safeParse(json);
  if (!read.success) {
    return refuse("incomplete", { issues: issuesOf(read.error), data: nameIn(json) });
  }
  const order = read.data;
  const cancelled = Boolean(order.cancelled_at);
  // A cancellation sets the current quantities to 0: what was ordered stays the order's content.
  const lines = order.line_items.filter((line) => cancelled || currentQuantity(line) > 0);
  const input = orderInputSchema.safeParse(inputOf(order, lines, cancelled, connection));
  if (!input.success) {
    return refuse("incomplete", { issues: issuesOf(input.error), data: nameIn(json) });
  }
  const shipped = shippedByLine(order);
  return accept({
    input: input.data,
    sourceAt: new Date(order.updated_at),
    sourceRef: gid("Order", order),
    lineRefs: lines.map((line) => gid("LineItem", line)),
    cancelled,
    shippedByChannel: shipped && lines.map((line) => shipped.get(gid("LineItem", line)) ?? 0),
  });
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    // Whatever is no JSON is quarantined as unreadable, with its body.
    return undefined;
  }
}

/** The order's name, where it can be told although the order can't be read. */
function nameIn(json: unknown): { readonly externalId: string | null } {
  const { name } = Object(json);
  return { externalId: typeof name === "string" && name !== "" ? name : null };
}

function issuesOf(error: z.ZodError) {
  return error.issues.slice(0, 10).map(({ path, message }) => ({ field: path.join("."), message }));
}

/** The id by which the shop's interface knows it. A plain id above 2^53 has lost digits, so the text form counts. */
function gid(type: string, of: { admin_graphql_api_id?: string | null; id?: unknown }): string {
  return of.admin_graphql_api_id || `gid://shopify/${type}/${String(of.id ?? "")}`;
}

const currentQuantity = (line: WebhookLine): number => line.current_quantity ?? line.quantity;

function inputOf(
  order: WebhookOrder,
  lines: readonly WebhookLine[],
  cancelled: boolean,
  { source, timeZone }: Pick<OpenConnection, "source" | "timeZone">,
) {
  const minor = (amount: string | number | null | undefined): Minor =>
    parseMinor(String(amount ?? "0"), order.currency) ?? Number.NaN;
  const shipping = order.shipping_lines ?? [];
  return {
    source,
    externalId: order.name,
    client: clientOf(order),
    poNumber: order.po_number || null,
    currency: order.currency,
    orderedOn: todayIn(timeZone, new Date(order.created_at)),
    note: order.note || null,
    shipTo: shipToOf(order),
    shippingMinor: shipping.reduce(
      (sum, { price, discounted_price }) => sum + minor(discounted_price ?? price),
      0,
    ),
    taxMinor: order.taxes_included ? 0 : minor(order.current_total_tax ?? order.total_tax),
    lines: lines.map((line) =>
      lineOf(line, cancelled ? line.quantity : currentQuantity(line), minor),
    ),
  };
}

function lineOf(
  line: WebhookLine,
  count: number,
  minor: (amount: string | number | null | undefined) => Minor,
): OrderInput["lines"][number] {
  const name = line.name || line.title || "";
  const quantity = count * ONE;
  const unitPriceMinor = minor(line.price);
  const allocated = line.discount_allocations ?? [];
  const whole =
    allocated.length > 0
      ? allocated.reduce((sum, { amount }) => sum + minor(amount), 0)
      : minor(line.total_discount);
  // A discount is of the whole line: what was taken off it later takes its part along.
  const part = line.quantity > 0 ? Math.round((whole * count) / line.quantity) : 0;
  return {
    sku: line.sku?.trim() || codeFrom(name, SKU_MAX),
    ...(name ? { name: name.slice(0, 200) } : {}),
    ...(line.requires_shipping === false ? { kind: "service" as const } : {}),
    quantity,
    unitPriceMinor,
    discountMinor: Math.min(part, grossMinor(quantity, unitPriceMinor) || 0),
  };
}

/** The customer by the code that a file's import gives: made from the e-mail, else the name, else the id. */
function clientOf(order: WebhookOrder): { code: string; name: string } {
  const { customer, billing_address: billing, shipping_address: shipping } = order;
  const person = [customer?.first_name, customer?.last_name].filter(Boolean).join(" ");
  const email = order.email || customer?.email || "";
  const name = billing?.name || person || shipping?.name || email;
  const known = email || name || (customer?.id ? `shopify-${customer.id}` : "shopify");
  return { code: codeFrom(known, CLIENT_CODE_MAX), name: (name || known).slice(0, 200) };
}

function shipToOf({ shipping_address: address }: WebhookOrder): OrderInput["shipTo"] {
  const country = address?.country_code || address?.country;
  const name = address?.name || address?.company;
  if (!address?.address1 || !address.city || !country || !name) {
    return null;
  }
  return {
    name,
    line1: address.address1,
    ...(address.address2 ? { line2: address.address2 } : {}),
    city: address.city,
    ...(address.province_code || address.province
      ? { region: address.province_code || address.province }
      : {}),
    postalCode: postalCodeText(address.zip ?? ""),
    country,
  };
}

/** Units that have left, by line; null where the body says nothing about it. */
function shippedByLine({ fulfillments }: WebhookOrder): Map<string, number> | null {
  if (!fulfillments) {
    return null;
  }
  const sums = new Map<string, number>();
  for (const { status, line_items } of fulfillments) {
    for (const line of status === "success" ? line_items : []) {
      const ref = gid("LineItem", line);
      sums.set(ref, (sums.get(ref) ?? 0) + line.quantity * ONE);
    }
  }
  return sums;
}
