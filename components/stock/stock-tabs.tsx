import { ListTabs } from "@/components/data-table/list-tabs";
import { countFormat } from "@/lib/shared/counts";
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

export function StockTabs({ current, counts, q, locale }: StockTabsProps) {
  const format = countFormat(locale);
  return (
    <ListTabs
      label="Stock lists"
      className="mb-3"
      tabs={STOCK_LISTS.map((list) => {
        const count = counts[list];
        return {
          href: stockHref({ list, q }),
          word: WORDS[list],
          count: count === undefined ? null : format.format(count),
          isCurrent: list === current,
        };
      })}
    />
  );
}
