import Link from "next/link";
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from "@/components/ui/table";
import type { Tab } from "@/lib/orders/lifecycle";
import type { ProductionState } from "@/lib/production/state";
import { type Day, formatShortDay, todayIn } from "@/lib/shared/dates";
import type { Quantity } from "@/lib/shared/quantity";
import { Due } from "./due";
import { ProductionStateWord, Progress } from "./state-badge";

type Row = {
  readonly number: string;
  readonly sku: string;
  readonly name: string;
  readonly client: string | null;
  readonly order: { readonly number: string; readonly tab: Tab } | null;
  readonly quantity: Quantity;
  readonly made: Quantity;
  readonly percent: number;
  readonly state: ProductionState;
  readonly blockedReason: string | null;
  readonly dueOn: Day;
  readonly isLate: boolean;
  readonly isAfterPromise: boolean;
  readonly finishedAt: Date | null;
};

type ProductionListProps = {
  readonly rows: readonly Row[];
  readonly caption: string;
  /** What is finished shows when it was, not when it was due. */
  readonly isDone: boolean;
  readonly timeZone: string;
  readonly locale: string;
  readonly today: Day;
};

const hrefOf = (number: string) => `/production/${encodeURIComponent(number)}`;

/** A table on a desktop, cards on a phone; both begin with the number's link. */
export function ProductionList(props: ProductionListProps) {
  const { rows, caption, isDone, timeZone, locale, today } = props;
  const due = (row: Row) =>
    row.finishedAt === null ? (
      <Due {...row} isOpen locale={locale} today={today} />
    ) : (
      <time dateTime={row.finishedAt.toISOString()}>
        {formatShortDay(todayIn(timeZone, row.finishedAt), locale, today)}
      </time>
    );
  return (
    <>
      <div className="max-md:hidden">
        <Table label="Production orders" className="table-fixed">
          <caption className="sr-only">{caption}</caption>
          <colgroup>
            <col className="w-28" />
            <col />
            <col className="w-56" />
            <col className="w-32" />
            <col className="w-44" />
            <col className="w-48" />
          </colgroup>
          <TableHeader>
            <tr>
              <TableHead>Number</TableHead>
              <TableHead>Product</TableHead>
              <TableHead>For</TableHead>
              <TableHead>{isDone ? "Finished" : "Due"}</TableHead>
              <TableHead>Made</TableHead>
              <TableHead>Status</TableHead>
            </tr>
          </TableHeader>
          <TableBody>
            {rows.map((row) => (
              <TableRow key={row.number} className="relative align-top">
                <TableCell>
                  <Link href={hrefOf(row.number)} className="row-link tabular-nums">
                    {row.number}
                  </Link>
                </TableCell>
                <TableCell className="overflow-hidden">
                  <span className="block truncate">{row.name}</span>
                  <span className="block truncate text-muted text-xs">{row.sku}</span>
                </TableCell>
                <TableCell className="overflow-hidden">
                  <For row={row} />
                </TableCell>
                <TableCell className="tabular-nums">{due(row)}</TableCell>
                <TableCell>
                  <Progress {...row} />
                </TableCell>
                <TableCell className="overflow-hidden">
                  <ProductionStateWord state={row.state} />
                  {row.blockedReason ? (
                    <span className="block truncate text-muted text-xs" title={row.blockedReason}>
                      {row.blockedReason}
                    </span>
                  ) : null}
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </div>
      <ul aria-label="Production orders" className="-mx-4 divide-y border-y md:hidden">
        {rows.map((row) => (
          <li key={row.number} className="relative px-4 pt-2.5 pb-3">
            <div className="flex justify-between gap-3">
              <div className="min-w-0">
                <Link href={hrefOf(row.number)} className="row-link text-lg tabular-nums">
                  {row.number}
                </Link>
                <p className="truncate">{row.name}</p>
              </div>
              <div className="pt-0.5 text-right tabular-nums">{due(row)}</div>
            </div>
            <p className="truncate text-muted text-sm">
              {row.order
                ? `For ${row.order.number}${row.client ? `, ${row.client}` : ""}`
                : "For stock"}
            </p>
            <div className="mt-2 grid grid-cols-2 items-start gap-4">
              <Progress {...row} />
              <div className="min-w-0">
                <ProductionStateWord state={row.state} />
                {row.blockedReason ? (
                  <p className="truncate text-muted text-xs">{row.blockedReason}</p>
                ) : null}
              </div>
            </div>
          </li>
        ))}
      </ul>
    </>
  );
}

/** The order is a link of its own, above the row's. */
function For({ row: { order, client } }: { row: Row }) {
  if (order === null) {
    return <span className="text-muted">Stock</span>;
  }
  return (
    <>
      <Link
        href={`/orders/${encodeURIComponent(order.number)}`}
        className="relative z-1 text-accent tabular-nums hover:underline"
      >
        {order.number}
      </Link>
      <span className="block truncate text-muted text-xs">
        {[order.tab === "open" ? null : order.tab, client].filter(Boolean).join(" · ")}
      </span>
    </>
  );
}
