import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  check,
  date,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  unique,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import {
  ARCHIVE_REASONS,
  INVOICING_STATUSES,
  PAYMENT_STATUSES,
  PRODUCTION_STATUSES,
  SHIPMENT_STATUSES,
  STOCK_COVERS,
  TABS,
} from "../../lib/orders/lifecycle";
import type { MoveEffects } from "../../lib/orders/moves";
import type { Address } from "../../lib/shared/address";
import { clients } from "./clients";
import { id, instant, numberRanges, oneOf, quantity } from "./columns";
import { products } from "./products";
import { workspaces } from "./workspaces";

export const orders = pgTable(
  "orders",
  {
    id: id(),
    workspaceId: uuid()
      .notNull()
      .references(() => workspaces.id),
    number: text().notNull(),
    source: text().notNull(),
    externalId: text(),
    /** What the source last said, hashed, so that the same delivery changes nothing. */
    intakeHash: text(),
    /** When the source last changed it, as the source says: an older delivery never overwrites. */
    sourceAt: instant(),
    /** The id by which the source's own interface knows it, where that is not the external id. */
    sourceRef: text(),
    poNumber: text(),
    clientId: uuid().notNull(),
    currency: text().notNull(),
    orderedOn: date({ mode: "string" }).notNull(),
    shipByOn: date({ mode: "string" }),
    deliverByOn: date({ mode: "string" }),
    dueOn: date({ mode: "string" }).generatedAlwaysAs(sql`coalesce(deliver_by_on, ship_by_on)`),
    allowPartial: boolean(),
    onHold: boolean().notNull().default(false),
    note: text(),
    shipTo: jsonb().$type<Address>(),
    shippingMinor: bigint({ mode: "number" }).notNull().default(0),
    taxMinor: bigint({ mode: "number" }).notNull().default(0),
    totalMinor: bigint({ mode: "number" }).notNull(),
    /** Place in the queue; lower gets stock first. */
    rank: bigint({ mode: "number" }).notNull(),
    /** Counts what people entered; caches do not touch it. */
    version: integer().notNull().default(1),
    /** The number of the order's last event. */
    eventSeq: integer().notNull().default(0),
    /** Lower-case text of number, external id, PO number and SKUs, for search. */
    searchText: text().notNull(),

    closedAt: instant(),
    archivedAt: instant(),
    archiveReason: text({ enum: ARCHIVE_REASONS }),
    archiveNote: text(),
    /** A fact went against expectation (a count below what was reserved, a channel shipped without stock). */
    attention: text(),
    invoicedMinor: bigint({ mode: "number" }).notNull().default(0),
    paidMinor: bigint({ mode: "number" }).notNull().default(0),

    tab: text({ enum: TABS }).notNull().default("open"),
    /** When it came into its tab. */
    tabSince: instant().notNull().defaultNow(),
    stockCover: text({ enum: STOCK_COVERS }).notNull().default("not_needed"),
    stockPercent: smallint(),
    stockExpectedOn: date({ mode: "string" }),
    productionStatus: text({ enum: PRODUCTION_STATUSES }).notNull().default("not_needed"),
    productionPercent: smallint(),
    shipmentStatus: text({ enum: SHIPMENT_STATUSES }).notNull().default("not_needed"),
    shipmentPercent: smallint(),
    invoicingStatus: text({ enum: INVOICING_STATUSES }).notNull().default("not_needed"),
    paymentStatus: text({ enum: PAYMENT_STATUSES }).notNull().default("not_needed"),

    createdAt: instant().notNull(),
    updatedAt: instant().notNull(),
  },
  (table) => [
    unique().on(table.workspaceId, table.id),
    unique("orders_number").on(table.workspaceId, table.number),
    uniqueIndex("orders_external").on(table.workspaceId, table.source, table.externalId),
    index("orders_queue").on(table.workspaceId, table.tab, table.rank, table.id),
    index("orders_due").on(
      table.workspaceId,
      table.tab,
      table.dueOn.asc().nullsLast(),
      table.rank,
      table.id,
    ),
    index("orders_recent").on(
      table.workspaceId,
      table.tab,
      table.tabSince.desc().nullsLast(),
      table.id.desc().nullsLast(),
    ),
    // A client's orders in the order of their tab; the day is there for the portal, which sorts by it.
    index("orders_of_client_open")
      .on(table.workspaceId, table.clientId, table.rank, table.id, table.dueOn)
      .where(sql`${table.tab} = 'open'`),
    index("orders_of_client_past")
      .on(
        table.workspaceId,
        table.clientId,
        table.tab,
        table.tabSince.desc().nullsLast(),
        table.id.desc().nullsLast(),
      )
      .where(sql`${table.tab} <> 'open'`),
    // A filter for what is rare in a tab would walk the whole tab without these.
    index("orders_stock").on(table.workspaceId, table.tab, table.stockCover, table.rank, table.id),
    index("orders_production").on(
      table.workspaceId,
      table.tab,
      table.productionStatus,
      table.rank,
      table.id,
    ),
    index("orders_shipment").on(
      table.workspaceId,
      table.tab,
      table.shipmentStatus,
      table.rank,
      table.id,
    ),
    foreignKey({
      columns: [table.workspaceId, table.clientId],
      foreignColumns: [clients.workspaceId, clients.id],
    }),
    oneOf("orders_tab", table.tab, TABS),
    oneOf("orders_archive_reason", table.archiveReason, ARCHIVE_REASONS),
    check(
      "orders_archived_has_reason",
      sql`(${table.archiveReason} is null) = (${table.archivedAt} is null)`,
    ),
    check(
      "orders_tab_of_facts",
      sql`${table.tab} = case when ${table.archiveReason} is not null then 'archived' when ${table.closedAt} is not null then 'closed' else 'open' end`,
    ),
    oneOf("orders_stock_cover", table.stockCover, STOCK_COVERS),
    oneOf("orders_production_status", table.productionStatus, PRODUCTION_STATUSES),
    oneOf("orders_shipment_status", table.shipmentStatus, SHIPMENT_STATUSES),
    oneOf("orders_invoicing_status", table.invoicingStatus, INVOICING_STATUSES),
    oneOf("orders_payment_status", table.paymentStatus, PAYMENT_STATUSES),
  ],
);

