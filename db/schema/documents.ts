import {
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import { bytea, id, instant, oneOf } from "./columns";
import { orders } from "./orders";
import { shipments } from "./shipments";
import { workspaces } from "./workspaces";

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
    /** The shipment that was asked for by its number; null where its order was. */
    shipmentNumber: text(),
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
