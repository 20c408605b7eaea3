"use client";

import { useSyncExternalStore } from "react";
import { OrderCards } from "./order-cards";
import { OrdersTable, type OrdersTableProps } from "./orders-table";

/** Paper is narrow, too, but takes the table. */
const NARROW = "screen and (width < 48rem)";

function subscribe(changed: () => void) {
  const query = window.matchMedia(NARROW);
  query.addEventListener("change", changed);
  return () => query.removeEventListener("change", changed);
}

export type OrderRowsProps = OrdersTableProps & {
  /** Names the list of cards, as in `Open orders`. */
  readonly label: string;
  /** What the server takes the screen for; the browser corrects it. */
  readonly startsNarrow: boolean;
};

/** A table, or cards below 768 px: only one is rendered, as both would double the page's time and size. */
export function OrderRows({ label, startsNarrow, ...table }: OrderRowsProps) {
  const isNarrow = useSyncExternalStore(
    subscribe,
    () => window.matchMedia(NARROW).matches,
    () => startsNarrow,
  );
  return isNarrow ? <OrderCards rows={table.rows} label={label} /> : <OrdersTable {...table} />;
}
