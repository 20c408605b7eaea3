import { sql } from "drizzle-orm";
import {
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
import { id, instant, oneOf } from "./columns";
import { orders } from "./orders";
import { imports } from "./traffic";
import { workspaces } from "./workspaces";

export const CHANNELS = ["shopify", "amazon", "wayfair"] as const;
export const CONNECTION_STATES = ["active", "paused", "disconnected"] as const;

/** A marketplace account that orders come from and that shipments are confirmed to. */
export const connections = pgTable(
  "connections",
  {
    id: id(),
    workspaceId: uuid()
      .notNull()
      .references(() => workspaces.id),
    channel: text({ enum: CHANNELS }).notNull(),
    name: text().notNull(),
    /** What its orders carry as their source; one connection a source. */
    source: text().notNull(),
    state: text({ enum: CONNECTION_STATES }).notNull().default("active"),
    /** What is no secret: the shop's address, marketplaces, supplier ids. */
    settings: jsonb().$type<Record<string, unknown>>().notNull().default({}),
    /** Tokens and secrets, sealed with a key derived from AUTH_SECRET. */
    secrets: text(),
    /** How far the poll has read. */
    cursor: jsonb().$type<Record<string, unknown>>(),
    polledAt: instant(),
    nextPollAt: instant(),
    failures: integer().notNull().default(0),
    lastError: text(),
    version: integer().notNull().default(1),
    createdBy: text().notNull(),
    createdAt: instant().notNull(),
  },
  (table) => [
    unique().on(table.workspaceId, table.id),
    unique("connections_source").on(table.workspaceId, table.source),
    index("connections_due").on(table.nextPollAt).where(sql`${table.state} = 'active'`),
    oneOf("connections_channel", table.channel, CHANNELS),
    oneOf("connections_state", table.state, CONNECTION_STATES),
  ],
);

export const DELIVERY_FATES = ["new", "kept", "same", "older", "quarantined", "discarded"] as const;

/** The intake ledger: every delivery of an order, from wherever, and what became of it. */
export const deliveries = pgTable(
  "deliveries",
  {
    id: id(),
    workspaceId: uuid()
      .notNull()
      .references(() => workspaces.id),
    source: text().notNull(),
    connectionId: uuid(),
    importId: uuid(),
    /** What the sender calls this delivery; the same one again is the same delivery. */
    deliveryId: text(),
    /** The sender's word for what it is, such as `orders/updated`. */
    topic: text(),
    externalId: text(),
    /** When the source last changed the order, as it says: the version that decides what is older. */
    sourceAt: instant(),
    contentHash: text(),
    /** The raw body of a channel's delivery, so that it can be read again. */
    body: text(),
    fate: text({ enum: DELIVERY_FATES }).notNull().default("new"),
    reason: text(),
    reasonData: jsonb().$type<Record<string, unknown>>(),
    orderId: uuid(),
    /** How often this very delivery came, by its id. */
    received: integer().notNull().default(1),
    attempts: integer().notNull().default(0),
    availableAt: instant(),
    actorName: text().notNull(),
    receivedAt: instant().notNull(),
    handledAt: instant(),
  },
  (table) => [
    unique().on(table.workspaceId, table.id),
    uniqueIndex("deliveries_once")
      .on(table.workspaceId, table.connectionId, table.deliveryId)
      .where(sql`${table.deliveryId} is not null`),
    index("deliveries_recent").on(
      table.workspaceId,
      table.receivedAt.desc().nullsLast(),
      table.id.desc().nullsLast(),
    ),
    index("deliveries_fate").on(
      table.workspaceId,
      table.fate,
      table.receivedAt.desc().nullsLast(),
      table.id.desc().nullsLast(),
    ),
    index("deliveries_external").on(table.workspaceId, table.source, table.externalId),
    index("deliveries_order").on(table.workspaceId, table.orderId),
    index("deliveries_bodies").on(table.handledAt).where(sql`${table.body} is not null`),
    index("deliveries_due").on(table.availableAt).where(sql`${table.handledAt} is null`),
    foreignKey({
      columns: [table.workspaceId, table.connectionId],
      foreignColumns: [connections.workspaceId, connections.id],
    }),
    foreignKey({
      columns: [table.workspaceId, table.importId],
      foreignColumns: [imports.workspaceId, imports.id],
    }),
    foreignKey({
      columns: [table.workspaceId, table.orderId],
      foreignColumns: [orders.workspaceId, orders.id],
    }),
    oneOf("deliveries_fate", table.fate, DELIVERY_FATES),
  ],
);
