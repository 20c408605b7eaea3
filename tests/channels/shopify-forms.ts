/** A shop's order in Shopify's two forms: the body of a webhook, and what GraphQL resolves. */
import type { Shop, ShopFulfilment, ShopOrder } from "./shopify-shop";

/** GraphQL writes amounts without the last zeros, but with one decimal at least. */
const money = (amount: string) => ({
  shopMoney: { amount: Number(amount).toFixed(2).replace(/0$/, ""), currencyCode: "EUR" },
});

const PERSON = { first: "Grace", last: "Hopper", email: "grace@example.com" };
const ADDRESS = {
  name: "Grace Hopper",
  company: null,
  address1: "Lindenweg 4",
  address2: "Hinterhaus",
  city: "Berlin",
  province: "Berlin",
  zip: "10115",
  country: "Germany",
};
const SHIPPING = "4.90";

const taxOf = (order: ShopOrder) =>
  order.lines
    .reduce((sum, { price, quantity }) => sum + Number(price) * quantity * 0.19, 0)
    .toFixed(2);

const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);

/** The REST form of an order, as a webhook of 2026-10 sends it. */
export function webhookBody(order: ShopOrder) {
  const left = sum(
    order.fulfilmentOrders.flatMap(({ lines }) => lines.map((one) => one.remaining)),
  );
  const address = { ...ADDRESS, country_code: "DE", province_code: "BE" };
  return {
    id: order.id,
    admin_graphql_api_id: `gid://shopify/Order/${order.id}`,
    name: order.name,
    order_number: Number(order.name.slice(1)),
    po_number: null,
    source_name: "web",
    created_at: order.createdAt,
    updated_at: order.updatedAt,
    cancelled_at: order.cancelledAt,
    closed_at: null,
    financial_status: "paid",
    fulfillment_status: left === 0 ? "fulfilled" : order.fulfilments.length > 0 ? "partial" : null,
    currency: "EUR",
    taxes_included: false,
    total_tax: taxOf(order),
    current_total_tax: taxOf(order),
    note: order.note,
    email: PERSON.email,
    customer: { id: 7, first_name: PERSON.first, last_name: PERSON.last, email: PERSON.email },
    billing_address: address,
    shipping_address: address,
    shipping_lines: [{ title: "DHL", price: SHIPPING, discounted_price: SHIPPING }],
    line_items: order.lines.map((line) => ({
      id: line.id,
      admin_graphql_api_id: `gid://shopify/LineItem/${line.id}`,
      sku: line.sku,
      name: line.name,
      title: line.name,
      quantity: line.quantity,
      current_quantity: line.currentQuantity,
      price: line.price,
      total_discount: line.discount,
      discount_allocations: [],
      requires_shipping: true,
    })),
    fulfillments: order.fulfilments.map(({ id, status, tracking, lines }) => ({
      id: Number(id.split("/").at(-1)),
      admin_graphql_api_id: id,
      status: status.toLowerCase(),
      tracking_company: tracking.company,
      tracking_number: tracking.number,
      line_items: lines.map(({ line, quantity }) => ({
        id: line.id,
        admin_graphql_api_id: `gid://shopify/LineItem/${line.id}`,
        quantity,
      })),
    })),
  };
}

type PageOf = { first?: number; after?: string | null };

/** A connection of Shopify's: a page of a list. The cursor is a place in it. */
function connection<Node>(all: readonly Node[]) {
  return ({ first = 250, after = null }: PageOf) => {
    const start = after === null ? 0 : Number(after);
    const nodes = all.slice(start, start + first);
    const end = start + nodes.length;
    return {
      nodes,
      edges: nodes.map((node) => ({ node, cursor: String(end) })),
      pageInfo: {
        hasNextPage: end < all.length,
        hasPreviousPage: start > 0,
        endCursor: String(end),
      },
    };
  };
}

const lineNode = (line: ShopOrder["lines"][number]) => ({
  id: `gid://shopify/LineItem/${line.id}`,
  sku: line.sku,
  name: line.name,
  title: line.name,
  quantity: line.quantity,
  currentQuantity: line.currentQuantity,
  requiresShipping: true,
  originalUnitPriceSet: money(line.price),
  totalDiscountSet: money(line.discount),
  discountAllocations: [],
});

function fulfilmentNode({ id, status, tracking, lines }: ShopFulfilment) {
  return {
    id,
    status,
    trackingInfo: ({ first = 10 }: PageOf) =>
      (tracking.number || tracking.company ? [{ ...tracking, url: null }] : []).slice(0, first),
    fulfillmentLineItems: connection(
      lines.map(({ line, quantity }) => ({
        id: `${id}/${line.id}`,
        quantity,
        lineItem: lineNode(line),
      })),
    ),
  };
}

