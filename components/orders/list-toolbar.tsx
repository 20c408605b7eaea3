import { Search } from "lucide";
import Link from "next/link";
import { FilterForm } from "@/components/data-table/filter-form";
import { FilterSelect } from "@/components/data-table/filter-select";
import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { Input } from "@/components/ui/input";
import type { Tab } from "@/lib/orders/lifecycle";
import { isFiltered, type ListParams, listHref } from "@/lib/orders/list-params";
import { statusOptions } from "./status-badge";

type ListToolbarProps = {
  readonly tab: Tab;
  readonly params: ListParams;
  /** What the client filter offers. */
  readonly clients: readonly (readonly [code: string, name: string])[];
};

const DUE_OPTIONS = [
  { value: "overdue", label: "Overdue" },
  { value: "today", label: "Today" },
  { value: "week", label: "Next 7 days" },
];
const STOCK_OPTIONS = statusOptions("stock");
const PRODUCTION_OPTIONS = statusOptions("production");
const SHIPMENT_OPTIONS = statusOptions("shipment");

const SORTS = {
  open: ["queue", "due"],
  closed: ["recent", "due"],
  archived: ["recent", "due"],
} as const satisfies Record<Tab, readonly ListParams["sort"][]>;
const SORT_WORDS = { queue: "Queue", due: "Due date", recent: "Latest" } as const;

/** Search, filters and sort of the order list. */
export function ListToolbar({ tab, params, clients }: ListToolbarProps) {
  const { client, due, stock, production, shipment, sort } = params;
  const q = params.q ?? "";
  // A link may ask for a client that is not offered, where there are too many or it is archived.
  const isOffered = client === null || clients.some(([code]) => code === client);
  const offered = isOffered ? clients : [[client, client] as const, ...clients];
  const clientOptions = offered.map(([code, name]) => ({ value: code, label: name }));
  const filters = [
    ...(offered.length === 0
      ? []
      : [{ name: "client", label: "Client", value: client ?? "", options: clientOptions }]),
    { name: "due", label: "Due", value: due ?? "", options: DUE_OPTIONS },
    { name: "stock", label: "Stock", value: stock ?? "", options: STOCK_OPTIONS },
    {
      name: "production",
      label: "Production",
      value: production ?? "",
      options: PRODUCTION_OPTIONS,
    },
    { name: "shipment", label: "Shipment", value: shipment ?? "", options: SHIPMENT_OPTIONS },
  ];
  // A new key after each navigation makes fields show what the address says, also after going back.
  const state = [q, sort, ...filters.map((filter) => filter.value)].join("|");
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 py-3 max-md:pt-2" data-chrome="">
      <FilterForm
        key={state}
        action={`/orders/${tab}`}
        className="flex min-w-0 flex-wrap items-center gap-2"
      >
        <input type="hidden" name="sort" value={sort} />
        <div className="relative w-64 max-md:w-full">
          <Icon
            of={Search}
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
            <FilterSelect key={filter.name} {...filter} />
          ))}
        </div>
        <noscript>
          <Button type="submit">Search</Button>
        </noscript>
        {isFiltered(params) ? (
          <Link
            href={listHref(tab, { sort })}
            className="px-1 text-muted hover:text-ink hover:underline"
          >
            Clear
          </Link>
        ) : null}
      </FilterForm>
      <p className="ms-auto flex items-center gap-3 text-muted text-sm max-md:ms-0 max-md:h-11">
        <span>Sort</span>
        {SORTS[tab].map((each) => (
          <Link
            key={each}
            href={listHref(tab, { ...params, sort: each, after: null, before: null })}
            aria-current={each === sort || undefined}
            className="hover:text-ink hover:underline aria-[current]:font-semibold aria-[current]:text-ink max-md:py-2.5"
          >
            {SORT_WORDS[each]}
          </Link>
        ))}
      </p>
    </div>
  );
}
