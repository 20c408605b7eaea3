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
import type { SupplyRow } from "@/lib/stock/product-stock";
import { Units } from "./units";

type SupplyTableProps = {
  readonly rows: readonly SupplyRow[];
  readonly locale: string;
  readonly today: Day;
};

const hrefOf = ({ kind, id, source }: SupplyRow) =>
  kind === "production" ? `/production/${encodeURIComponent(source)}` : `/stock/receipts/${id}`;

/** What is to come of a product, by day, and what of it nobody was promised yet. */
export function SupplyTable({ rows, locale, today }: SupplyTableProps) {
  return (
    <Table label="Expected supply">
      <TableHeader>
        <tr>
          <TableHead>From</TableHead>
          <TableHead>On</TableHead>
          <TableHead numeric>To come</TableHead>
          <TableHead numeric className="max-md:hidden">
            Promised
          </TableHead>
          <TableHead numeric>Free</TableHead>
        </tr>
      </TableHeader>
      <TableBody>
        {rows.map((row) => (
          <TableRow key={row.id} className="align-top">
            <TableCell>
              <Link href={hrefOf(row)} className="text-accent tabular-nums hover:underline">
                {row.source}
              </Link>
              <span className="block text-muted text-xs">
                {row.kind === "receipt"
                  ? "Expected receipt"
                  : row.order === null
                    ? "Made for stock"
                    : `Made for ${row.order}`}
              </span>
            </TableCell>
            <TableCell className="whitespace-nowrap tabular-nums">
              <Due
                dueOn={row.on}
                isLate={row.on < today}
                isAfterPromise={false}
                isOpen
                locale={locale}
                today={today}
              />
            </TableCell>
            <Units value={row.quantity} />
            <Units value={row.promised} className="max-md:hidden" />
            <Units value={row.quantity - row.promised} />
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
