import Link from "next/link";
import { TONE_CLASS } from "@/components/ui/badge";
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from "@/components/ui/table";
import type { QueuePreview } from "@/lib/orders/queue-preview";
import { cn } from "@/lib/shared/cn";
import { type Day, formatDay } from "@/lib/shared/dates";
import { breaksPromise, changeWords, waitWords } from "./queue-words";

type Row = QueuePreview["effects"][number];
type QueueEffectsProps = {
  readonly effects: readonly Row[];
  /** The order that moves. */
  readonly order: string;
  readonly locale: string;
  readonly today: Day;
};

/** The longest list that is read before anything is confirmed; the rest is counted. */
const SHOWN = 50;

/** Who slips, from which day to which, and who gains: a table on a desktop, cards on a phone. */
export function QueueEffects({ effects, order, locale, today }: QueueEffectsProps) {
  const reader = { locale, today };
  const shown = effects.slice(0, SHOWN);
  const rest = effects.length - shown.length;
  const wash = (row: Row) => (row.number === order ? "bg-wash" : "");
  return (
    <>
      <div className="max-md:hidden">
        <Table label="What the move changes">
          <TableHeader>
            <tr>
              <TableHead>Order</TableHead>
              <TableHead>Client</TableHead>
              <TableHead>Promised</TableHead>
              <TableHead>Now</TableHead>
              <TableHead>Then</TableHead>
              <TableHead>Change</TableHead>
            </tr>
          </TableHeader>
          <TableBody>
            {shown.map((row) => (
              <TableRow key={row.number} className={wash(row)}>
                <TableCell className="whitespace-nowrap">
                  <OrderLink number={row.number} />
                  {row.number === order ? (
                    <span className="block text-muted text-xs">this order</span>
                  ) : null}
                </TableCell>
                <TableCell>{row.client}</TableCell>
                <TableCell className="whitespace-nowrap text-muted tabular-nums">
                  {row.promise === null ? "–" : formatDay(row.promise, locale, today)}
                </TableCell>
                <TableCell className="tabular-nums">{waitWords(row.before, reader)}</TableCell>
                <TableCell className="tabular-nums">{waitWords(row.after, reader)}</TableCell>
                <TableCell>
                  <Change row={row} />
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </div>
      <ul aria-label="What the move changes" className="divide-y md:hidden">
        {shown.map((row) => (
          <li key={row.number} className={cn("grid gap-0.5 px-4 py-2.5", wash(row))}>
            <div className="flex justify-between gap-3">
              <OrderLink number={row.number} />
              <Change row={row} />
            </div>
            <div className="flex justify-between gap-3 text-sm">
              <span className="truncate text-muted">
                {row.number === order ? "this order" : row.client}
              </span>
              <span className="whitespace-nowrap tabular-nums">
                {waitWords(row.before, reader)} → {waitWords(row.after, reader)}
              </span>
            </div>
          </li>
        ))}
      </ul>
      {rest > 0 ? <p className="border-t px-4 py-2 text-muted">And {rest} more.</p> : null}
    </>
  );
}

function OrderLink({ number }: { number: string }) {
  return (
    <Link
      href={`/orders/${encodeURIComponent(number)}`}
      className="text-accent tabular-nums hover:underline"
    >
      {number}
    </Link>
  );
}

function Change({ row }: { row: Row }) {
  const isBroken = breaksPromise(row, row.promise);
  const tone = row.slips ? (isBroken ? "critical" : "caution") : "positive";
  return (
    <span className={cn("status-word glyph", TONE_CLASS[tone])}>
      <span>
        {changeWords(row)}
        {isBroken ? <span className="block text-xs">after its promise</span> : null}
      </span>
    </span>
  );
}
