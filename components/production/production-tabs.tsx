import { ListTabs } from "@/components/data-table/list-tabs";
import { PRODUCTION_LISTS, type ProductionListName, productionHref } from "@/lib/production/list";
import { countFormat } from "@/lib/shared/counts";

const WORDS = {
  open: "Open",
  blocked: "Blocked",
  late: "Late",
  done: "Done",
} satisfies Record<ProductionListName, string>;

type ProductionTabsProps = {
  readonly current: ProductionListName;
  readonly counts: Readonly<Partial<Record<ProductionListName, number>>>;
  /** A search is kept from list to list. */
  readonly q: string | null;
  readonly locale: string;
};

export function ProductionTabs({ current, counts, q, locale }: ProductionTabsProps) {
  const format = countFormat(locale);
  return (
    <ListTabs
      label="Production lists"
      className="mb-3"
      tabs={PRODUCTION_LISTS.map((list) => {
        const count = counts[list];
        return {
          href: productionHref({ list, q }),
          word: WORDS[list],
          count: count === undefined ? null : format.format(count),
          isCurrent: list === current,
        };
      })}
    />
  );
}
