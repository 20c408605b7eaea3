import { sql } from "drizzle-orm";
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
import type { Told } from "../../lib/messages/news";
import { clients } from "./clients";
import { id, instant, oneOf } from "./columns";
import { orders } from "./orders";
import { workspaces } from "./workspaces";

export const MESSAGE_STATES = ["waiting", "sending", "sent", "kept", "failed", "unknown"] as const;
export type MessageState = (typeof MESSAGE_STATES)[number];

/**
 * What people are told by mail. `kept`: no mail is set up, it can be read on the mailbox page. `unknown`:
 * it was handed over and nobody knows whether it arrived; it is not sent again by itself.
 */
export const messages = pgTable(
  "messages",
  {
    id: id(),
    workspaceId: uuid()
      .notNull()
      .references(() => workspaces.id),
    /** Null for mail to people of the workspace, such as an invitation. */
    clientId: uuid(),
    kind: text().notNull(),
    toEmail: text().notNull(),
    toName: text(),
    subject: text().notNull(),
    body: text().notNull(),
    /** One message a key, however often it is written. */
    key: text().notNull(),
    /** What it tells of, such as order numbers and events. */
    data: jsonb().$type<Record<string, unknown>>().notNull().default({}),
    state: text({ enum: MESSAGE_STATES }).notNull().default("waiting"),
    attempts: integer().notNull().default(0),
    lastError: text(),
    createdAt: instant().notNull(),
    /** When the last attempt began. */
    tryingSince: instant(),
    sentAt: instant(),
    /** Lower-case text of subject, person and order numbers, for search. */
    searchText: text().notNull().default(""),
  },
  (table) => [
    unique().on(table.workspaceId, table.id),
    unique("messages_key").on(table.workspaceId, table.key),
    index("messages_recent").on(
      table.workspaceId,
      table.createdAt.desc().nullsLast(),
      table.id.desc().nullsLast(),
    ),
    index("messages_client").on(table.workspaceId, table.clientId),
    index("messages_waiting").on(table.createdAt).where(sql`${table.state} = 'waiting'`),
    foreignKey({
      columns: [table.workspaceId, table.clientId],
      foreignColumns: [clients.workspaceId, clients.id],
    }),
    oneOf("messages_state", table.state, MESSAGE_STATES),
  ],
);

/** What the client of an order was told last, so that only what differs from it is news. */
export const toldOrders = pgTable(
  "told_orders",
  {
    workspaceId: uuid().notNull(),
    orderId: uuid().notNull(),
    told: jsonb().$type<Told>().notNull(),
    toldAt: instant().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.orderId] }),
    foreignKey({
      columns: [table.workspaceId, table.orderId],
      foreignColumns: [orders.workspaceId, orders.id],
    }),
  ],
);
