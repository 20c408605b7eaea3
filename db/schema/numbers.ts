import { bigint, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { instant, oneOf } from "./columns";
import { workspaces } from "./workspaces";

export const SERIES = [
  "order",
  "queue",
  "shipment",
  "sscc",
  "bol",
  "invoice",
  "production",
  "asn",
] as const;

/** Counters that numbers are taken from. */
export const numberSeries = pgTable(
  "number_series",
  {
    workspaceId: uuid()
      .notNull()
      .references(() => workspaces.id),
    series: text({ enum: SERIES }).notNull(),
    next: bigint({ mode: "number" }).notNull().default(1),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.series] }),
    oneOf("number_series_series", table.series, SERIES),
  ],
);

/** Every number that was ever taken has a row, if only a void one. */
export const issuedNumbers = pgTable(
  "issued_numbers",
  {
    workspaceId: uuid()
      .notNull()
      .references(() => workspaces.id),
    series: text({ enum: SERIES }).notNull(),
    number: text().notNull(),
    /** The shipment or invoice it was issued for. */
    subjectId: uuid(),
    issuedAt: instant().notNull(),
    voidedAt: instant(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.series, table.number] })],
);
