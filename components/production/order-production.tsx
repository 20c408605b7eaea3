import Link from "next/link";
import type { ReactNode } from "react";
import { PendingButton } from "@/components/ui/pending-button";
import { Section } from "@/components/ui/section";
import type { ProductionState } from "@/lib/production/state";
import type { Day } from "@/lib/shared/dates";
import { type Quantity, quantityText } from "@/lib/shared/quantity";
import { Due } from "./due";
import { ProductionStateWord, Progress } from "./state-badge";

type OrderProductionProps = {
  readonly order: string;
  /** What is made for the order, by line. */
  readonly productions: readonly {
    readonly number: string;
    readonly sku: string;
    readonly line: number | null;
    readonly state: ProductionState;
    readonly quantity: Quantity;
    readonly made: Quantity;
    readonly percent: number;
    readonly dueOn: Day;
    readonly isLate: boolean;
    readonly isAfterPromise: boolean;
    readonly finishedAt: Date | null;
  }[];
  /** What nobody has planned yet. */
  readonly needs: readonly {
    readonly line: number;
    readonly sku: string;
    readonly quantity: Quantity;
  }[];
  /** Makes what is short; null for those who may not. */
  readonly make: ((form: FormData) => Promise<void>) | null;
  readonly locale: string;
  readonly today: Day;
};

/** What is made for an order, what still nobody makes, and the button that changes this. */
export function OrderProduction(props: OrderProductionProps) {
  const { order, productions, needs, make, locale, today } = props;
  if (productions.length === 0 && needs.length === 0) {
    return null;
  }
  const makeForm = (button: ReactNode, line?: number) =>
    make ? (
      <form action={make}>
        <input type="hidden" name="order" value={order} />
        <input type="hidden" name="key" value={crypto.randomUUID()} />
        <input type="hidden" name="back" value={`/orders/${encodeURIComponent(order)}`} />
        {line === undefined ? null : <input type="hidden" name="line" value={line} />}
        {button}
      </form>
    ) : null;
  return (
    <Section
      title="Production"
      flush
      actions={
        needs.length > 1 ? makeForm(<PendingButton size="sm">Make all</PendingButton>) : null
      }
    >
      <ul className="divide-y">
        {productions.map((one) => (
          <li
            key={one.number}
            className="relative grid grid-cols-[minmax(0,1fr)_8rem_6rem_9rem] items-start gap-x-4 gap-y-1.5 px-4 py-2.5 hover:bg-wash max-md:grid-cols-[minmax(0,1fr)_auto]"
          >
            <div className="min-w-0">
              <Link
                href={`/production/${encodeURIComponent(one.number)}`}
                className="row-link tabular-nums"
              >
                {one.number}
              </Link>
              <p className="truncate text-muted text-sm">
                {one.sku}
                {one.line === null ? "" : `, line ${one.line}`}
              </p>
            </div>
            <Progress {...one} className="max-md:order-3" />
            <div className="tabular-nums max-md:text-right">
              <Due {...one} isOpen={one.finishedAt === null} locale={locale} today={today} />
            </div>
            <div className="max-md:order-4">
              <ProductionStateWord state={one.state} />
            </div>
          </li>
        ))}
        {needs.map(({ line, sku, quantity }) => (
          <li key={line} className="flex items-center justify-between gap-4 px-4 py-2.5">
            <p className="min-w-0">
              <span className="font-semibold tabular-nums">{quantityText(quantity)}</span> not
              planned
              <span className="block truncate text-muted text-sm">
                {sku}, line {line}
              </span>
            </p>
            {makeForm(<PendingButton size="sm">Make {quantityText(quantity)}</PendingButton>, line)}
          </li>
        ))}
      </ul>
    </Section>
  );
}
