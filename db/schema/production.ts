import { sql } from "drizzle-orm";
import { check, date, foreignKey, index, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import { id, instant, quantity } from "./columns";
import { orderLines } from "./orders";
import { expectedReceipts, products } from "./products";

export const productionOrders = pgTable(
  "production_orders",
  {
    id: id(),
    workspaceId: uuid().notNull(),
    number: text().notNull(),
    productId: uuid().notNull(),
    /** The order line it is made for; null means for stock. */
    orderLineId: uuid(),
    quantity: quantity().notNull(),
    made: quantity().notNull().default(0),
    dueOn: date({ mode: "string" }).notNull(),
    startedAt: instant(),
    blockedAt: instant(),
    blockedReason: text(),
    /** Done, finished short or cancelled: nothing more will come. */
    finishedAt: instant(),
    createdAt: instant().notNull(),
  },
  (table) => [
    unique().on(table.workspaceId, table.id),
    unique("production_orders_number").on(table.workspaceId, table.number),
    index("production_orders_product").on(table.workspaceId, table.productId, table.dueOn),
    index("production_orders_line").on(table.workspaceId, table.orderLineId),
    foreignKey({
      columns: [table.workspaceId, table.productId],
      foreignColumns: [products.workspaceId, products.id],
    }),
    foreignKey({
      columns: [table.workspaceId, table.orderLineId],
      foreignColumns: [orderLines.workspaceId, orderLines.id],
    }),
    check("production_orders_quantity", sql`${table.quantity} > 0 and ${table.made} >= 0`),
  ],
);

/** Cache of the allocation: which dated supply covers which line. */
export const supplyAllocations = pgTable(
  "supply_allocations",
  {
    id: id(),
    workspaceId: uuid().notNull(),
    productId: uuid().notNull(),
    orderLineId: uuid().notNull(),
    productionOrderId: uuid(),
    expectedReceiptId: uuid(),
    quantity: quantity().notNull(),
    dueOn: date({ mode: "string" }).notNull(),
  },
  (table) => [
    unique().on(table.workspaceId, table.id),
    index("supply_allocations_product").on(table.workspaceId, table.productId),
    index("supply_allocations_line").on(table.workspaceId, table.orderLineId),
    foreignKey({
      columns: [table.workspaceId, table.orderLineId],
      foreignColumns: [orderLines.workspaceId, orderLines.id],
    }),
    foreignKey({
      columns: [table.workspaceId, table.productionOrderId],
      foreignColumns: [productionOrders.workspaceId, productionOrders.id],
    }),
    foreignKey({
      columns: [table.workspaceId, table.expectedReceiptId],
      foreignColumns: [expectedReceipts.workspaceId, expectedReceipts.id],
    }),
    check("supply_allocations_quantity", sql`${table.quantity} > 0`),
    check(
      "supply_allocations_one_source",
      sql`(${table.productionOrderId} is null) <> (${table.expectedReceiptId} is null)`,
    ),
  ],
);
