/** Decides what a node of the orders query says, by giving it the form in which a webhook brings the same order. */
import { z } from "zod";
import type { ChannelOrder, OpenConnection, ReadRefusal } from "@/lib/intake/channels/connector";
import { type Outcome, refuse } from "@/lib/shared/outcome";
import { readWebhookOrder } from "./webhook-order";

const text = z.string().nullable();
const money = z.object({ shopMoney: z.object({ amount: z.string() }) });
const legacyId = z.union([z.string(), z.number()]);

const address = z.object({
  name: text,
  company: text,
  address1: text,
  address2: text,
  city: text,
  province: text,
  provinceCode: text,
  zip: text,
  country: text,
  countryCodeV2: text,
});

export const lineNode = z.object({
  id: z.string(),
  sku: text,
  name: z.string(),
  title: z.string(),
  quantity: z.number(),
  currentQuantity: z.number(),
  requiresShipping: z.boolean(),
  originalUnitPriceSet: money,
  totalDiscountSet: money,
  discountAllocations: z.array(z.object({ allocatedAmountSet: money })),
});

export const orderNode = z.object({
  id: z.string(),
  legacyResourceId: legacyId,
  name: z.string(),
  poNumber: text,
  createdAt: z.string(),
  updatedAt: z.string(),
  cancelledAt: text,
  currencyCode: z.string(),
  taxesIncluded: z.boolean(),
  displayFulfillmentStatus: z.string(),
  totalTaxSet: money.nullable(),
  currentTotalTaxSet: money,
  note: text,
  email: text,
  customer: z.object({ legacyResourceId: legacyId, firstName: text, lastName: text }).nullable(),
  billingAddress: address.nullable(),
  shippingAddress: address.nullable(),
  shippingLines: z.object({
    nodes: z.array(z.object({ originalPriceSet: money, discountedPriceSet: money })),
  }),
  lineItems: z.object({
    nodes: z.array(lineNode),
    pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: text }),
  }),
});

/** What the poll keeps of an order: its node with all lines, and what each of its fulfilments holds. */
export const polledOrder = orderNode.extend({
  fulfilments: z.array(
    z.object({
      status: z.string(),
      lines: z.array(z.object({ orderLineId: z.string(), quantity: z.number() })),
    }),
  ),
});

type PolledOrder = z.output<typeof polledOrder>;

/** Reads a polled order exactly as the webhook of the same order is read. */
export function readOrderNode(
  body: string,
  connection: Pick<OpenConnection, "source" | "timeZone">,
): Outcome<ChannelOrder, ReadRefusal> {
  const node = polledOrder.safeParse(jsonOf(body));
  return node.success
    ? readWebhookOrder(
        { topic: "orders/updated", body: JSON.stringify(asWebhook(node.data)) },
        connection,
      )
    : refuse("unreadable");
}

function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    // Whatever is no JSON is quarantined as unreadable, with its body.
    return undefined;
  }
}

function asWebhook(order: PolledOrder) {
  return {
    id: order.legacyResourceId,
    admin_graphql_api_id: order.id,
    name: order.name,
    po_number: order.poNumber,
    created_at: order.createdAt,
    updated_at: order.updatedAt,
    cancelled_at: order.cancelledAt,
    currency: order.currencyCode,
    taxes_included: order.taxesIncluded,
    total_tax: order.totalTaxSet && amountOf(order.totalTaxSet),
    current_total_tax: amountOf(order.currentTotalTaxSet),
    note: order.note,
    email: order.email,
    customer: order.customer && {
      id: order.customer.legacyResourceId,
      first_name: order.customer.firstName,
      last_name: order.customer.lastName,
    },
    billing_address: order.billingAddress && addressOf(order.billingAddress),
    shipping_address: order.shippingAddress && addressOf(order.shippingAddress),
    shipping_lines: order.shippingLines.nodes.map((line) => ({
      price: amountOf(line.originalPriceSet),
      discounted_price: amountOf(line.discountedPriceSet),
    })),
    line_items: order.lineItems.nodes.map(lineOf),
    fulfillments: order.fulfilments.map(({ status, lines }) => ({
      status: status.toLowerCase(),
      line_items: lines.map(({ orderLineId, quantity }) => ({
        admin_graphql_api_id: orderLineId,
        quantity,
      })),
    })),
  };
}

function lineOf(line: z.output<typeof lineNode>) {
  return {
    admin_graphql_api_id: line.id,
    sku: line.sku,
    name: line.name,
    title: line.title,
    quantity: line.quantity,
    current_quantity: line.currentQuantity,
    price: amountOf(line.originalUnitPriceSet),
    total_discount: amountOf(line.totalDiscountSet),
    discount_allocations: line.discountAllocations.map(({ allocatedAmountSet }) => ({
      amount: amountOf(allocatedAmountSet),
    })),
    requires_shipping: line.requiresShipping,
  };
}

function addressOf(of: z.output<typeof address>) {
  return {
    name: of.name,
    company: of.company,
    address1: of.address1,
    address2: of.address2,
    city: of.city,
    province: of.province,
    province_code: of.provinceCode,
    zip: of.zip,
    country: of.country,
    country_code: of.countryCodeV2,
  };
}

const amountOf = ({ shopMoney }: z.output<typeof money>): string => shopMoney.amount;
