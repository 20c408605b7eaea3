import { sql } from "drizzle-orm";
import {
  foreignKey,
  index,
  jsonb,
  pgTable,
  text,
  unique,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { ROLES } from "../../lib/auth/permissions";
import { clients } from "./clients";
import { id, instant, oneOf } from "./columns";
import { ACTOR_KINDS, orders } from "./orders";
import { users, workspaces } from "./workspaces";

/** Offers to join a workspace; the link's token is kept as a hash. */
export const invitations = pgTable(
  "invitations",
  {
    id: id(),
    workspaceId: uuid()
      .notNull()
      .references(() => workspaces.id),
    email: text().notNull(),
    role: text({ enum: ROLES }).notNull(),
    /** The client whose portal it opens, for the role `client`. */
    clientId: uuid(),
    tokenHash: text().notNull().unique(),
    invitedBy: text().notNull(),
    createdAt: instant().notNull(),
    expiresAt: instant().notNull(),
    acceptedAt: instant(),
    revokedAt: instant(),
  },
  (table) => [
    unique().on(table.workspaceId, table.id),
    uniqueIndex("invitations_open")
      .on(table.workspaceId, sql`lower(${table.email})`)
      .where(sql`${table.acceptedAt} is null and ${table.revokedAt} is null`),
    index("invitations_client").on(table.workspaceId, table.clientId),
    foreignKey({
      columns: [table.workspaceId, table.clientId],
      foreignColumns: [clients.workspaceId, clients.id],
    }),
    oneOf("invitations_role", table.role, ROLES),
  ],
);

/** One-time links by which a person signs in or sets a new password; they belong to no workspace. */
export const signInLinks = pgTable(
  "sign_in_links",
  {
    tokenHash: text().primaryKey(),
    userId: uuid()
      .notNull()
      .references(() => users.id),
    purpose: text({ enum: ["sign_in", "password"] }).notNull(),
    createdAt: instant().notNull(),
    expiresAt: instant().notNull(),
    usedAt: instant(),
  },
  (table) => [
    index("sign_in_links_user").on(table.userId),
    oneOf("sign_in_links_purpose", table.purpose, ["sign_in", "password"]),
  ],
);

/** Links by which anybody may follow one order; the token is kept as a hash. */
export const trackingLinks = pgTable(
  "tracking_links",
  {
    id: id(),
    workspaceId: uuid()
      .notNull()
      .references(() => workspaces.id),
    orderId: uuid().notNull(),
    tokenHash: text().notNull().unique(),
    createdBy: text().notNull(),
    createdAt: instant().notNull(),
    revokedAt: instant(),
    revokedBy: text(),
  },
  (table) => [
    unique().on(table.workspaceId, table.id),
    index("tracking_links_order").on(table.workspaceId, table.orderId),
    foreignKey({
      columns: [table.workspaceId, table.orderId],
      foreignColumns: [orders.workspaceId, orders.id],
    }),
  ],
);

/** What admins did. Rows are only ever added. */
export const auditLog = pgTable(
  "audit_log",
  {
    id: id(),
    workspaceId: uuid()
      .notNull()
      .references(() => workspaces.id),
    at: instant().notNull(),
    actorKind: text({ enum: ACTOR_KINDS }).notNull(),
    actorName: text().notNull(),
    actorId: uuid(),
    /** What was done, such as `user_invited`. */
    action: text().notNull(),
    /** What it was done to, in words a person knows: an e-mail, a SKU, a connection's name. */
    subject: text().notNull(),
    /** The id of what it was done to, where a page shows what was done to it. */
    aboutId: uuid(),
    data: jsonb().$type<Record<string, unknown>>().notNull().default({}),
  },
  (table) => [
    unique().on(table.workspaceId, table.id),
    index("audit_log_recent").on(
      table.workspaceId,
      table.at.desc().nullsLast(),
      table.id.desc().nullsLast(),
    ),
    index("audit_log_about")
      .on(
        table.workspaceId,
        table.aboutId,
        table.at.desc().nullsLast(),
        table.id.desc().nullsLast(),
      )
      .where(sql`${table.aboutId} is not null`)
      .concurrently(),
    oneOf("audit_log_actor_kind", table.actorKind, ACTOR_KINDS),
  ],
);
