import { sql } from "drizzle-orm";
import {
  check,
  date,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { id, instant, quantity } from "./columns";
import { orderLines, orders } from "./orders";
import { products } from "./products";

export const SHIPMENT_STATES = ["draft", "dispatched", "voided"] as const;

export const shipments = pgTable(
  "shipments",
  {
    id: id(),
    workspaceId: uuid().notNull(),
    orderId: uuid().notNull(),
    number: text().notNull(),
    carrier: text(),
    trackingNumber: text(),
    /** The day on which it is to leave, as a person planned it. */
    plannedShipOn: date({ mode: "string" }),
    bolNumber: text(),
    labelPrintedAt: instant(),
    packingSlipPrintedAt: instant(),
    bolPrintedAt: instant(),
    handedOverAt: instant(),
    channelShippedAt: instant(),
    deliveredAt: instant(),
    dispatchedAt: instant(),
    dispatchedBy: text(),
    /** The policy version under which it was dispatched. */
    policyVersion: integer(),
    dispatchNo: integer().notNull().default(0),
    voidedAt: instant(),
    /** Counts what people changed of it, so that nobody overwrites what they have not seen. */
    version: integer().notNull().default(1),
    createdAt: instant().notNull(),
  },
  (table) => [
    unique().on(table.workspaceId, table.id),
    unique("shipments_number").on(table.workspaceId, table.number),
    unique("shipments_bol_number").on(table.workspaceId, table.bolNumber),
    index("shipments_order").on(table.workspaceId, table.orderId, table.createdAt),
    uniqueIndex("shipments_one_draft")
      .on(table.workspaceId, table.orderId)
      .where(sql`${table.dispatchedAt} is null and ${table.voidedAt} is null`),
    foreignKey({
      columns: [table.workspaceId, table.orderId],
      foreignColumns: [orders.workspaceId, orders.id],
    }),
    check("shipments_state", sql`${table.dispatchedAt} is null or ${table.voidedAt} is null`),
  ],
);

export const shipmentLines = pgTable(
  "shipment_lines",
  {
    id: id(),
    workspaceId: uuid().notNull(),
    shipmentId: uuid().notNull(),
    orderLineId: uuid().notNull(),
    productId: uuid().notNull(),
    quantity: quantity().notNull(),
  },
  (table) => [
    unique().on(table.workspaceId, table.id),
    unique("shipment_lines_order_line").on(table.workspaceId, table.shipmentId, table.orderLineId),
    index("shipment_lines_by_order_line").on(table.workspaceId, table.orderLineId),
    foreignKey({
      columns: [table.workspaceId, table.shipmentId],
      foreignColumns: [shipments.workspaceId, shipments.id],
    }),
    foreignKey({
      columns: [table.workspaceId, table.orderLineId],
      foreignColumns: [orderLines.workspaceId, orderLines.id],
    }),
    foreignKey({
      columns: [table.workspaceId, table.productId],
      foreignColumns: [products.workspaceId, products.id],
    }),
    check("shipment_lines_quantity", sql`${table.quantity} > 0`),
  ],
);

/** Cartons. */
export const packages = pgTable(
  "packages",
  {
    id: id(),
    workspaceId: uuid().notNull(),
    shipmentId: uuid().notNull(),
    position: integer().notNull(),
    sscc: text().notNull(),
    /** Made without a GS1 prefix: unique here, worthless outside. */
    ssccInternal: text({ enum: ["yes", "no"] }).notNull(),
  },
  (table) => [
    unique().on(table.workspaceId, table.id),
    unique("packages_sscc").on(table.workspaceId, table.sscc),
    unique("packages_position").on(table.workspaceId, table.shipmentId, table.position),
    foreignKey({
      columns: [table.workspaceId, table.shipmentId],
      foreignColumns: [shipments.workspaceId, shipments.id],
    }),
  ],
);

/** What of a shipment's lines is in each of its cartons. */
export const packageLines = pgTable(
  "package_lines",
  {
    workspaceId: uuid().notNull(),
    packageId: uuid().notNull(),
    shipmentLineId: uuid().notNull(),
    quantity: quantity().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.packageId, table.shipmentLineId] }),
    index("package_lines_shipment_line").on(table.workspaceId, table.shipmentLineId),
    foreignKey({
      columns: [table.workspaceId, table.packageId],
      foreignColumns: [packages.workspaceId, packages.id],
    }).onDelete("cascade"),
    foreignKey({
      columns: [table.workspaceId, table.shipmentLineId],
      foreignColumns: [shipmentLines.workspaceId, shipmentLines.id],
    }).onDelete("cascade"),
    check("package_lines_quantity", sql`${table.quantity} > 0`),
  ],
);

/** On-hand units held for an order line. */
export const reservations = pgTable(
  "reservations",
  {
    id: id(),
    workspaceId: uuid().notNull(),
    productId: uuid().notNull(),
    orderLineId: uuid().notNull(),
    /** Pinned by a draft shipment's line. */
    shipmentLineId: uuid(),
    /** Pinned output of a production order linked to the line. */
    productionOrderId: uuid(),
    quantity: quantity().notNull(),
  },
  (table) => [
    unique().on(table.workspaceId, table.id),
    index("reservations_product").on(table.workspaceId, table.productId),
    uniqueIndex("reservations_floating")
      .on(table.workspaceId, table.orderLineId)
      .where(sql`${table.shipmentLineId} is null and ${table.productionOrderId} is null`),
    index("reservations_line").on(table.workspaceId, table.orderLineId),
    uniqueIndex("reservations_shipment_line")
      .on(table.workspaceId, table.shipmentLineId)
      .where(sql`${table.shipmentLineId} is not null`),
    foreignKey({
      columns: [table.workspaceId, table.productId],
      foreignColumns: [products.workspaceId, products.id],
    }),
    foreignKey({
      columns: [table.workspaceId, table.orderLineId],
      foreignColumns: [orderLines.workspaceId, orderLines.id],
    }),
    foreignKey({
      columns: [table.workspaceId, table.shipmentLineId],
      foreignColumns: [shipmentLines.workspaceId, shipmentLines.id],
    }),
    check("reservations_quantity", sql`${table.quantity} > 0`),
  ],
);
