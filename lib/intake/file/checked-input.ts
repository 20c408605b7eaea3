/** Decides whether what a file says about an order is an order input, and where in the file each problem is. */
import type { z } from "zod";
import type { Field } from "@/lib/intake/file/fields";
import type { RowReader } from "@/lib/intake/file/row-reader";
import type { Row } from "@/lib/intake/file/table";
import { type OrderInput, orderInputSchema } from "@/lib/orders/input";

const ORDER_PATHS: Readonly<Record<string, Field>> = {
  externalId: "orderNumber",
  "client.code": "clientCode",
  "client.name": "clientName",
  poNumber: "poNumber",
  currency: "currency",
  note: "note",
  shippingMinor: "shipping",
  taxMinor: "tax",
  "shipTo.name": "shipToName",
  "shipTo.line1": "shipToLine1",
  "shipTo.line2": "shipToLine2",
  "shipTo.city": "shipToCity",
  "shipTo.region": "shipToRegion",
  "shipTo.postalCode": "shipToPostalCode",
  "shipTo.country": "shipToCountry",
};

const LINE_PATHS: Readonly<Record<string, Field>> = {
  sku: "sku",
  name: "productName",
  quantity: "quantity",
  unitPriceMinor: "unitPrice",
  discountMinor: "discountAmount",
};

/** The input as every door of the product checks it; each problem is told by its row and column. */
export function checkedInput(
  draft: z.input<typeof orderInputSchema>,
  rows: readonly Row[],
  reader: RowReader,
): OrderInput | null {
  const parsed = orderInputSchema.safeParse(draft);
  if (parsed.success) {
    return parsed.data;
  }
  for (const { path, message } of parsed.error.issues) {
    const [head, index, key] = path;
    const isLine = head === "lines" && typeof index === "number";
    const row = rows[isLine ? index : 0]?.row ?? 0;
    const field = isLine ? LINE_PATHS[String(key)] : ORDER_PATHS[path.join(".")];
    reader.reject(row, field ?? null, message);
  }
  return null;
}
