import { sql } from "drizzle-orm";
import {
  bigint,
  check,
  date,
  foreignKey,
  index,
  pgTable,
  text,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import { id, instant } from "./columns";
import { orders } from "./orders";

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