export const orderLines = pgTable(
  "order_lines",
  {
    id: id(),
    workspaceId: uuid().notNull(),
    orderId: uuid().notNull(),
    line: integer().notNull(),
    /** The id by which the source knows the line. */
    sourceRef: text(),
    productId: uuid().notNull(),
    sku: text().notNull(),
    name: text().notNull(),
    ordered: quantity().notNull(),
    shortClosed: quantity().notNull().default(0),
    shipped: quantity().notNull().default(0),
    /** Units that may be shipped beyond what is ordered. */
    overShipAllowance: quantity().notNull().default(0),
    unitPriceMinor: bigint({ mode: "number" }).notNull(),
    discountMinor: bigint({ mode: "number" }).notNull().default(0),
    totalMinor: bigint({ mode: "number" }).notNull(),
    /** Cache: the sum of the line's reservations. */
    reserved: quantity().notNull().default(0),
    /** Cache: the sum of the line's dated supply, and the day by which all of it is there. */
    expected: quantity().notNull().default(0),
    expectedOn: date({ mode: "string" }),
  },
  (table) => [
    unique().on(table.workspaceId, table.id),
    unique("order_lines_line").on(table.workspaceId, table.orderId, table.line),
    index("order_lines_product").on(table.workspaceId, table.productId, table.orderId),
    index("order_lines_sku").on(table.workspaceId, table.sku),
    // The few lines that an allocation looks at: without it each print would read all that was ever sold.
    index("order_lines_live")
      .on(table.workspaceId, table.productId)
      .where(
        sql`${table.ordered} - ${table.shortClosed} - ${table.shipped} > 0 or ${table.reserved} > 0 or ${table.expected} > 0`,
      ),
    foreignKey({
      columns: [table.workspaceId, table.orderId],
      foreignColumns: [orders.workspaceId, orders.id],
    }),
    foreignKey({
      columns: [table.workspaceId, table.productId],
      foreignColumns: [products.workspaceId, products.id],
    }),
    check(
      "order_lines_quantities",
      sql`${table.ordered} > 0 and ${table.shortClosed} >= 0 and ${table.shipped} >= 0 and ${table.overShipAllowance} >= 0 and ${table.ordered} - ${table.shortClosed} + ${table.overShipAllowance} - ${table.shipped} >= 0`,
    ),
  ],
);

