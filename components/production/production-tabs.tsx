import Link from "next/link";
import { PRODUCTION_LISTS, type ProductionListName, productionHref } from "@/lib/production/list";

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

/** The lists as links, so that each has an address. */
export function ProductionTabs({ current, counts, q, locale }: ProductionTabsProps) {
  const format = new Intl.NumberFormat(locale);
  return (
    <nav
      aria-label="Production lists"
      className="-mx-4 md:-mx-6 mb-3 flex overflow-x-auto border-b px-2 md:px-4"
    >
      {PRODUCTION_LISTS.map((list) => {
        const count = counts[list];
        return (
          <Link
            key={list}
            href={productionHref({ list, q })}
            aria-current={list === current ? "page" : undefined}
            className="relative flex h-10 items-center gap-1.5 px-2 text-muted hover:text-ink aria-[current]:text-ink aria-[current]:after:absolute aria-[current]:after:inset-x-2 aria-[current]:after:bottom-0 aria-[current]:after:h-0.5 aria-[current]:after:bg-ink max-md:h-11"
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
