import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  doublePrecision,
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
import { apiKeys, workspaces } from "./workspaces";

/** Answers kept for repeated requests with the same key. */
export const idempotencyKeys = pgTable(
  "idempotency_keys",
  {
    workspaceId: uuid()
      .notNull()
      .references(() => workspaces.id),
    key: text().notNull(),
    requestHash: text().notNull(),
    status: integer().notNull(),
    body: jsonb().notNull(),
    createdAt: instant().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.key] }),
    index("idempotency_keys_age").on(table.createdAt),
  ],
);

/**
 * What an API key may still ask for, as a bucket of calls that fills by itself. Counted before a workspace
 * is known, so only a named function reaches it.
 */
export const rateLimits = pgTable("rate_limits", {
  keyId: uuid()
    .primaryKey()
    .references(() => apiKeys.id, { onDelete: "cascade" }),
  calls: doublePrecision().notNull(),
  at: instant().notNull(),
  /** Whether the latest call was let through. */
  allowed: boolean().notNull(),
});

/** Work that must outlive the request: written with the fact, drained by any instance. */
export const outbox = pgTable(
  "outbox",
  {
    id: bigint({ mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    workspaceId: uuid()
      .notNull()
      .references(() => workspaces.id),
    topic: text().notNull(),
    /** One message a key, however often it is written. */
    key: text().notNull(),
    payload: jsonb().notNull(),
    availableAt: instant().notNull(),
    attempts: integer().notNull().default(0),
    lastError: text(),
    doneAt: instant(),
    /** Given up: a person must look. */
    failedAt: instant(),
    createdAt: instant().notNull(),
  },
  (table) => [
    unique("outbox_key").on(table.workspaceId, table.topic, table.key),
    index("outbox_due")
      .on(table.availableAt)
      .where(sql`${table.doneAt} is null and ${table.failedAt} is null`),
    index("outbox_failed")
      .on(table.workspaceId, table.topic, table.id)
      .where(sql`${table.failedAt} is not null`),
    // What may be forgotten once it is done: these topics never ask again with the same key.
    index("outbox_done")
      .on(table.doneAt)
      .where(
        sql`${table.doneAt} is not null and ${table.topic} in ('order_event', 'webhook_event', 'webhook')`,
      ),
    index("outbox_recent").on(table.workspaceId, table.topic, table.id),
    index("outbox_clients")
      .on(table.workspaceId, sql`(${table.payload} ->> 'clientId')`)
      .where(
        sql`${table.topic} = 'order_event' and ${table.doneAt} is null and ${table.failedAt} is null`,
      ),
  ],
);

/** A file on its way in: kept until it is applied, so that the page can be left. */
export const imports = pgTable(
  "imports",
  {
    id: id(),
    workspaceId: uuid()
      .notNull()
      .references(() => workspaces.id),
    fileName: text().notNull(),
    sha256: text().notNull(),
    sizeBytes: integer().notNull(),
    layout: text().notNull(),
    fingerprint: text().notNull(),
    bytes: bytea(),
    mapping: jsonb(),
    createMissing: text({ enum: ["yes", "no"] })
      .notNull()
      .default("no"),
    state: text({ enum: ["uploaded", "applied", "discarded"] }).notNull(),
    result: jsonb().$type<{ created: number; updated: number; unchanged: number }>(),
    createdBy: text().notNull(),
    createdAt: instant().notNull(),
    appliedAt: instant(),
  },
  (table) => [
    unique().on(table.workspaceId, table.id),
    index("imports_recent").on(table.workspaceId, table.createdAt),
    oneOf("imports_state", table.state, ["uploaded", "applied", "discarded"]),
  ],
);

/** The column mapping a person chose for files with these headings. */
export const importMappings = pgTable(
  "import_mappings",
  {
    workspaceId: uuid()
      .notNull()
      .references(() => workspaces.id),
    fingerprint: text().notNull(),
    mapping: jsonb().notNull(),
    updatedAt: instant().notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.fingerprint] })],
);
