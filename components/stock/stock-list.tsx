import Link from "next/link";
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from "@/components/ui/table";
import type { StockRow } from "@/lib/stock/listing";
import { Units, UnitsText } from "./units";

const hrefOf = ({ id }: StockRow) => `/products/${id}`;

/** A table on a desktop, cards on a phone; both begin with the product's link. */
export function StockList({ rows }: { rows: readonly StockRow[] }) {
  return (
    <>
      <div className="max-md:hidden">
        <Table label="Stock" className="table-fixed">
          <colgroup>
            <col />
            <col className="w-28" />
            <col className="w-28" />
            <col className="w-28" />
            <col className="w-28" />
            <col className="w-28" />
          </colgroup>
          <TableHeader>
            <tr>
              <TableHead>Product</TableHead>
              <TableHead numeric>On hand</TableHead>
              <TableHead numeric>Reserved</TableHead>
              <TableHead numeric>Available</TableHead>
              <TableHead numeric>Expected</TableHead>
              <TableHead numeric>Short</TableHead>
            </tr>
          </TableHeader>
          <TableBody>
            {rows.map((row) => (
              <TableRow key={row.id} className="relative">
                <TableCell className="overflow-hidden">
                  <Link href={hrefOf(row)} className="row-link block truncate">
                    {row.name}
                  </Link>
                  <span className="block truncate text-muted text-xs">{row.sku}</span>
                </TableCell>
                {row.tracked ? (
                  <>
                    <Units value={row.onHand} />
                    <Units value={row.reserved} />
                    <Units value={row.onHand - row.reserved} />
                    <Units value={row.expected} />
                    <Units value={row.short} critical />
                  </>
                ) : (
                  <TableCell colSpan={5} className="text-right text-faint">
                    Not tracked
                  </TableCell>
                )}
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </div>
      <ul aria-label="Stock" className="-mx-4 divide-y border-y md:hidden">
        {rows.map((row) => (
          <li key={row.id} className="relative px-4 pt-2.5 pb-3">
            <Link href={hrefOf(row)} className="row-link block truncate text-lg">
              {row.name}
            </Link>
            <p className="truncate text-muted text-sm">{row.sku}</p>
            {row.tracked ? (
              <dl className="mt-2 grid grid-cols-4 gap-2 tabular-nums">
                <Figure label="On hand" value={row.onHand} />
                <Figure label="Available" value={row.onHand - row.reserved} />
                <Figure label="Expected" value={row.expected} />
                <Figure label="Short" value={row.short} critical />
              </dl>
            ) : (
              <p className="mt-1 text-faint">Not tracked</p>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}

type FigureProps = { readonly label: string; readonly value: number; readonly critical?: boolean };

function Figure({ label, value, critical }: FigureProps) {
  return (
    <div>
      <dt className="text-muted text-xs">{label}</dt>
      <dd>
        <UnitsText value={value} critical={critical ?? false} />
      </dd>
    </div>
  );
}
