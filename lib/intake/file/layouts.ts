/** Decides whether a file's headings are a layout that is known, so that nobody has to match its columns. */
import type { Field } from "@/lib/intake/file/fields";
import {
  AMAZON_ALL,
  AMAZON_NEW,
  AMAZON_UNSHIPPED,
  WAYFAIR_ORDERS,
} from "@/lib/intake/file/market-layouts";
import { normaliseHeading } from "@/lib/intake/file/table";
import { TEMPLATE_COLUMNS } from "@/lib/intake/file/template";

export type Layout =
  | "shopify"
  | "amazon_unshipped"
  | "amazon_new"
  | "amazon_all"
  | "wayfair"
  | "template";

/**
 * The order's source where a file doesn't say: orders are unique by source and external number. Amazon's and Wayfair's
 * numbers are unique in the world, so an order from their files is the one that their interface brings.
 */
export const LAYOUT_SOURCES = {
  shopify: "shopify",
  amazon_unshipped: "amazon",
  amazon_new: "amazon",
  amazon_all: "amazon",
  wayfair: "wayfair",
  template: "file",
  other: "file",
} as const satisfies Record<Layout | "other", string>;

const AMAZON = { code: "AMAZON", name: "Amazon" };

/** Whose orders a marketplace's report holds: the marketplace's own. Its buyers are told by the address. */
export const LAYOUT_CLIENTS: Readonly<Partial<Record<Layout | "other", typeof AMAZON>>> = {
  amazon_unshipped: AMAZON,
  amazon_new: AMAZON,
  amazon_all: AMAZON,
  wayfair: { code: "WAYFAIR", name: "Wayfair" },
};

/** The columns of Shopify's order export that mean something here. Older exports lack the last ones. */
const SHOPIFY_COLUMNS: Readonly<Record<string, Field>> = {
  Name: "orderNumber",
  Email: "clientEmail",
  "Billing Name": "clientName",
  "Created at": "orderedOn",
  Currency: "currency",
  Subtotal: "orderSubtotal",
  Shipping: "shipping",
  Taxes: "tax",
  Total: "orderTotal",
  "Discount Amount": "orderDiscount",
  "Lineitem quantity": "quantity",
  "Lineitem name": "productName",
  "Lineitem price": "unitPrice",
  "Lineitem sku": "sku",
  "Lineitem requires shipping": "requiresShipping",
  "Lineitem discount": "discountAmount",
  "Shipping Name": "shipToName",
  "Shipping Address1": "shipToLine1",
  "Shipping Address2": "shipToLine2",
  "Shipping City": "shipToCity",
  "Shipping Zip": "shipToPostalCode",
  "Shipping Province": "shipToRegion",
  "Shipping Country": "shipToCountry",
  Notes: "note",
  "Cancelled at": "cancelledAt",
};

/** The headings that together tell a layout; the first layout that has all of its own is taken. */
const MARKS: readonly (readonly [layout: Layout, headings: readonly string[]])[] = [
  ["shopify", ["Name", "Email", "Lineitem quantity", "Lineitem name", "Lineitem price"]],
  ["amazon_unshipped", ["order-id", "order-item-id", "quantity-purchased", "quantity-to-ship"]],
  ["amazon_new", ["order-id", "order-item-id", "quantity-purchased", "ship-service-level"]],
  ["amazon_all", ["amazon-order-id", "order-status", "fulfillment-channel", "item-status"]],
  ["wayfair", ["Store Name", "PO Number", "Item Number", "Wholesale Price"]],
];
const TEMPLATE_MARKS = ["order_number", "sku", "quantity"];

const COLUMNS: Readonly<Record<Layout, Readonly<Record<string, Field>>>> = {
  shopify: SHOPIFY_COLUMNS,
  amazon_unshipped: AMAZON_UNSHIPPED,
  amazon_new: AMAZON_NEW,
  amazon_all: AMAZON_ALL,
  wayfair: WAYFAIR_ORDERS,
  template: TEMPLATE_COLUMNS,
};

/** The known layout of these headings, in any order; null when there is none. */
export function recogniseLayout(headings: readonly string[]): Layout | null {
  const present = new Set(headings.map(normaliseHeading));
  const has = (heading: string) => present.has(normaliseHeading(heading));
  const marked = MARKS.find(([, marks]) => marks.every(has));
  if (marked) {
    return marked[0];
  }
  const ours = new Set(Object.keys(TEMPLATE_COLUMNS).map(normaliseHeading));
  const isOurs = [...present].every((heading) => ours.has(heading));
  return isOurs && TEMPLATE_MARKS.every(has) ? "template" : null;
}

/** What each of the file's columns means in a known layout. */
export function layoutColumns(layout: Layout, headings: readonly string[]): Record<string, Field> {
  const fields = new Map(
    Object.entries(COLUMNS[layout]).map(([heading, field]) => [normaliseHeading(heading), field]),
  );
  return Object.fromEntries(
    headings.flatMap((heading) => {
      const field = fields.get(normaliseHeading(heading));
      return field ? [[heading, field]] : [];
    }),
  );
}

/** Whether day or month comes first where a layout's own cells prove nothing: Wayfair's exports differ by country. */
export function layoutDateOrders(
  layout: Layout,
  headings: readonly string[],
): Partial<Record<Field, "dmy" | "mdy">> {
  if (layout !== "wayfair") {
    return {};
  }
  const isAmerican = headings.some((heading) => normaliseHeading(heading) === "mustshipby");
  const order = isAmerican ? "mdy" : "dmy";
  return { orderedOn: order, shipByOn: order };
}
