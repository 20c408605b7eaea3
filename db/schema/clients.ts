import {
  boolean,
  foreignKey,
  index,
  integer,
  pgTable,
  text,
  unique,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { id, instant, oneOf } from "./columns";
import { workspaces } from "./workspaces";

/** The parties who order from a workspace. */
export const clients = pgTable(
  "clients",
  {
    id: id(),
    workspaceId: uuid()
      .notNull()
      .references(() => workspaces.id),
    code: text().notNull(),
    name: text().notNull(),
    /** Lower-case text of code and name, for search; a trigger keeps it. */
    searchText: text().notNull().default(""),
    /** Null takes the workspace's rule. */
    allowPartial: boolean(),
    showPrices: boolean().notNull().default(false),
    version: integer().notNull().default(1),
    archivedAt: instant(),
    createdAt: instant().notNull().defaultNow(),
  },
  (table) => [
    unique().on(table.workspaceId, table.id),
    unique("clients_code").on(table.workspaceId, table.code),
    index("clients_name").on(table.workspaceId, table.name, table.id),
  ],
);

export const clientAddresses = pgTable(
  "client_addresses",
  {
    id: id(),
    workspaceId: uuid().notNull(),
    clientId: uuid().notNull(),
    kind: text({ enum: ["ship_to", "bill_to"] }).notNull(),
    name: text().notNull(),
    line1: text().notNull(),
    line2: text(),
    city: text().notNull(),
    region: text(),
    postalCode: text().notNull(),
    country: text().notNull(),
  },
  (table) => [
    unique().on(table.workspaceId, table.id),
    uniqueIndex("client_addresses_kind").on(table.workspaceId, table.clientId, table.kind),
    foreignKey({
      columns: [table.workspaceId, table.clientId],
      foreignColumns: [clients.workspaceId, clients.id],
    }).onDelete("cascade"),
    oneOf("client_addresses_kind_known", table.kind, ["ship_to", "bill_to"]),
  ],
);

export const clientContacts = pgTable(
  "client_contacts",
  {
    id: id(),
    workspaceId: uuid().notNull(),
    clientId: uuid().notNull(),
    name: text().notNull(),
    email: text(),
    phone: text(),
    /** Whether the contact gets the client's messages. */
    getsMessages: boolean().notNull().default(true),
  },
  (table) => [
    unique().on(table.workspaceId, table.id),
    index("client_contacts_client").on(table.workspaceId, table.clientId),
    foreignKey({
      columns: [table.workspaceId, table.clientId],
      foreignColumns: [clients.workspaceId, clients.id],
    }).onDelete("cascade"),
  ],
);
