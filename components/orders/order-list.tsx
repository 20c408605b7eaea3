import type { ReactNode } from "react";
import type { BulkAction } from "./bulk-bar";
import { OrderReasons } from "./order-reasons";
import { OrderRows, type OrderRowsProps } from "./order-rows";
import type { TipMake } from "./reason-actions";
import { OrderSelection } from "./selection";

type OrderListProps = OrderRowsProps & {
  readonly actions: readonly BulkAction[];
  readonly movesInQueue: boolean;
  /** Makes what an order is short of. */
  readonly make: TipMake;
  /** Hidden fields that every action gets. */
  readonly children?: ReactNode;
};

/** One page of orders with its bulk actions. */
export function OrderList({ actions, movesInQueue, make, children, ...rows }: OrderListProps) {
  return (
    <>
      <OrderSelection actions={actions} movesInQueue={movesInQueue}>
        {children}
        <OrderRows {...rows} />
      </OrderSelection>
      <OrderReasons make={make} />
    </>
  );
}
