/** Decides what an address says about the list of stock, and how its links read. */
import { type ListSearch, parseListSearch } from "../shared/list-search";

/** The lists, in the order shown. Oversold: more is owed than is on hand. */
export const STOCK_LISTS = ["all", "short", "oversold", "not_tracked", "expected"] as const;
export type StockListName = (typeof STOCK_LISTS)[number];

export type StockList = ListSearch & { readonly list: StockListName };

type SearchParams = Readonly<Record<string, string | readonly string[] | undefined>>;

/** A list that there is not is the first one. */
export function parseStockList(params: SearchParams): StockList {
  const list = STOCK_LISTS.find((name) => name === params.list) ?? "all";
  return { ...parseListSearch(params), list };
}

/** The address of a list; what is not named is left out. */
export function stockHref({ list = "all", q, after, before }: Partial<StockList>): string {
  const params = new URLSearchParams();
  if (list !== "all") {
    params.set("list", list);
  }
  for (const [name, value] of Object.entries({ q, after, before })) {
    if (value) {
      params.set(name, value);
    }
  }
  const query = params.toString();
  return query ? `/stock?${query}` : "/stock";
}
