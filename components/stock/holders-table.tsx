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
import { Units, UnitsText } from "./units";

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
    <>
      <div className="max-md:hidden">
        <Table label="Open orders in queue order">
          <TableHeader>
            <tr>
              <TableHead>Order</TableHead>
              <TableHead>Client</TableHead>
              <TableHead>Promised</TableHead>
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
                  <OrderLink row={row} />
                </TableCell>
                <TableCell>{row.client}</TableCell>
                <TableCell className="whitespace-nowrap text-muted tabular-nums">
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
      </div>
      <ol aria-label="Open orders in queue order" className="divide-y md:hidden">
        {rows.map((row) => (
          <li key={row.order} className="grid gap-0.5 px-4 py-2.5 tabular-nums">
            <div className="flex justify-between gap-3">
              <OrderLink row={row} />
              <span>{quantityText(row.owed)} owed</span>
            </div>
            <div className="flex justify-between gap-3 text-sm">
              <span className="truncate text-muted">{row.client}</span>
              <span className="whitespace-nowrap text-right">
                {holdingWords(row, day)}
                {row.short > 0 ? (
                  <>
                    {" · "}
                    <UnitsText value={row.short} critical /> short
                  </>
                ) : null}
              </span>
            </div>
          </li>
        ))}
      </ol>
    </>
  );
}

/** "3 reserved · 2 by 12 Jun". */
function holdingWords(row: Holder, day: (on: Day) => string): string {
  return [
    `${quantityText(row.reserved)} reserved`,
    ...(row.expectedOn === null ? [] : [`${quantityText(row.expected)} by ${day(row.expectedOn)}`]),
  ].join(" · ");
}

function OrderLink({ row: { order, onHold } }: { row: Holder }) {
  return (
    <span>
      <Link
        href={`/orders/${encodeURIComponent(order)}`}
        className="text-accent tabular-nums hover:underline"
      >
        {order}
      </Link>
      {onHold ? <span className="text-muted text-xs"> on hold</span> : null}
    </span>
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
