import { sql } from "drizzle-orm";
import { foreignKey, integer, pgTable, text, unique, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { id, instant, oneOf } from "./columns";
import { shipments } from "./shipments";

export const ASN_STATES = [
  "draft",
  "sent",
  "accepted",
  "rejected",
  "replaced",
  "cancelled",
] as const;

/** What an ASN is: an X12 856, a marketplace's own ship confirmation, or one that a person recorded. */
export const ASN_FORMATS = ["x12_856", "channel", "manual"] as const;

export const asns = pgTable(
  "asns",
  {
    id: id(),
    workspaceId: uuid().notNull(),
    shipmentId: uuid().notNull(),
    state: text({ enum: ASN_STATES }).notNull(),
    format: text({ enum: ASN_FORMATS }).notNull().default("x12_856"),
    controlNumber: integer().notNull(),
    /** What was told: the X12 text, or as JSON what a marketplace was told and its reference. */
    content: text().notNull(),
    sentAt: instant(),
    sentBy: text(),
    cancelledAt: instant(),
    cancelledBy: text(),
    /** The X12 text that took the notice back. */
    cancellation: text(),
    createdAt: instant().notNull(),
  },
  (table) => [
    unique().on(table.workspaceId, table.id),
    unique("asns_control_number").on(table.workspaceId, table.controlNumber),
    uniqueIndex("asns_one_live")
      .on(table.workspaceId, table.shipmentId)
      .where(sql`${table.state} in ('draft', 'sent', 'accepted')`),
    foreignKey({
      columns: [table.workspaceId, table.shipmentId],
      foreignColumns: [shipments.workspaceId, shipments.id],
    }),
    oneOf("asns_state", table.state, ASN_STATES),
    oneOf("asns_format", table.format, ASN_FORMATS),
  ],
);
