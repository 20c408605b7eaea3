import { Search } from "lucide-react";
import Link from "next/link";
import { FilterForm } from "@/components/data-table/filter-form";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { Select, type SelectOption } from "@/components/ui/select";

export type ListFilter = {
  readonly name: "client" | "due" | "stock" | "production" | "shipment";
  readonly label: string;
  readonly value: string;
  readonly options: readonly SelectOption[];
};

type ListToolbarProps = {
  /** The tab's path. */
  readonly action: string;
  readonly q: string;
  readonly filters: readonly ListFilter[];
  /** Kept through a new search; empty for the default. */
  readonly sort: string;
  readonly sorts: readonly {
    readonly label: string;
    readonly href: string;
    readonly current: boolean;
  }[];
  /** Where no filter is set; null when none is. */
  readonly clearHref: string | null;
};

export function ListToolbar({ action, q, filters, sort, sorts, clearHref }: ListToolbarProps) {
  // A new key after each navigation makes fields show what the address says, also after going back.
  const state = [q, sort, ...filters.map((filter) => filter.value)].join("|");
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 py-3 max-md:pt-2" data-chrome="">
      <FilterForm key={state} action={action} className="flex min-w-0 flex-wrap items-center gap-2">
        <input type="hidden" name="sort" value={sort} />
        <div className="relative w-64 max-md:w-full">
          <Search
            aria-hidden="true"
            className="-translate-y-1/2 pointer-events-none absolute start-2.5 top-1/2 size-4 text-faint"
          />
          <Input
            type="search"
            id="order-search"
            name="q"
            defaultValue={q}
            aria-label="Search orders"
            placeholder="Number, client, SKU, PO"
            className="border-line ps-8"
          />
        </div>
        <div className="flex gap-2 max-md:-mx-4 max-md:w-[calc(100%+2rem)] max-md:overflow-x-auto max-md:px-4">
          {filters.map((filter) => (
            <Select
              key={filter.name}
              name={filter.name}
              aria-label={filter.label}
              defaultValue={filter.value}
              placeholder={filter.label}
              options={filter.options}
              className={
                filter.value === ""
                  ? "w-30 shrink-0 border-line text-muted"
                  : "w-30 shrink-0 border-accent font-semibold text-accent"
              }
            />
          ))}
        </div>
        <noscript>
          <Button type="submit">Search</Button>
        </noscript>
        {clearHref === null ? null : (
          <Link href={clearHref} className="px-1 text-muted hover:text-ink hover:underline">
            Clear
          </Link>
        )}
      </FilterForm>
      <p className="ms-auto flex items-center gap-3 text-muted text-sm max-md:ms-0 max-md:h-11">
        <span>Sort</span>
        {sorts.map((each) => (
          <Link
            key={each.label}
            href={each.href}
            aria-current={each.current || undefined}
            className="hover:text-ink hover:underline aria-[current]:font-semibold aria-[current]:text-ink max-md:py-2.5"
          >
            {each.label}
          </Link>
        ))}
      </p>
    </div>
  );
}
