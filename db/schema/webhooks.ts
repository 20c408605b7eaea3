import { sql } from "drizzle-orm";
import {
  bigint,
  foreignKey,
  index,
  integer,
  pgTable,
  text,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import { id, instant, oneOf } from "./columns";
import { workspaces } from "./workspaces";

/** Why an endpoint is off: a person switched it off, it failed for days, or it answered that it is gone. */
export const ENDPOINT_OFF = ["by_hand", "failing", "gone"] as const;

export const WEBHOOK_STATES = ["waiting", "delivered", "failed"] as const;

/** Addresses of a workspace's own programs that are told of events. Secrets are sealed. */
export const webhookEndpoints = pgTable(
  "webhook_endpoints",
  {
    id: id(),
    workspaceId: uuid()
      .notNull()
      .references(() => workspaces.id),
    url: text().notNull(),
    description: text().notNull().default(""),
    /** The types it is told of. */
    events: text().array().notNull(),
    secret: text().notNull(),
    /** The secret before, still signed with until then. */
    previousSecret: text(),
    previousUntil: instant(),
    /** Since when nothing was delivered; null after each success. */
    failingSince: instant(),
    offSince: instant(),
    offReason: text({ enum: ENDPOINT_OFF }),
    version: integer().notNull().default(1),
    createdBy: text().notNull(),
    createdAt: instant().notNull(),
    deletedAt: instant(),
  },
  (table) => [
    unique().on(table.workspaceId, table.id),
    oneOf("webhook_endpoints_off", table.offReason, ENDPOINT_OFF),
  ],
);

/** One event for one endpoint, with the body that it is sent. */
export const webhookMessages = pgTable(
  "webhook_messages",
  {
    id: id(),
    workspaceId: uuid().notNull(),
    endpointId: uuid().notNull(),
    /** The event; the same for all endpoints that are told of it. */
    eventId: uuid().notNull(),
    type: text().notNull(),
    /** The order it is about, for people who look. */
    orderNumber: text(),
    body: text().notNull(),
    state: text({ enum: WEBHOOK_STATES }).notNull().default("waiting"),
    attempts: integer().notNull().default(0),
    lastStatus: integer(),
    lastError: text(),
    nextAt: instant(),
    deliveredAt: instant(),
    createdAt: instant().notNull(),
  },
  (table) => [
    unique().on(table.workspaceId, table.id),
    unique("webhook_messages_event").on(table.workspaceId, table.endpointId, table.eventId),
    index("webhook_messages_endpoint").on(table.workspaceId, table.endpointId, table.id),
    index("webhook_messages_old").on(table.createdAt),
    foreignKey({
      columns: [table.workspaceId, table.endpointId],
      foreignColumns: [webhookEndpoints.workspaceId, webhookEndpoints.id],
    }),
    oneOf("webhook_messages_state", table.state, WEBHOOK_STATES),
  ],
);

/** Each try to deliver a message, with the beginning of the answer. */
export const webhookAttempts = pgTable(
  "webhook_attempts",
  {
    id: bigint({ mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    workspaceId: uuid().notNull(),
    messageId: uuid().notNull(),
    at: instant().notNull(),
    milliseconds: integer().notNull(),
    /** HTTP status; null where there was no answer. */
    status: integer(),
    error: text(),
    answer: text().notNull().default(sql`''`),
  },
  (table) => [
    index("webhook_attempts_message").on(table.workspaceId, table.messageId, table.id),
    foreignKey({
      columns: [table.workspaceId, table.messageId],
      foreignColumns: [webhookMessages.workspaceId, webhookMessages.id],
    }).onDelete("cascade"),
  ],
);
