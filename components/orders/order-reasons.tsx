import type { OrderRow } from "@/lib/orders/order-row";
import type { Day } from "@/lib/shared/dates";
import { formatShortDay } from "@/lib/shared/dates";
import { StatusReason } from "./status-cell";

/** The id of the popover that explains an order's statuses; table and cards open the same one. */
export const reasonIdOf = (row: Pick<OrderRow, "id">): string => `why-${row.id}`;

/** The three statuses of a row in the order of the columns, with the detail each shows. */
export function statusesOf(row: OrderRow, locale: string, today: Day) {
  const { stock, production, shipment } = row;
  const isDated = stock.value === "expected" || stock.value === "late";
  const day = isDated && stock.expectedOn ? formatShortDay(stock.expectedOn, locale, today) : null;
  return [
    { facet: "stock", label: "Stock", ...stock, text: stock.text ?? day },
    { facet: "production", label: "Production", ...production },
    { facet: "shipment", label: "Shipment", ...shipment },
  ] as const;
}

type OrderReasonsProps = {
  readonly rows: readonly OrderRow[];
  readonly locale: string;
  readonly today: Day;
};

/** Outside of table and cards, because a popover inside of what is hidden can't show. */
export function OrderReasons({ rows, locale, today }: OrderReasonsProps) {
  return rows.map((row) => (
    <StatusReason key={row.id} id={reasonIdOf(row)} reasons={statusesOf(row, locale, today)} />
  ));
}
