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

/** Who slips, from which day to which, and who gains. */
export function QueueEffects({ effects, order, locale, today }: QueueEffectsProps) {
  const reader = { locale, today };
  const rest = effects.length - SHOWN;
  return (
    <>
      <Table label="What the move changes">
        <TableHeader>
          <tr>
            <TableHead>Order</TableHead>
            <TableHead className="max-md:hidden">Client</TableHead>
            <TableHead className="max-md:hidden">Promised</TableHead>
            <TableHead>Now</TableHead>
            <TableHead>Then</TableHead>
            <TableHead>Change</TableHead>
          </tr>
        </TableHeader>
        <TableBody>
          {effects.slice(0, SHOWN).map((row) => (
            <TableRow key={row.number} className={row.number === order ? "bg-wash" : ""}>
              <TableCell className="whitespace-nowrap">
                <Link
                  href={`/orders/${encodeURIComponent(row.number)}`}
                  className="text-accent tabular-nums hover:underline"
                >
                  {row.number}
                </Link>
                {row.number === order ? (
                  <span className="block text-muted text-xs">this order</span>
                ) : (
                  <span className="block truncate text-muted text-xs md:hidden">{row.client}</span>
                )}
              </TableCell>
              <TableCell className="max-md:hidden">{row.client}</TableCell>
              <TableCell className="whitespace-nowrap text-muted tabular-nums max-md:hidden">
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
      {rest > 0 ? <p className="border-t px-4 py-2 text-muted">And {rest} more.</p> : null}
    </>
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