function fulfilmentOrderNode(one: ShopOrder["fulfilmentOrders"][number]) {
  const isOpen = one.lines.some(({ remaining }) => remaining > 0);
  return {
    id: one.id,
    status: isOpen ? "OPEN" : "CLOSED",
    supportedActions:
      isOpen && !one.locked ? [{ action: "CREATE_FULFILLMENT" }, { action: "HOLD" }] : [],
    assignedLocation: {
      name: one.location,
      location: { id: `gid://shopify/Location/${one.location}` },
    },
    lineItems: connection(
      one.lines.map(({ id, line, remaining }) => ({
        id,
        totalQuantity: line.quantity,
        remainingQuantity: remaining,
        lineItem: lineNode(line),
      })),
    ),
  };
}

function orderNode(order: ShopOrder) {
  const left = sum(
    order.fulfilmentOrders.flatMap(({ lines }) => lines.map((one) => one.remaining)),
  );
  const address = { ...ADDRESS, countryCodeV2: "DE", provinceCode: "BE" };
  return {
    id: `gid://shopify/Order/${order.id}`,
    legacyResourceId: String(order.id),
    name: order.name,
    poNumber: null,
    createdAt: order.createdAt,
    updatedAt: order.updatedAt,
    cancelledAt: order.cancelledAt,
    currencyCode: "EUR",
    taxesIncluded: false,
    displayFulfillmentStatus:
      left === 0
        ? "FULFILLED"
        : order.fulfilments.length > 0
          ? "PARTIALLY_FULFILLED"
          : "UNFULFILLED",
    note: order.note,
    email: PERSON.email,
    totalTaxSet: money(taxOf(order)),
    currentTotalTaxSet: money(taxOf(order)),
    customer: { legacyResourceId: "7", firstName: PERSON.first, lastName: PERSON.last },
    billingAddress: address,
    shippingAddress: address,
    shippingLines: connection([
      { title: "DHL", originalPriceSet: money(SHIPPING), discountedPriceSet: money(SHIPPING) },
    ]),
    lineItems: connection(order.lines.map(lineNode)),
    fulfillments: ({ first = 250 }: PageOf) =>
      order.fulfilments.slice(0, first).map(fulfilmentNode),
    fulfillmentOrders: connection(order.fulfilmentOrders.map(fulfilmentOrderNode)),
  };
}

/** What GraphQL's root resolves, over one shop. */
export function rootOf(shop: Shop) {
  return {
    shop: { name: "Local shop", myshopifyDomain: "local.myshopify.com" },
    order: ({ id }: { id: string }) => {
      const order = shop.find(id);
      return order ? orderNode(order) : null;
    },
    orders: ({ query = "", ...page }: PageOf & { query?: string }) => {
      const since = /updated_at:>='([^']+)'/.exec(query)?.[1] ?? "";
      const found = shop.orders
        .filter(({ updatedAt }) => Date.parse(updatedAt) >= Date.parse(since))
        .sort((a, b) => Date.parse(a.updatedAt) - Date.parse(b.updatedAt));
      return connection(found.map(orderNode))(page);
    },
    fulfillmentOrder: ({ id }: { id: string }) => {
      const found = shop.orders
        .flatMap(({ fulfilmentOrders }) => fulfilmentOrders)
        .find((one) => one.id === id);
      return found ? fulfilmentOrderNode(found) : null;
    },
    fulfillment: ({ id }: { id: string }) => {
      const found = shop.fulfilment(id);
      return found ? fulfilmentNode(found) : null;
    },
    fulfillmentCreate: ({ fulfillment }: { fulfillment: Parameters<Shop["fulfil"]>[0] }) => {
      const { fulfilment, userErrors } = shop.fulfil(fulfillment);
      return { fulfillment: fulfilment && fulfilmentNode(fulfilment), userErrors };
    },
    fulfillmentTrackingInfoUpdate: (given: {
      fulfillmentId: string;
      trackingInfoInput: { company?: string; number?: string };
    }) => {
      const found = shop.fulfilment(given.fulfillmentId);
      if (!found) {
        return {
          fulfillment: null,
          userErrors: [{ field: ["fulfillmentId"], message: "Fulfillment does not exist." }],
        };
      }
      found.tracking = {
        company: given.trackingInfoInput.company ?? found.tracking.company,
        number: given.trackingInfoInput.number ?? found.tracking.number,
      };
      return { fulfillment: fulfilmentNode(found), userErrors: [] };
    },
  };
}
