import Link from "next/link";
import { Badge } from "@/components/ui/badge";
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from "@/components/ui/table";
import type { LedgerRow } from "@/lib/intake/ledger-queries";
import { formatInstant } from "@/lib/shared/dates";
import { FATE_WORDS, fateSentence, seenText, topicText } from "./words";

type LedgerListProps = {
  readonly rows: readonly LedgerRow[];
  readonly timeZone: string;
  readonly locale: string;
};

/** The ledger: a table where there is room, cards on a phone. */
export function LedgerList(props: LedgerListProps) {
  return (
    <>
      <div className="max-md:hidden">
        <LedgerTable {...props} />
      </div>
      <LedgerCards {...props} />
    </>
  );
}

function LedgerTable({ rows, timeZone, locale }: LedgerListProps) {
  return (
    <Table label="Deliveries, newest first">
      <TableHeader>
        <tr>
          <TableHead>Order</TableHead>
          <TableHead>From</TableHead>
          <TableHead>Fate</TableHead>
          <TableHead>What became of it</TableHead>
          <TableHead>Received</TableHead>
        </tr>
      </TableHeader>
      <TableBody>
        {rows.map((row) => (
          <TableRow key={row.id}>
            <TableCell>
              <Name row={row} />
              <OrderLink number={row.orderNumber} />
            </TableCell>
            <TableCell className="whitespace-nowrap">
              {row.source}
              <span className="block text-muted text-sm">{topicText(row.topic)}</span>
            </TableCell>
            <TableCell>
              <FateBadge fate={row.fate} />
            </TableCell>
            <TableCell>
              {fateSentence(row)}
              {row.externalId === null ? null : (
                <span className="block text-muted text-sm">Order {seenText(row.seen)}</span>
              )}
            </TableCell>
            <TableCell className="whitespace-nowrap text-muted tabular-nums">
              <time dateTime={row.receivedAt.toISOString()}>
                {formatInstant(row.receivedAt, timeZone, locale)}
              </time>
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

function LedgerCards({ rows, timeZone, locale }: LedgerListProps) {
  return (
    <ul className="divide-y md:hidden" aria-label="Deliveries, newest first">
      {rows.map((row) => (
        <li key={row.id} className="flex flex-col gap-1 px-4 py-3">
          <div className="flex items-center justify-between gap-3">
            <Name row={row} />
            <FateBadge fate={row.fate} />
          </div>
          <p>{fateSentence(row)}</p>
          <p className="text-muted text-sm">
            {row.externalId === null ? "" : `Order ${seenText(row.seen)}. `}
            {[row.source, topicText(row.topic)].filter(Boolean).join(", ")},{" "}
            <time dateTime={row.receivedAt.toISOString()}>
              {formatInstant(row.receivedAt, timeZone, locale)}
            </time>
          </p>
        </li>
      ))}
    </ul>
  );
}

function Name({ row }: { readonly row: LedgerRow }) {
  return (
    <Link
      href={`/imports/ledger/${row.id}`}
      className="text-accent [overflow-wrap:anywhere] hover:underline max-md:py-2"
    >
      {row.externalId ?? row.orderNumber ?? "Unnamed"}
    </Link>
  );
}

function OrderLink({ number }: { readonly number: string | null }) {
  return number === null ? null : (
    <Link
      href={`/orders/${encodeURIComponent(number)}`}
      className="block text-muted text-sm hover:underline"
    >
      {number}
    </Link>
  );
}

export function FateBadge({ fate }: Pick<LedgerRow, "fate">) {
  const { word, tone } = FATE_WORDS[fate];
  return <Badge tone={tone}>{word}</Badge>;
}
