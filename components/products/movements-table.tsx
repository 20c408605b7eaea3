import Link from "next/link";
import { SourceLinks } from "@/components/production/source-links";
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from "@/components/ui/table";
import { formatInstant } from "@/lib/shared/dates";
import { type Quantity, quantityText } from "@/lib/shared/quantity";
import { REASON_WORDS } from "./words";

type MovementsTableProps = {
  /** Newest first. */
  readonly movements: readonly {
    readonly id: string;
    readonly at: Date;
    readonly quantity: Quantity;
    readonly reason: keyof typeof REASON_WORDS;
    readonly note: string | null;
    readonly actorName: string;
    readonly shipment: { readonly number: string; readonly order: string } | null;
  }[];
  readonly timeZone: string;
  readonly locale: string;
};

export function MovementsTable({ movements, timeZone, locale }: MovementsTableProps) {
  return (
    <Table label="Stock movements">
      <TableHeader>
        <tr>
          <TableHead>When</TableHead>
          <TableHead>What</TableHead>
          <TableHead numeric>Change</TableHead>
          <TableHead className="max-md:hidden">By</TableHead>
          <TableHead className="max-md:hidden">Note</TableHead>
        </tr>
      </TableHeader>
      <TableBody>
        {movements.map((movement) => (
          <TableRow key={movement.id}>
            <TableCell className="text-muted tabular-nums md:whitespace-nowrap">
              <time dateTime={movement.at.toISOString()}>
                {formatInstant(movement.at, timeZone, locale)}
              </time>
            </TableCell>
            <TableCell>
              {REASON_WORDS[movement.reason]}
              {movement.shipment ? <ShipmentLink {...movement.shipment} /> : null}
            </TableCell>
            <TableCell numeric>
              {movement.quantity > 0 ? "+" : ""}
              {quantityText(movement.quantity).replace("-", "−")}
            </TableCell>
            <TableCell className="text-muted max-md:hidden">{movement.actorName}</TableCell>
            <TableCell className="text-muted max-md:hidden">
              <SourceLinks text={movement.note ?? ""} />
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

/** What left, and for whom: the order's page shows the shipment. */
function ShipmentLink({ number, order }: { number: string; order: string }) {
  return (
    <span className="block whitespace-nowrap text-muted text-xs">
      <span className="max-md:hidden">{number} of </span>
      <Link
        href={`/orders/${encodeURIComponent(order)}`}
        className="text-accent tabular-nums underline underline-offset-2"
      >
        {order}
      </Link>
    </span>
  );
}
