import { sql } from "drizzle-orm";
import {
  check,
  date,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  unique,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { FINISHES, PRODUCTION_EVENTS } from "../../lib/production/state";
import { id, instant, oneOf, quantity } from "./columns";
import { ACTOR_KINDS, orderLines } from "./orders";
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
    /** Counter: the sum of its reports that were not taken back. */
    made: quantity().notNull().default(0),
    /** Counter: units spoiled on the way, reported beside what was made. They never were stock. */
    scrapped: quantity().notNull().default(0),
    dueOn: date({ mode: "string" }).notNull(),
    startedAt: instant(),
    blockedAt: instant(),
    blockedReason: text(),
    /** Done, finished short or cancelled: nothing more will come. */
    finishedAt: instant(),
    finish: text({ enum: FINISHES }),
    /** Counts what people planned: quantity and due date. */
    version: integer().notNull().default(1),
    /** The form or request that made it, so that the second click makes nothing. */
    requestKey: text(),
    createdAt: instant().notNull(),
  },
  (table) => [
    unique().on(table.workspaceId, table.id),
    unique("production_orders_number").on(table.workspaceId, table.number),
    index("production_orders_product").on(table.workspaceId, table.productId, table.dueOn),
    index("production_orders_line").on(table.workspaceId, table.orderLineId),
    index("production_orders_open")
      .on(table.workspaceId, table.dueOn, table.id)
      .where(sql`${table.finishedAt} is null`),
    index("production_orders_finished")
      .on(table.workspaceId, table.finishedAt.desc().nullsLast(), table.id.desc().nullsLast())
      .where(sql`${table.finishedAt} is not null`),
    index("production_orders_request")
      .on(table.workspaceId, table.requestKey)
      .where(sql`${table.requestKey} is not null`),
    foreignKey({
      columns: [table.workspaceId, table.productId],
      foreignColumns: [products.workspaceId, products.id],
    }),
    foreignKey({
      columns: [table.workspaceId, table.orderLineId],
      foreignColumns: [orderLines.workspaceId, orderLines.id],
    }),
    check(
      "production_orders_quantity",
      sql`${table.quantity} > 0 and ${table.made} >= 0 and ${table.scrapped} >= 0`,
    ),
    oneOf("production_orders_finish", table.finish, FINISHES),
    check(
      "production_orders_finished_somehow",
      sql`(${table.finishedAt} is null) = (${table.finish} is null)`,
    ),
    check(
      "production_orders_blocked",
      sql`(${table.blockedAt} is null) = (${table.blockedReason} is null) and (${table.blockedAt} is null or ${table.finishedAt} is null)`,
    ),
  ],
);

/** What people said they made, numbered 1..n. A report that was wrong is taken back, never changed. */
export const productionReports = pgTable(
  "production_reports",
  {
    id: id(),
    workspaceId: uuid().notNull(),
    productionOrderId: uuid().notNull(),
    seq: integer().notNull(),
    /** Good units: they went to stock. */
    quantity: quantity().notNull(),
    scrapped: quantity().notNull().default(0),
    /** How many of them were held for the order line at once. */
    pinned: quantity().notNull().default(0),
    /** The form or request that it came by, so that the second click reports nothing. */
    requestKey: text(),
    actorName: text().notNull(),
    at: instant().notNull(),
    takenBackAt: instant(),
    takenBackBy: text(),
  },
  (table) => [
    unique().on(table.workspaceId, table.id),
    unique("production_reports_seq").on(table.workspaceId, table.productionOrderId, table.seq),
    uniqueIndex("production_reports_request").on(
      table.workspaceId,
      table.productionOrderId,
      table.requestKey,
    ),
    foreignKey({
      columns: [table.workspaceId, table.productionOrderId],
      foreignColumns: [productionOrders.workspaceId, productionOrders.id],
    }),
    check(
      "production_reports_quantity",
      sql`${table.quantity} >= 0 and ${table.scrapped} >= 0 and ${table.quantity} + ${table.scrapped} > 0 and ${table.pinned} between 0 and ${table.quantity}`,
    ),
    check(
      "production_reports_taken_back",
      sql`(${table.takenBackAt} is null) = (${table.takenBackBy} is null)`,
    ),
  ],
);

/** What happened to a production order. Rows are only ever added. */
export const productionEvents = pgTable(
  "production_events",
  {
    id: id(),
    workspaceId: uuid().notNull(),
    productionOrderId: uuid().notNull(),
    type: text({ enum: PRODUCTION_EVENTS }).notNull(),
    at: instant().notNull(),
    actorKind: text({ enum: ACTOR_KINDS }).notNull(),
    actorName: text().notNull(),
    data: jsonb().$type<Record<string, unknown>>().notNull().default({}),
  },
  (table) => [
    unique().on(table.workspaceId, table.id),
    index("production_events_order").on(table.workspaceId, table.productionOrderId, table.at),
    foreignKey({
      columns: [table.workspaceId, table.productionOrderId],
      foreignColumns: [productionOrders.workspaceId, productionOrders.id],
    }),
    oneOf("production_events_type", table.type, PRODUCTION_EVENTS),
    oneOf("production_events_actor_kind", table.actorKind, ACTOR_KINDS),
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
