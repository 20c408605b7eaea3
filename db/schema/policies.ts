import { boolean, integer, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import type { ClosingFact } from "../../lib/orders/policy";
import { instant, oneOf } from "./columns";
import { workspaces } from "./workspaces";

/** The automation policy, one row a version. The highest version is in force; rows are only ever added. */
export const policies = pgTable(
  "policies",
  {
    workspaceId: uuid()
      .notNull()
      .references(() => workspaces.id),
    version: integer().notNull(),
    dispatchOn: text().array().$type<ClosingFact[]>().notNull(),
    closeOn: text().array().$type<ClosingFact[]>().notNull(),
    archiveOnAsn: text({ enum: ["off", "sent", "accepted"] }).notNull(),
    archiveOnCompleted: boolean().notNull(),
    paused: boolean().notNull().default(false),
    createdBy: text().notNull(),
    createdAt: instant().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.version] }),
    oneOf("policies_archive_on_asn", table.archiveOnAsn, ["off", "sent", "accepted"]),
  ],
);
