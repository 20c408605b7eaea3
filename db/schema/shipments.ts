import { sql } from "drizzle-orm";
import {
  bigint,
  check,
  date,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { bytea, id, instant, oneOf, quantity } from "./columns";
import { orderLines, orders } from "./orders";
import { products } from "./products";
import { workspaces } from "./workspaces";

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

export const SERIES = [
  "order",
  "queue",
  "shipment",
  "sscc",
  "bol",
  "invoice",
  "production",
  "asn",
] as const;

/** Counters that numbers are taken from. */
export const numberSeries = pgTable(
  "number_series",
  {
    workspaceId: uuid()
      .notNull()
      .references(() => workspaces.id),
    series: text({ enum: SERIES }).notNull(),
    next: bigint({ mode: "number" }).notNull().default(1),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.series] }),
    oneOf("number_series_series", table.series, SERIES),
  ],
);

/** Every number that was ever taken has a row, if only a void one. */
export const issuedNumbers = pgTable(
  "issued_numbers",
  {
    workspaceId: uuid()
      .notNull()
      .references(() => workspaces.id),
    series: text({ enum: SERIES }).notNull(),
    number: text().notNull(),
    /** The shipment or invoice it was issued for. */
    subjectId: uuid(),
    issuedAt: instant().notNull(),
    voidedAt: instant(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.series, table.number] })],
);

export const DOCUMENT_KINDS = ["label", "packing_slip", "bill_of_lading", "invoice"] as const;

/** One request to print. It owns the idempotency key and can be resumed. */
export const printJobs = pgTable(
  "print_jobs",
  {
    id: id(),
    workspaceId: uuid()
      .notNull()
      .references(() => workspaces.id),
    idempotencyKey: text().notNull(),
    requestHash: text().notNull(),
    kinds: text().array().notNull(),
    actorName: text().notNull(),
    createdAt: instant().notNull(),
    finishedAt: instant(),
  },
  (table) => [
    unique().on(table.workspaceId, table.id),
    unique("print_jobs_key").on(table.workspaceId, table.idempotencyKey),
  ],
);

/** One order of a print job and how far it has come. */
export const printJobOrders = pgTable(
  "print_job_orders",
  {
    workspaceId: uuid().notNull(),
    printJobId: uuid().notNull(),
    position: integer().notNull(),
    /** As asked for; an unknown number stays here with its refusal. */
    orderNumber: text().notNull(),
    shipmentId: uuid(),
    state: text({ enum: ["pending", "prepared", "done", "refused"] }).notNull(),
    refusal: jsonb().$type<{
      code: string;
      data?: Record<string, string | number | boolean | null>;
    }>(),
    moveId: uuid(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.printJobId, table.position] }),
    foreignKey({
      columns: [table.workspaceId, table.printJobId],
      foreignColumns: [printJobs.workspaceId, printJobs.id],
    }),
    foreignKey({
      columns: [table.workspaceId, table.shipmentId],
      foreignColumns: [shipments.workspaceId, shipments.id],
    }),
  ],
);

export const documents = pgTable(
  "documents",
  {
    id: id(),
    workspaceId: uuid().notNull(),
    orderId: uuid().notNull(),
    shipmentId: uuid(),
    invoiceId: uuid(),
    printJobId: uuid(),
    kind: text({ enum: DOCUMENT_KINDS }).notNull(),
    number: text().notNull(),
    /** Counts prints of one shipment and kind, from 1. */
    copy: integer().notNull(),
    contentType: text().notNull(),
    sizeBytes: integer().notNull(),
    sha256: text().notNull(),
    createdBy: text().notNull(),
    createdAt: instant().notNull(),
  },
  (table) => [
    unique().on(table.workspaceId, table.id),
    unique("documents_copy").on(table.workspaceId, table.shipmentId, table.kind, table.copy),
    index("documents_order").on(table.workspaceId, table.orderId, table.createdAt),
    index("documents_job").on(table.workspaceId, table.printJobId),
    foreignKey({
      columns: [table.workspaceId, table.orderId],
      foreignColumns: [orders.workspaceId, orders.id],
    }),
    foreignKey({
      columns: [table.workspaceId, table.shipmentId],
      foreignColumns: [shipments.workspaceId, shipments.id],
    }),
    foreignKey({
      columns: [table.workspaceId, table.printJobId],
      foreignColumns: [printJobs.workspaceId, printJobs.id],
    }),
    oneOf("documents_kind", table.kind, DOCUMENT_KINDS),
  ],
);

