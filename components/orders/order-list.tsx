import type { ReactNode } from "react";
import type { OrderRow } from "@/lib/orders/order-row";
import type { BulkAction } from "./bulk-bar";
import { OrderCards } from "./order-cards";
import { OrderReasons } from "./order-reasons";
import { OrdersTable, type OrdersTableProps } from "./orders-table";
import { type Reading, rowViewOf } from "./row-view";
import { OrderSelection } from "./selection";

type OrderListProps = Reading &
  Omit<OrdersTableProps, "rows"> & {
    readonly rows: readonly OrderRow[];
    /** Names the list of cards, as in `Open orders`. */
    readonly label: string;
    readonly actions: readonly BulkAction[];
    /** Hidden fields that every action gets. */
    readonly children?: ReactNode;
  };

/** One page of orders with its bulk actions: a table, and below 768 px cards; the style sheet shows one of them. */
export function OrderList(props: OrderListProps) {
  const { tab, caption, withRank, dueSort, label, actions, children } = props;
  const rows = props.rows.map((row) => rowViewOf(row, props));
  return (
    <OrderSelection actions={actions}>
      {children}
      <OrdersTable tab={tab} rows={rows} caption={caption} withRank={withRank} dueSort={dueSort} />
      <OrderCards rows={rows} label={label} />
      <OrderReasons />
    </OrderSelection>
  );
}
