import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  check,
  date,
  foreignKey,
  index,
  integer,
  pgTable,
  text,
  unique,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { id, instant, oneOf, quantity } from "./columns";
import { workspaces } from "./workspaces";

export const products = pgTable(
  "products",
  {
    id: id(),
    workspaceId: uuid()
      .notNull()
      .references(() => workspaces.id),
    sku: text().notNull(),
    name: text().notNull(),
    gtin: text(),
    kind: text({ enum: ["goods", "service"] })
      .notNull()
      .default("goods"),
    tracked: boolean().notNull().default(true),
    made: boolean().notNull().default(false),
    leadTimeDays: integer(),
    unitPriceMinor: bigint({ mode: "number" }),
    /** Counter: the sum of the product's movements. */
    onHand: quantity().notNull().default(0),
    /** Counter: the sum of the product's reservations. */
    reserved: quantity().notNull().default(0),
    version: integer().notNull().default(1),
    archivedAt: instant(),
    createdAt: instant().notNull().defaultNow(),
  },
  (table) => [
    unique().on(table.workspaceId, table.id),
    unique("products_sku").on(table.workspaceId, table.sku),
    index("products_name").on(table.workspaceId, table.name, table.id),
    oneOf("products_kind", table.kind, ["goods", "service"]),
    check("products_on_hand", sql`${table.onHand} >= 0`),
    check(
      "products_reserved",
      sql`${table.reserved} >= 0 and ${table.reserved} <= ${table.onHand}`,
    ),
  ],
);

export const MOVEMENT_REASONS = [
  "receipt",
  "count",
  "scrap",
  "return",
  "other",
  "dispatch",
  "dispatch_undone",
  "production",
  "correction",
] as const;

/** The stock ledger. Rows are only ever added. */
export const stockMovements = pgTable(
  "stock_movements",
  {
    id: id(),
    workspaceId: uuid().notNull(),
    productId: uuid().notNull(),
    /** Signed change. */
    quantity: quantity().notNull(),
    reason: text({ enum: MOVEMENT_REASONS }).notNull(),
    shipmentLineId: uuid(),
    /** Counts the dispatches of a shipment, so that each moves stock exactly once. */
    dispatchNo: integer(),
    productionOrderId: uuid(),
    note: text(),
    actorName: text().notNull(),
    at: instant().notNull(),
  },
  (table) => [
    unique().on(table.workspaceId, table.id),
    index("stock_movements_product").on(table.workspaceId, table.productId, table.at),
    uniqueIndex("stock_movements_dispatch").on(
      table.workspaceId,
      table.shipmentLineId,
      table.reason,
      table.dispatchNo,
    ),
    foreignKey({
      columns: [table.workspaceId, table.productId],
      foreignColumns: [products.workspaceId, products.id],
    }),
    oneOf("stock_movements_reason", table.reason, MOVEMENT_REASONS),
  ],
);

/** Units bought and on their way. */
export const expectedReceipts = pgTable(
  "expected_receipts",
  {
    id: id(),
    workspaceId: uuid().notNull(),
    productId: uuid().notNull(),
    reference: text().notNull(),
    quantity: quantity().notNull(),
    received: quantity().notNull().default(0),
    dueOn: date({ mode: "string" }).notNull(),
    closedAt: instant(),
    createdAt: instant().notNull().defaultNow(),
  },
  (table) => [
    unique().on(table.workspaceId, table.id),
    index("expected_receipts_open")
      .on(table.workspaceId, table.productId, table.dueOn)
      .where(sql`${table.closedAt} is null`),
    foreignKey({
      columns: [table.workspaceId, table.productId],
      foreignColumns: [products.workspaceId, products.id],
    }),
    check("expected_receipts_quantity", sql`${table.quantity} > 0 and ${table.received} >= 0`),
  ],
);