/** The bytes of a document, apart from its facts, so that an object store can take their place. */
export const documentBytes = pgTable(
  "document_bytes",
  {
    workspaceId: uuid().notNull(),
    documentId: uuid().notNull(),
    bytes: bytea().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.documentId] }),
    foreignKey({
      columns: [table.workspaceId, table.documentId],
      foreignColumns: [documents.workspaceId, documents.id],
    }),
  ],
);

export const ASN_STATES = [
  "draft",
  "sent",
  "accepted",
  "rejected",
  "replaced",
  "cancelled",
] as const;

export const asns = pgTable(
  "asns",
  {
    id: id(),
    workspaceId: uuid().notNull(),
    shipmentId: uuid().notNull(),
    state: text({ enum: ASN_STATES }).notNull(),
    controlNumber: integer().notNull(),
    content: text().notNull(),
    sentAt: instant(),
    sentBy: text(),
    createdAt: instant().notNull(),
  },
  (table) => [
    unique().on(table.workspaceId, table.id),
    unique("asns_control_number").on(table.workspaceId, table.controlNumber),
    uniqueIndex("asns_one_live")
      .on(table.workspaceId, table.shipmentId)
      .where(sql`${table.state} in ('draft', 'sent', 'accepted')`),
    foreignKey({
      columns: [table.workspaceId, table.shipmentId],
      foreignColumns: [shipments.workspaceId, shipments.id],
    }),
    oneOf("asns_state", table.state, ASN_STATES),
  ],
);

export const invoices = pgTable(
  "invoices",
  {
    id: id(),
    workspaceId: uuid().notNull(),
    orderId: uuid().notNull(),
    number: text().notNull(),
    amountMinor: bigint({ mode: "number" }).notNull(),
    currency: text().notNull(),
    issuedOn: date({ mode: "string" }).notNull(),
    voidedAt: instant(),
    createdBy: text().notNull(),
    createdAt: instant().notNull(),
  },
  (table) => [
    unique().on(table.workspaceId, table.id),
    unique("invoices_number").on(table.workspaceId, table.number),
    index("invoices_order").on(table.workspaceId, table.orderId),
    foreignKey({
      columns: [table.workspaceId, table.orderId],
      foreignColumns: [orders.workspaceId, orders.id],
    }),
    check("invoices_amount", sql`${table.amountMinor} > 0`),
  ],
);

export const payments = pgTable(
  "payments",
  {
    id: id(),
    workspaceId: uuid().notNull(),
    orderId: uuid().notNull(),
    invoiceId: uuid(),
    amountMinor: bigint({ mode: "number" }).notNull(),
    currency: text().notNull(),
    paidOn: date({ mode: "string" }).notNull(),
    note: text(),
    createdBy: text().notNull(),
    createdAt: instant().notNull(),
  },
  (table) => [
    unique().on(table.workspaceId, table.id),
    index("payments_order").on(table.workspaceId, table.orderId),
    foreignKey({
      columns: [table.workspaceId, table.orderId],
      foreignColumns: [orders.workspaceId, orders.id],
    }),
    foreignKey({
      columns: [table.workspaceId, table.invoiceId],
      foreignColumns: [invoices.workspaceId, invoices.id],
    }),
    check("payments_amount", sql`${table.amountMinor} > 0`),
  ],
);
