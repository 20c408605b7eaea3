/** Decides which clients and products a file's orders name that the workspace does not have. */
import type { Field } from "@/lib/intake/file/fields";
import type { RowMessage } from "@/lib/intake/file/table";
import type { ReadImport } from "@/lib/intake/reading";
import { unknownClientText, unknownProductText } from "@/lib/intake/row-problems";
import type { OrderInput } from "@/lib/orders/input";

export type Missing = {
  readonly clients: readonly { readonly code: string; readonly name: string }[];
  readonly products: readonly { readonly sku: string; readonly name: string }[];
};

type Orders = readonly { readonly input: OrderInput; readonly rows: readonly number[] }[];

/** Ids of what is there: clients by code, products by SKU. */
type Present = {
  readonly clientIds: ReadonlyMap<string, string>;
  readonly productIds: ReadonlyMap<string, string>;
};

/** The file's own heading of a field. */
export function columnOf(file: ReadImport, field: Field | null): string | null {
  return field === null ? null : (file.headings.get(field) ?? null);
}

/** The field by which the file tells its clients apart. */
export function clientField(file: ReadImport): Field {
  const fields = ["clientCode", "clientEmail", "clientName"] as const;
  return fields.find((field) => file.headings.has(field)) ?? "clientCode";
}

/** A message for each row that names something unknown. */
export function unknownMessages(
  file: ReadImport,
  orders: Orders,
  { clientIds, productIds }: Present,
): RowMessage[] {
  const clientColumn = columnOf(file, clientField(file));
  const skuColumn = columnOf(file, file.headings.has("sku") ? "sku" : "productName");
  return orders.flatMap(({ input, rows }) => [
    ...(clientIds.has(input.client.code)
      ? []
      : [{ row: rows[0] ?? 0, column: clientColumn, message: unknownClientText(input.client) }]),
    ...input.lines.flatMap(({ sku }, index) =>
      productIds.has(sku)
        ? []
        : [{ row: rows[index] ?? 0, column: skuColumn, message: unknownProductText(sku) }],
    ),
  ]);
}

export function missingOf(orders: Orders, { clientIds, productIds }: Present): Missing {
  const clients = new Map(orders.map(({ input }) => [input.client.code, input.client.name]));
  const lines = orders.flatMap(({ input }) => input.lines);
  const products = new Map(lines.map(({ sku, name }) => [sku, name]));
  return {
    clients: [...clients]
      .filter(([code]) => !clientIds.has(code))
      .map(([code, name]) => ({ code, name: name || code })),
    products: [...products]
      .filter(([sku]) => !productIds.has(sku))
      .map(([sku, name]) => ({ sku, name: name || sku })),
  };
}
