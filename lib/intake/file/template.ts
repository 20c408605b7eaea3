/** Decides the columns of the plain template that people download, fill in and upload. */
import type { Field } from "@/lib/intake/file/fields";
import { csvText } from "@/lib/shared/csv";

/** Heading, meaning and the two lines of the example order. */
const COLUMNS: readonly (readonly [
  heading: string,
  field: Field,
  first: string,
  second: string,
])[] = [
  ["order_number", "orderNumber", "1001", "1001"],
  ["client_code", "clientCode", "ACME", "ACME"],
  ["client_name", "clientName", "Acme Interiors", ""],
  ["po_number", "poNumber", "PO-7781", ""],
  ["ordered_on", "orderedOn", "2026-03-02", ""],
  ["ship_by_on", "shipByOn", "2026-03-20", ""],
  ["deliver_by_on", "deliverByOn", "2026-03-27", ""],
  ["currency", "currency", "EUR", ""],
  ["sku", "sku", "CHAIR-OAK", "TABLE-OAK"],
  ["product_name", "productName", "Oak chair", "Oak table"],
  ["quantity", "quantity", "4", "1"],
  ["unit_price", "unitPrice", "129.50", "640.00"],
  ["discount", "discountAmount", "18.00", ""],
  ["shipping", "shipping", "45.00", ""],
  ["tax", "tax", "0.00", ""],
  ["ship_to_name", "shipToName", "Acme Interiors", ""],
  ["ship_to_line1", "shipToLine1", "12 Mill Lane", ""],
  ["ship_to_line2", "shipToLine2", "", ""],
  ["ship_to_city", "shipToCity", "Leeds", ""],
  ["ship_to_region", "shipToRegion", "", ""],
  ["ship_to_postal_code", "shipToPostalCode", "LS1 4AP", ""],
  ["ship_to_country", "shipToCountry", "GB", ""],
  ["note", "note", "Call before delivery", ""],
];

export const TEMPLATE_COLUMNS: Readonly<Record<string, Field>> = Object.fromEntries(
  COLUMNS.map(([heading, field]) => [heading, field]),
);

/** The template as a CSV file with one example order of two lines; order columns stand on its first row only. */
export function templateCsv(): string {
  return csvText([
    COLUMNS.map(([heading]) => heading),
    COLUMNS.map(([, , first]) => first),
    COLUMNS.map(([, , , second]) => second),
  ]);
}
