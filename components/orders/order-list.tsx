import { headers } from "next/headers";
import type { ReactNode } from "react";
import type { OrderRow } from "@/lib/orders/order-row";
import type { BulkAction } from "./bulk-bar";
import { OrderReasons } from "./order-reasons";
import { OrderRows } from "./order-rows";
import type { OrdersTableProps } from "./orders-table";
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

/** One page of orders with its bulk actions. */
export async function OrderList(props: OrderListProps) {
  const { tab, caption, withRank, dueSort, label, actions, children } = props;
  return (
    <OrderSelection actions={actions}>
      {children}
      <OrderRows
        tab={tab}
        rows={props.rows.map((row) => rowViewOf(row, props))}
        caption={caption}
        withRank={withRank}
        dueSort={dueSort}
        label={label}
        startsNarrow={await isPhone()}
      />
      <OrderReasons />
    </OrderSelection>
  );
}

/** Browsers on phones say so, by hint or in their name; tablets and desktops don't. */
async function isPhone(): Promise<boolean> {
  const sent = await headers();
  const hint = sent.get("sec-ch-ua-mobile");
  return hint === null ? /\bMobi/.test(sent.get("user-agent") ?? "") : hint === "?1";
}
