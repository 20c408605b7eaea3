/** Decides what an address says about the list of production orders, and how its links read. */
import { type ListSearch, parseListSearch } from "@/lib/shared/list-search";

/** The lists, in the order shown. */
export const PRODUCTION_LISTS = ["open", "blocked", "late", "done"] as const;
export type ProductionListName = (typeof PRODUCTION_LISTS)[number];

export type ProductionList = ListSearch & { readonly list: ProductionListName };

type SearchParams = Readonly<Record<string, string | readonly string[] | undefined>>;

/** A list that there is not is the first one. */
export function parseProductionList(params: SearchParams): ProductionList {
  const list = PRODUCTION_LISTS.find((name) => name === params.list) ?? "open";
  return { ...parseListSearch(params), list };
}

/** The address of a list; what is not named is left out. */
export function productionHref({
  list = "open",
  q,
  after,
  before,
}: Partial<ProductionList>): string {
  const params = new URLSearchParams();
  if (list !== "open") {
    params.set("list", list);
  }
  for (const [name, value] of Object.entries({ q, after, before })) {
    if (value) {
      params.set(name, value);
    }
  }
  const query = params.toString();
  return query ? `/production?${query}` : "/production";
}
