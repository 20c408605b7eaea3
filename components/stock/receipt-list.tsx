import Link from "next/link";
import { Due } from "@/components/production/due";
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from "@/components/ui/table";
import type { Day } from "@/lib/shared/dates";
import { quantityText } from "@/lib/shared/quantity";
import type { Receipt } from "@/lib/stock/receipt-list";
import { toCome } from "@/lib/stock/receipts";
import { Units } from "./units";

type ReceiptListProps = {
  readonly rows: readonly Receipt[];
  readonly locale: string;
  readonly today: Day;
};

/** What is bought and on its way, by day: a table on a desktop, cards on a phone. */
export function ReceiptList({ rows, locale, today }: ReceiptListProps) {
  const due = (row: Receipt) => (
    <Due
      dueOn={row.dueOn}
      isLate={row.dueOn < today}
      isAfterPromise={false}
      isOpen
      locale={locale}
      today={today}
    />
  );
  const link = (row: Receipt, className: string) => (
    <Link href={`/stock/receipts/${row.id}`} className={`row-link ${className}`}>
      {row.reference}
    </Link>
  );
  return (
    <>
      <div className="max-md:hidden">
        <Table label="Expected receipts" className="table-fixed">
          <colgroup>
            <col className="w-44" />
            <col />
            <col className="w-36" />
            <col className="w-28" />
            <col className="w-28" />
            <col className="w-28" />
            <col className="w-28" />
          </colgroup>
          <TableHeader>
            <tr>
              <TableHead>Reference</TableHead>
              <TableHead>Product</TableHead>
              <TableHead>Expected on</TableHead>
              <TableHead numeric>Ordered</TableHead>
              <TableHead numeric>Received</TableHead>
              <TableHead numeric>To come</TableHead>
              <TableHead numeric>Promised</TableHead>
            </tr>
          </TableHeader>
          <TableBody>
            {rows.map((row) => (
              <TableRow key={row.id} className="relative align-top">
                <TableCell className="overflow-hidden">{link(row, "block truncate")}</TableCell>
                <TableCell className="overflow-hidden">
                  <span className="block truncate">{row.name}</span>
                  <span className="block truncate text-muted text-xs">{row.sku}</span>
                </TableCell>
                <TableCell className="tabular-nums">{due(row)}</TableCell>
                <Units value={row.quantity} />
                <Units value={row.received} />
                <Units value={toCome(row)} />
                <Units value={row.promised} />
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </div>
      <ul aria-label="Expected receipts" className="-mx-4 divide-y border-y md:hidden">
        {rows.map((row) => (
          <li key={row.id} className="relative px-4 pt-2.5 pb-3">
            <div className="flex justify-between gap-3">
              <div className="min-w-0">
                {link(row, "block truncate text-lg")}
                <p className="truncate">{row.name}</p>
              </div>
              <div className="pt-0.5 text-right tabular-nums">{due(row)}</div>
            </div>
            <p className="mt-1 text-muted text-sm tabular-nums">
              {quantityText(toCome(row))} of {quantityText(row.quantity)} to come
              {row.promised > 0 ? `, ${quantityText(row.promised)} promised` : ""}
            </p>
          </li>
        ))}
      </ul>
    </>
  );
}