/** How many orders stand in each tab: kept in the write path, so that no page counts. */
export const tabCounts = pgTable(
  "tab_counts",
  {
    workspaceId: uuid()
      .notNull()
      .references(() => workspaces.id),
    tab: text({ enum: TABS }).notNull(),
    orders: integer().notNull().default(0),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.tab] }),
    check("tab_counts_orders", sql`${table.orders} >= 0`),
  ],
);

/** Changes of tab. Each has exactly one event and knows what to take back. */
export const moves = pgTable(
  "moves",
  {
    id: id(),
    workspaceId: uuid().notNull(),
    orderId: uuid().notNull(),
    batchId: uuid().notNull(),
    fromTab: text({ enum: TABS }).notNull(),
    toTab: text({ enum: TABS }).notNull(),
    cause: text().notNull(),
    effects: jsonb().$type<MoveEffects>().notNull(),
    /** The move that this one takes back. */
    undoes: uuid(),
    undoneAt: instant(),
    actorName: text().notNull(),
    at: instant().notNull(),
  },
  (table) => [
    unique().on(table.workspaceId, table.id),
    index("moves_order").on(table.workspaceId, table.orderId, table.at),
    index("moves_batch").on(table.workspaceId, table.batchId),
    index("moves_recent").on(table.workspaceId, table.toTab, table.at),
    foreignKey({
      columns: [table.workspaceId, table.orderId],
      foreignColumns: [orders.workspaceId, orders.id],
    }),
  ],
);

export const ACTOR_KINDS = ["person", "rule", "channel", "api_key", "system"] as const;

/**
 * What happened to an order, numbered 1..n. Rows are only ever added. Partitioned by the year of `at`, which
 * is why the key holds it: that a number is given once is held by the order's counter, under its lock.
 */
export const orderEvents = pgTable(
  "order_events",
  {
    workspaceId: uuid().notNull(),
    orderId: uuid().notNull(),
    seq: integer().notNull(),
    type: text().notNull(),
    at: instant().notNull(),
    actorKind: text({ enum: ACTOR_KINDS }).notNull(),
    actorName: text().notNull(),
    /** What made it happen, in code words, such as `label_printed` or `by_hand`. */
    cause: text().notNull(),
    policyVersion: integer(),
    fromTab: text({ enum: TABS }),
    toTab: text({ enum: TABS }),
    moveId: uuid(),
    data: jsonb().$type<Record<string, unknown>>().notNull().default({}),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.orderId, table.seq, table.at] }),
    index("order_events_move").on(table.workspaceId, table.moveId),
    foreignKey({
      columns: [table.workspaceId, table.orderId],
      foreignColumns: [orders.workspaceId, orders.id],
    }),
    foreignKey({
      columns: [table.workspaceId, table.moveId],
      foreignColumns: [moves.workspaceId, moves.id],
    }),
    oneOf("order_events_actor_kind", table.actorKind, ACTOR_KINDS),
    check("order_events_move_moves", sql`(${table.moveId} is null) = (${table.fromTab} is null)`),
  ],
);

/** Which events of an order are in the archive: those of one partition, which ends with this year. */
export const archivedEvents = pgTable(
  "archived_events",
  {
    workspaceId: uuid().notNull(),
    orderId: uuid().notNull(),
    year: integer().notNull(),
    /** The numbers of the events, such as `{[1,5)}`. */
    numbers: numberRanges().notNull(),
    /** Those of them that are moves: their numbers, and beside them the moves. */
    moveNumbers: integer().array().notNull(),
    moveIds: uuid().array().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.orderId, table.year] }),
    foreignKey({
      columns: [table.workspaceId, table.orderId],
      foreignColumns: [orders.workspaceId, orders.id],
    }).onDelete("cascade"),
  ],
);
