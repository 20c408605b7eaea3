/** Decides whether a file's headings are a layout that is known, so that nobody has to match its columns. */
import type { Field } from "@/lib/intake/file/fields";
import { normaliseHeading } from "@/lib/intake/file/table";
import { TEMPLATE_COLUMNS } from "@/lib/intake/file/template";

export type Layout = "shopify" | "template";

/** The order's source where a file doesn't say: orders are unique by source and external number. */
export const LAYOUT_SOURCES = {
  shopify: "shopify-file",
  template: "file",
  other: "file",
} as const satisfies Record<Layout | "other", string>;

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

const SHOPIFY_MARKS = ["Name", "Email", "Lineitem quantity", "Lineitem name", "Lineitem price"];
const TEMPLATE_MARKS = ["order_number", "sku", "quantity"];

/** The known layout of these headings, in any order; null when there is none. */
export function recogniseLayout(headings: readonly string[]): Layout | null {
  const present = new Set(headings.map(normaliseHeading));
  const has = (heading: string) => present.has(normaliseHeading(heading));
  if (SHOPIFY_MARKS.every(has)) {
    return "shopify";
  }
  const ours = new Set(Object.keys(TEMPLATE_COLUMNS).map(normaliseHeading));
  const isOurs = [...present].every((heading) => ours.has(heading));
  return isOurs && TEMPLATE_MARKS.every(has) ? "template" : null;
}

/** What each of the file's columns means in a known layout. */
export function layoutColumns(layout: Layout, headings: readonly string[]): Record<string, Field> {
  const known = layout === "shopify" ? SHOPIFY_COLUMNS : TEMPLATE_COLUMNS;
  const fields = new Map(
    Object.entries(known).map(([heading, field]) => [normaliseHeading(heading), field]),
  );
  return Object.fromEntries(
    headings.flatMap((heading) => {
      const field = fields.get(normaliseHeading(heading));
      return field ? [[heading, field]] : [];
    }),
  );
}
