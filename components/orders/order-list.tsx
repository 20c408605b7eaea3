import type { ReactNode } from "react";
import type { BulkAction } from "./bulk-bar";
import { OrderReasons } from "./order-reasons";
import { OrderRows, type OrderRowsProps } from "./order-rows";
import { OrderSelection } from "./selection";

type OrderListProps = OrderRowsProps & {
  readonly actions: readonly BulkAction[];
  readonly movesInQueue: boolean;
  /** Hidden fields that every action gets. */
  readonly children?: ReactNode;
};

/** One page of orders with its bulk actions. */
export function OrderList({ actions, movesInQueue, children, ...rows }: OrderListProps) {
  return (
    <>
      <OrderSelection actions={actions} movesInQueue={movesInQueue}>
        {children}
        <OrderRows {...rows} />
      </OrderSelection>
      <OrderReasons />
    </>
  );
}
