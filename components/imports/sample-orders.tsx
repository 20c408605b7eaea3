import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from "@/components/ui/table";
import type { SampleOrder } from "@/lib/intake/preview";
import { type Day, formatShortDay } from "@/lib/shared/dates";
import { formatMinor } from "@/lib/shared/money";

type SampleOrdersProps = {
  readonly orders: readonly SampleOrder[];
  readonly locale: string;
  readonly today: Day;
};

/** The file's first orders as they will be: the place to see that the columns mean what they should. */
export function SampleOrders({ orders, locale, today }: SampleOrdersProps) {
  const day = (on: string | null) => (on === null ? "–" : formatShortDay(on, locale, today));
  return (
    <Table label="Orders as they will be">
      <TableHeader>
        <tr>
          <TableHead>Order</TableHead>
          <TableHead>Client</TableHead>
          <TableHead className="max-md:hidden">Ordered</TableHead>
          <TableHead className="max-md:hidden">Due</TableHead>
          <TableHead numeric>Lines</TableHead>
          <TableHead numeric>Total</TableHead>
        </tr>
      </TableHeader>
      <TableBody>
        {orders.map((order) => (
          <TableRow key={order.externalId}>
            <TableCell className="font-semibold">{order.externalId}</TableCell>
            <TableCell>{order.client}</TableCell>
            <TableCell className="whitespace-nowrap text-muted max-md:hidden">
              {day(order.orderedOn)}
            </TableCell>
            <TableCell className="whitespace-nowrap text-muted max-md:hidden">
              {day(order.dueOn)}
            </TableCell>
            <TableCell numeric className="tabular-nums">
              {order.lines}
            </TableCell>
            <TableCell numeric className="whitespace-nowrap tabular-nums">
              {formatMinor(order.totalMinor, order.currency, locale)}
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
