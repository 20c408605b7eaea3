import Link from "next/link";
import { STOCK_LISTS, type StockListName, stockHref } from "@/lib/stock/list";

const WORDS = {
  all: "All",
  short: "Short",
  oversold: "Oversold",
  not_tracked: "Not tracked",
  expected: "Expected",
} satisfies Record<StockListName, string>;

type StockTabsProps = {
  readonly current: StockListName;
  readonly counts: Readonly<Partial<Record<StockListName, number>>>;
  /** A search is kept from list to list. */
  readonly q: string | null;
  readonly locale: string;
};

/** The lists as links, so that each has an address. */
export function StockTabs({ current, counts, q, locale }: StockTabsProps) {
  const format = new Intl.NumberFormat(locale);
  return (
    <nav
      aria-label="Stock lists"
      className="-mx-4 md:-mx-6 mb-3 flex overflow-x-auto border-b px-2 md:px-4"
    >
      {STOCK_LISTS.map((list) => {
        const count = counts[list];
        return (
          <Link
            key={list}
            href={stockHref({ list, q })}
            aria-current={list === current ? "page" : undefined}
            className="relative flex h-10 items-center gap-1.5 whitespace-nowrap px-2 text-muted hover:text-ink aria-[current]:text-ink aria-[current]:after:absolute aria-[current]:after:inset-x-2 aria-[current]:after:bottom-0 aria-[current]:after:h-0.5 aria-[current]:after:bg-ink max-md:h-11"
          >
            {/* The bold word keeps its room, so that switching shifts nothing. */}
            <span className="grid">
              <span className="col-start-1 row-start-1 [[aria-current]_&]:font-semibold">
                {WORDS[list]}
              </span>
              <span aria-hidden="true" className="invisible col-start-1 row-start-1 font-semibold">
                {WORDS[list]}
              </span>
            </span>
            {count === undefined ? null : (
              <span className="text-faint tabular-nums">{format.format(count)}</span>
            )}
          </Link>
        );
      })}
    </nav>
  );
}
