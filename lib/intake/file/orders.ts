/** Decides which orders a table holds: rows with the same order number are one order. */
import type { z } from "zod";
import { settleOrder, spreadMinor } from "@/lib/intake/file/amounts";
import { checkedInput } from "@/lib/intake/file/checked-input";
import type { Field } from "@/lib/intake/file/fields";
import { isLeftOut, shippedRows } from "@/lib/intake/file/left-out";
import { lineCharges } from "@/lib/intake/file/line-charges";
import { type Line, readLine } from "@/lib/intake/file/lines";
import type { Mapping } from "@/lib/intake/file/mapping";
import {
  checkRepeatedRows,
  checkRepeatedValues,
  orderText,
  readClient,
  readCurrency,
  readShipTo,
  speakingRow,
} from "@/lib/intake/file/order-rows";
import { createRowReader, type RowReader } from "@/lib/intake/file/row-reader";
import type { Row, RowMessage, Table } from "@/lib/intake/file/table";
import { normaliseExternalId, type OrderInput, type orderInputSchema } from "@/lib/orders/input";
import {
  lineTotalMinor,
  MINOR_MAX,
  type Minor,
  minorDigits,
  roundDecimal,
  withoutDust,
} from "@/lib/shared/money";

export type FileDefaults = {
  /** For orders whose file and mapping name no currency. */
  readonly currency: string;
  readonly source: string;
  /** Whether the person wants clients that are unknown to be made from the file. */
  readonly createClients?: boolean;
  /** What the client of all orders is called, where a known layout says so. */
  readonly clientName?: string;
};

export type FileOrders = {
  readonly orders: readonly { readonly input: OrderInput; readonly rows: readonly number[] }[];
  /** An order with a rejected row is not in `orders`. A row that fits no heading is only here: apply nothing then. */
  readonly rejected: readonly RowMessage[];
  readonly warnings: readonly RowMessage[];
};

/** Reads all orders, in the order in which the file first names them. The mapping must have no problems. */
export function readOrders(table: Table, mapping: Mapping, defaults: FileDefaults): FileOrders {
  const reader = createRowReader(table, mapping);
  for (const { row, message } of table.broken) {
    reader.reject(row, null, message);
  }
  if (!reader.has("unitPrice") && !reader.has("lineTotal")) {
    reader.warn(1, "unitPrice", "No column holds the unit price: all prices are 0.");
  }
  const digitsByCurrency = new Map<string, number>();
  const orders: { input: OrderInput; rows: number[] }[] = [];
  for (const [externalId, rows] of rowsByOrder(table, reader)) {
    const currency = readCurrency(rows, reader, mapping.constants.currency || defaults.currency);
    const digits = digitsByCurrency.get(currency) ?? minorDigits(currency);
    digitsByCurrency.set(currency, digits);
    const lines = isLeftOut(externalId, rows, reader) ? [] : shippedRows(rows, reader);
    const order = { externalId, rows: lines, currency, digits, reader, mapping, defaults };
    const input = lines.length > 0 ? readOrder(order) : null;
    if (input) {
      orders.push({ input, rows: lines.map(({ row }) => row) });
    }
  }
  const byRow = (one: RowMessage, other: RowMessage) => one.row - other.row;
  return {
    orders,
    rejected: reader.rejected.sort(byRow),
    warnings: reader.warnings.sort(byRow),
  };
}

function rowsByOrder(table: Table, reader: RowReader): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of table.rows) {
    const externalId = normaliseExternalId(reader.code(row, "orderNumber"));
    if (externalId === "") {
      reader.reject(row.row, "orderNumber", "Order number is missing.");
      continue;
    }
    const group = groups.get(externalId);
    if (group) {
      group.push(row);
    } else {
      groups.set(externalId, [row]);
    }
  }
  return groups;
}

type OrderRows = {
  readonly externalId: string;
  readonly rows: readonly Row[];
  readonly currency: string;
  /** Decimal places of the currency. */
  readonly digits: number;
  readonly reader: RowReader;
  readonly mapping: Mapping;
  readonly defaults: FileDefaults;
};

