import Link from "next/link";
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from "@/components/ui/table";
import { type Day, formatShortDay } from "@/lib/shared/dates";
import { quantityText } from "@/lib/shared/quantity";
import type { Holder } from "@/lib/stock/product-stock";
import { Units } from "./units";

type HoldersTableProps = {
  /** In queue order. */
  readonly rows: readonly Holder[];
  readonly locale: string;
  readonly today: Day;
};

/** Who is owed a product, in the order in which they get it, and what each holds and waits for. */
export function HoldersTable({ rows, locale, today }: HoldersTableProps) {
  const day = (on: Day) => formatShortDay(on, locale, today);
  return (
    <Table label="Open orders in queue order">
      <TableHeader>
        <tr>
          <TableHead>Order</TableHead>
          <TableHead className="max-md:hidden">Client</TableHead>
          <TableHead className="max-md:hidden">Promised</TableHead>
          <TableHead numeric>Owed</TableHead>
          <TableHead numeric>Reserved</TableHead>
          <TableHead numeric>Expected</TableHead>
          <TableHead numeric>Short</TableHead>
        </tr>
      </TableHeader>
      <TableBody>
        {rows.map((row) => (
          <TableRow key={row.order} className="align-top">
            <TableCell className="whitespace-nowrap">
              <Link
                href={`/orders/${encodeURIComponent(row.order)}`}
                className="text-accent tabular-nums hover:underline"
              >
                {row.order}
              </Link>
              {row.onHold ? <span className="block text-muted text-xs">on hold</span> : null}
            </TableCell>
            <TableCell className="max-md:hidden">{row.client}</TableCell>
            <TableCell className="whitespace-nowrap text-muted tabular-nums max-md:hidden">
              {row.promise === null ? "–" : day(row.promise)}
            </TableCell>
            <Units value={row.owed} />
            <TableCell numeric className="tabular-nums">
              <span className={row.reserved === 0 ? "text-faint" : ""}>
                {quantityText(row.reserved)}
              </span>
              <Pinned row={row} />
            </TableCell>
            <TableCell numeric className="tabular-nums">
              <span className={row.expected === 0 ? "text-faint" : ""}>
                {quantityText(row.expected)}
              </span>
              {row.expectedOn === null ? null : (
                <span className="block whitespace-nowrap text-muted text-xs">
                  {day(row.expectedOn)}
                </span>
              )}
            </TableCell>
            <Units value={row.short} critical />
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

/** What of it nobody else may get, whatever the queue says. */
function Pinned({ row: { packed, madeFor } }: { row: Holder }) {
  const words = [
    ...(packed > 0 ? [`${quantityText(packed)} packed`] : []),
    ...(madeFor > 0 ? [`${quantityText(madeFor)} made for it`] : []),
  ];
  return words.length > 0 ? (
    <span className="block text-muted text-xs">{words.join(", ")}</span>
  ) : null;
}
