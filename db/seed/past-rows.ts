import "server-only";
import type { PgTable } from "drizzle-orm/pg-core";
import type { Transaction } from "@/db/client";
import { asns } from "@/db/schema/asns";
import { invoices, payments } from "@/db/schema/invoices";
import { issuedNumbers } from "@/db/schema/numbers";
import { moves, orderEvents, orderLines, orders } from "@/db/schema/orders";
import { productionOrders } from "@/db/schema/production";
import { stockMovements } from "@/db/schema/products";
import { packageLines, packages, shipmentLines, shipments } from "@/db/schema/shipments";
import { countTabs } from "@/lib/orders/move";
import type { Context } from "@/lib/workspaces/context";
import { type Series, takeNumbers } from "@/lib/workspaces/series";
import { insertRows } from "../insert-rows";

/** Rows of finished stories, table by table, in an order that foreign keys allow. */
const TABLES = {
  orders,
  orderLines,
  moves,
  orderEvents,
  shipments,
  shipmentLines,
  packages,
  packageLines,
  productionOrders,
  stockMovements,
  asns,
  invoices,
  payments,
  issuedNumbers,
} as const satisfies Record<string, PgTable>;

export type PastRows = {
  readonly [Name in keyof typeof TABLES]: (typeof TABLES)[Name]["$inferInsert"][];
};

export function noRows(): PastRows {
  return {
    orders: [],
    orderLines: [],
    moves: [],
    orderEvents: [],
    shipments: [],
    shipmentLines: [],
    packages: [],
    packageLines: [],
    productionOrders: [],
    stockMovements: [],
    asns: [],
    invoices: [],
    payments: [],
    issuedNumbers: [],
  };
}

/** Writes the rows and counts their orders in their tabs. */
export async function insertPast(tx: Transaction, ctx: Context, rows: PastRows): Promise<void> {
  await insertRows(tx, orders, rows.orders);
  await insertRows(tx, orderLines, rows.orderLines);
  await insertRows(tx, moves, rows.moves);
  await insertRows(tx, orderEvents, rows.orderEvents);
  await insertRows(tx, shipments, rows.shipments);
  await insertRows(tx, shipmentLines, rows.shipmentLines);
  await insertRows(tx, packages, rows.packages);
  await insertRows(tx, packageLines, rows.packageLines);
  await insertRows(tx, productionOrders, rows.productionOrders);
  await insertRows(tx, stockMovements, rows.stockMovements);
  await insertRows(tx, asns, rows.asns);
  await insertRows(tx, invoices, rows.invoices);
  await insertRows(tx, payments, rows.payments);
  await insertRows(tx, issuedNumbers, rows.issuedNumbers);
  const tabs = rows.orders.map((order) => ({ from: null, to: order.tab ?? ("open" as const) }));
  await countTabs(tx, ctx, tabs);
}

/** Numbers handed out in code while rows are made, and taken from the database with them. */
export class NumberBlock {
  readonly #first = new Map<Series, number>();
  readonly #next = new Map<Series, number>();

  /** The next number of a series; the first one is 1. */
  next(series: Series): number {
    const number = this.#next.get(series) ?? 1;
    this.#next.set(series, number + 1);
    return number;
  }

  /** Moves the database's series past the numbers handed out since the last time. */
  async take(tx: Transaction, ctx: Context): Promise<void> {
    for (const [series, next] of [...this.#next].sort(([a], [b]) => (a < b ? -1 : 1))) {
      const first = this.#first.get(series) ?? 1;
      if (next > first) {
        const taken = await takeNumbers(tx, ctx, series, next - first);
        if (taken !== first) {
          throw new Error(`Somebody else takes numbers of the series "${series}".`);
        }
        this.#first.set(series, next);
      }
    }
  }
}
