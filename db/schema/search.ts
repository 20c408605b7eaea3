import { bigint, customType, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { TABS } from "../../lib/orders/lifecycle";

/** Compared by its bytes, so that the words with one beginning are one range of the index, whatever the database's language. */
const word = customType<{ data: string }>({ dataType: () => 'text collate "C"' });

/**
 * What a search finds orders by: each word of an order's search text, and each rest of it that begins with
 * a run of letters or digits. Triggers on orders write it, so it has no reference to them to check.
 */
export const orderWords = pgTable(
  "order_words",
  {
    workspaceId: uuid().notNull(),
    /** The order's: a search looks into one tab, and most orders are in the one nobody asks for. */
    tab: text({ enum: TABS }).notNull(),
    word: word().notNull(),
    /**
     * Where the order stands in its tab's own order, ascending: its rank, or, where the latest is first, minus
     * the milliseconds of its arrival. So the first page of what is found is known without looking at orders.
     */
    place: bigint({ mode: "number" }).notNull(),
    orderId: uuid().notNull(),
  },
  (table) => [
    primaryKey({
      columns: [table.workspaceId, table.tab, table.word, table.place, table.orderId],
    }),
  ],
);
