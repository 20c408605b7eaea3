import { sql } from "drizzle-orm";
import {
  boolean,
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
import { ROLES } from "../../lib/auth/permissions";
import type { Address } from "../../lib/shared/address";
import { clients } from "./clients";
import { id, instant, oneOf } from "./columns";

type SampleIds = Readonly<Record<"clients" | "products" | "orders", readonly string[]>>;

export const workspaces = pgTable(
  "workspaces",
  {
    id: id(),
    name: text().notNull(),
    timeZone: text().notNull().default("UTC"),
    locale: text().notNull().default("en-GB"),
    currency: text().notNull().default("EUR"),
    paper: text().notNull().default("a4"),
    gs1Prefix: text(),
    orderPrefix: text().notNull().default("SO-"),
    shipComplete: boolean().notNull().default(true),
    shipFrom: jsonb().$type<Address>(),
    /** Which changes of an order its client is told of by mail. */
    messageOn: text().array().notNull().default([]),
    /** Clients are told when nothing has changed for so long. */
    messageDelayMinutes: integer().notNull().default(10),
    /** When somebody switched messages on: what happened before is no news. */
    messagesSince: instant(),
    /** What the webhook endpoints that are on listen to, kept by their commands: each write looks here. */
    webhookEvents: text().array().notNull().default([]),
    /** What the sample data consists of, so that it can be removed; null without any. */
    sample: jsonb().$type<SampleIds>(),
    /** Counts what admins entered. */
    version: integer().notNull().default(1),
    createdAt: instant().notNull().defaultNow(),
  },
  (table) => [oneOf("workspaces_paper", table.paper, ["a4", "letter"])],
);

/** People. They belong to no workspace; memberships say where they may work. */
export const users = pgTable(
  "users",
  {
    id: id(),
    email: text().notNull(),
    name: text().notNull(),
    passwordHash: text(),
    sessionVersion: integer().notNull().default(1),
    disabledAt: instant(),
    demo: boolean().notNull().default(false),
    createdAt: instant().notNull().defaultNow(),
  },
  (table) => [uniqueIndex("users_email").on(sql`lower(${table.email})`)],
);

export const memberships = pgTable(
  "memberships",
  {
    workspaceId: uuid()
      .notNull()
      .references(() => workspaces.id),
    userId: uuid()
      .notNull()
      .references(() => users.id),
    role: text({ enum: ROLES }).notNull(),
    clientId: uuid(),
    disabledAt: instant(),
    createdAt: instant().notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.userId] }),
    index("memberships_user").on(table.userId),
    foreignKey({
      columns: [table.workspaceId, table.clientId],
      foreignColumns: [clients.workspaceId, clients.id],
    }),
    oneOf("memberships_role", table.role, ROLES),
  ],
);

/** Counts failed sign-ins by account and by address; keys are hashes. */
/** Sessions that were signed out of: a copy of their token is refused until it would have expired. */
export const endedSessions = pgTable("ended_sessions", {
  id: id(),
  forgetAt: instant().notNull(),
});

export const signInAttempts = pgTable("sign_in_attempts", {
  key: text().primaryKey(),
  failures: integer().notNull().default(0),
  windowStartedAt: instant().notNull(),
  blockedUntil: instant(),
});

export const apiKeys = pgTable(
  "api_keys",
  {
    id: id(),
    workspaceId: uuid()
      .notNull()
      .references(() => workspaces.id),
    name: text().notNull(),
    prefix: text().notNull(),
    lastFour: text().notNull(),
    keyHash: text().notNull().unique(),
    role: text({ enum: ROLES }).notNull(),
    demo: boolean().notNull().default(false),
    expiresAt: instant(),
    revokedAt: instant(),
    lastUsedAt: instant(),
    createdAt: instant().notNull().defaultNow(),
  },
  (table) => [unique().on(table.workspaceId, table.id), oneOf("api_keys_role", table.role, ROLES)],
);

/** Facts about this installation, such as "seeded by the demo". */
export const installation = pgTable("installation", {
  key: text().primaryKey(),
  value: jsonb().notNull(),
});
