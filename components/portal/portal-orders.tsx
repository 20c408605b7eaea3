import Link from "next/link";
import { poText } from "@/components/orders/order-parts";
import type { ClientOrderRow } from "@/lib/orders/client-view";
import { type Day, formatFullDay } from "@/lib/shared/dates";
import { quantityText } from "@/lib/shared/quantity";
import { AnswerLine } from "./answer";

type PortalOrdersProps = {
  readonly rows: readonly ClientOrderRow[];
  readonly locale: string;
  readonly today: Day;
};

const ITEMS_SHOWN = 2;

/** The client's orders, open ones first; the whole row leads to the order. */
export function PortalOrders({ rows, locale, today }: PortalOrdersProps) {
  const groups = [
    { title: "Open", rows: rows.filter((row) => !row.isPast) },
    { title: "Past", rows: rows.filter((row) => row.isPast) },
  ].filter((group) => group.rows.length > 0);
  return (
    <div className="grid gap-6">
      {groups.map((group) => (
        <section key={group.title} aria-label={`${group.title} orders`}>
          <h2 className="mb-2 text-lg">{group.title}</h2>
          <ul className="divide-y overflow-hidden rounded-lg border bg-raised">
            {group.rows.map((row) => (
              <li
                key={row.number}
                className="relative grid grid-cols-[minmax(0,11rem)_minmax(0,1.2fr)_minmax(0,1fr)] gap-x-4 gap-y-1 px-4 py-3 hover:bg-wash max-md:grid-cols-1"
              >
                <div className="min-w-0">
                  <Link
                    href={`/portal/orders/${row.number}`}
                    className="font-semibold after:absolute after:inset-0"
                  >
                    {row.poNumber ? poText(row.poNumber) : row.number}
                  </Link>
                  <p className="text-muted text-sm tabular-nums">{numbersText(row)}</p>
                  <p className="text-muted text-sm">
                    Ordered {formatFullDay(row.orderedOn, locale, today)}
                  </p>
                </div>
                <AnswerLine answer={row.answer} />
                <p className="min-w-0 break-words text-muted">{itemsText(row)}</p>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

/** The other numbers it is known by; none where the title says it all. */
function numbersText({ poNumber, number, externalId }: ClientOrderRow): string {
  return [poNumber ? number : null, externalId].filter(Boolean).join(" · ");
}

function itemsText({ items }: ClientOrderRow): string {
  const shown = items
    .slice(0, ITEMS_SHOWN)
    .map(({ name, quantity }) => `${quantityText(quantity)} × ${name}`);
  const more = items.length - ITEMS_SHOWN;
  return [...shown, ...(more > 0 ? [`${more} more`] : [])].join(", ");
}