function readOrder(order: OrderRows): OrderInput | null {
  const { externalId, rows, currency, reader, mapping, defaults } = order;
  const rejectedBefore = reader.rejected.length;
  checkRepeatedValues(rows, reader);
  checkRepeatedRows(rows, reader);
  const client = readClient(rows, reader, mapping.constants, defaults.clientName);
  const shipTo = readShipTo(rows, reader, client?.name ?? "");
  const priced = readAmounts(order);
  const draft: z.input<typeof orderInputSchema> = {
    source: defaults.source,
    externalId,
    client: { code: "", ...client, ...(defaults.createClients ? { createIfMissing: true } : {}) },
    ...filled("poNumber", codeOf(order, "poNumber")),
    currency,
    ...filled("orderedOn", dayOf(order, "orderedOn")),
    ...filled("shipByOn", dayOf(order, "shipByOn")),
    ...filled("deliverByOn", dayOf(order, "deliverByOn")),
    ...filled("note", orderText(rows, reader, "note")),
    ...(shipTo ? { shipTo } : {}),
    ...priced,
  };
  // The schema would complain once more about what is missing because it was rejected.
  return reader.rejected.length > rejectedBefore ? null : checkedInput(draft, rows, reader);
}

function filled<Key extends string>(key: Key, value: string | null): { [K in Key]?: string } {
  const part: { [K in Key]?: string } = {};
  if (value) {
    part[key] = value;
  }
  return part;
}

function codeOf({ rows, reader }: OrderRows, field: Field): string {
  const row = speakingRow(rows, reader, field);
  return row ? reader.code(row, field) : "";
}

function dayOf({ rows, reader }: OrderRows, field: Field): string | null {
  const row = speakingRow(rows, reader, field);
  return row && reader.day(row, field);
}

/** An amount of the whole order in minor units; null when the file doesn't say it, or it was rejected. */
function amountOf({ rows, reader, digits }: OrderRows, field: Field): Minor | null {
  const row = speakingRow(rows, reader, field);
  const number = row && reader.number(row, field);
  if (!row || !number) {
    return null;
  }
  const minor = roundDecimal(withoutDust(number), digits);
  if (minor < 0n || minor > BigInt(MINOR_MAX)) {
    const problem = minor < 0n ? "must not be negative" : "is too large";
    reader.reject(row.row, field, `This amount ${problem}.`);
    return null;
  }
  return Number(minor);
}

function readAmounts(order: OrderRows): {
  lines: Line[];
  shippingMinor: Minor;
  taxMinor: Minor;
} {
  const lines = order.rows.flatMap((row) => readLine(row, order.reader, order.digits) ?? []);
  const totals = lines.map((line) =>
    lineTotalMinor(line.quantity, line.unitPriceMinor, line.discountMinor),
  );
  const byLine = lineCharges(order.rows, order.reader, order.currency, order.digits);
  const shippingMinor = amountOf(order, "shipping") ?? byLine.shippingMinor;
  const settled = settleOrder(
    {
      goodsMinor: totals.reduce((sum, total) => sum + Math.max(total, 0), 0),
      shippingMinor,
      taxMinor: amountOf(order, "tax") ?? byLine.taxMinor,
      discountMinor: amountOf(order, "orderDiscount"),
      subtotalMinor: amountOf(order, "orderSubtotal"),
      totalMinor: amountOf(order, "orderTotal"),
    },
    order.currency,
  );
  if (settled.warning) {
    order.reader.warn(order.rows[0]?.row ?? 0, null, settled.warning);
  }
  const parts = spreadMinor(
    settled.discountMinor,
    totals.map((total) => Math.max(total, 0)),
  );
  return {
    lines: lines.map((line, index) => ({
      ...line,
      discountMinor: line.discountMinor + (parts[index] ?? 0),
    })),
    shippingMinor,
    taxMinor: settled.taxMinor,
  };
}
