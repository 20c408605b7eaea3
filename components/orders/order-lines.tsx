import { Section } from "@/components/ui/section";
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from "@/components/ui/table";
import type { StockStatus } from "@/lib/orders/lifecycle";
import type { Sentence } from "@/lib/orders/sentence";
import { formatMinor, type Minor } from "@/lib/shared/money";
import { type Quantity, quantityText } from "@/lib/shared/quantity";
import { SentenceText } from "./sentence-text";
import { StatusBadge } from "./status-badge";

type OrderLineView = {
  readonly line: number;
  readonly sku: string;
  readonly name: string;
  readonly ordered: Quantity;
  readonly overShipAllowance: Quantity;
  readonly shortClosed: Quantity;
  readonly reserved: Quantity;
  readonly made: Quantity;
  readonly shipped: Quantity;
  readonly unitPriceMinor: Minor;
  readonly discountMinor: Minor;
  readonly totalMinor: Minor;
  readonly stock: {
    readonly value: StockStatus;
    readonly percent: number | null;
    readonly text: string | null;
  };
  /** Where the line's units are and when the rest comes; null where all are there. */
  readonly explanation: Sentence | null;
};

type OrderLinesProps = {
  readonly order: string;
  readonly lines: readonly OrderLineView[];
  readonly currency: string;
  readonly locale: string;
  /** The amounts below the lines, total last. */
  readonly sums: readonly { readonly label: string; readonly amountMinor: Minor }[];
};

export function OrderLines({ order, lines, currency, locale, sums }: OrderLinesProps) {
  const money = (minor: Minor) => formatMinor(minor, currency, locale);
  return (
    <Section title="Items" flush>
      <Table
        label="Items table"
        className="[&_:is(td,th)]:px-2 [&_:is(td,th):first-child]:ps-4 [&_:is(td,th):last-child]:pe-4"
      >
        <caption className="sr-only">Items of this order, {lines.length} lines</caption>
        <TableHeader>
          <tr>
            <TableHead>Product</TableHead>
            <TableHead numeric>Ordered</TableHead>
            <TableHead numeric className="max-lg:hidden">
              Reserved
            </TableHead>
            <TableHead numeric className="max-lg:hidden">
              Made
            </TableHead>
            <TableHead numeric className="max-md:pe-4!">
              Shipped
            </TableHead>
            <TableHead className="max-md:hidden">Stock</TableHead>
            <TableHead numeric className="max-md:hidden">
              Price
            </TableHead>
            <TableHead numeric className="max-md:hidden">
              Total
            </TableHead>
          </tr>
        </TableHeader>
        <TableBody>
          {lines.map((line) => (
            <TableRow key={line.line} className="align-top">
              <TableCell className="min-w-28">
                {line.name}
                <span className="block text-muted text-sm">{line.sku}</span>
                <div className="mt-1 md:hidden">
                  <LineStock line={line} order={order} />
                </div>
              </TableCell>
              <TableCell numeric>
                {quantityText(line.ordered)}
                {line.shortClosed > 0 ? (
                  <span className="block text-muted text-sm">
                    {quantityText(line.shortClosed)} short closed
                  </span>
                ) : null}
                {line.overShipAllowance > 0 ? (
                  <span className="block whitespace-nowrap text-muted text-sm">
                    up to {quantityText(line.ordered + line.overShipAllowance)}
                  </span>
                ) : null}
              </TableCell>
              <Count value={line.reserved} className="max-lg:hidden" />
              <Count value={line.made} className="max-lg:hidden" />
              <Count value={line.shipped} className="max-md:pe-4!" />
              <TableCell className="min-w-36 max-md:hidden">
                <LineStock line={line} order={order} />
              </TableCell>
              <TableCell numeric className="whitespace-nowrap text-muted max-md:hidden">
                {money(line.unitPriceMinor)}
                {line.discountMinor > 0 ? (
                  <span className="block text-sm">
                    <span className="sr-only">discount </span>
                    {money(-line.discountMinor)}
                  </span>
                ) : null}
              </TableCell>
              <TableCell numeric className="whitespace-nowrap max-md:hidden">
                {money(line.totalMinor)}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
      <dl className="flex flex-col items-end gap-0.5 border-t px-4 py-2.5">
        {sums.map((sum, at) => (
          <div
            key={sum.label}
            className={`flex justify-between gap-8 ${at === sums.length - 1 ? "font-semibold" : "text-muted"}`}
          >
            <dt>{sum.label}</dt>
            <dd className="min-w-24 text-right">{money(sum.amountMinor)}</dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}

/** A line's stock, and the split of what it waits for. */
function LineStock({ line, order }: { line: OrderLineView; order: string }) {
  return (
    <>
      <StatusBadge facet="stock" {...line.stock} />
      {line.explanation ? (
        <span className="mt-0.5 block text-pretty text-muted text-sm">
          <SentenceText sentence={line.explanation} order={order} />
        </span>
      ) : null}
    </>
  );
}

function Count({ value, className }: { value: Quantity; className?: string }) {
  return (
    <TableCell numeric className={className}>
      <span className={value === 0 ? "text-faint" : ""}>{quantityText(value)}</span>
    </TableCell>
  );
}
