/** Decides what an address says about a searched and paged list, and how its links read. */

export type ListSearch = {
  readonly q: string | null;
  readonly after: string | null;
  readonly before: string | null;
};

type SearchParams = Readonly<Record<string, string | readonly string[] | undefined>>;

const TEXT_MAX = 200;

/** Reads `q`, `after` and `before`; a parameter that comes twice counts once. */
export function parseListSearch(params: SearchParams): ListSearch {
  const one = (name: string): string | null => {
    const value = params[name];
    const text = typeof value === "string" ? value : value?.[0];
    return text?.replaceAll("\0", "").trim() || null;
  };
  return { q: one("q")?.slice(0, TEXT_MAX) ?? null, after: one("after"), before: one("before") };
}

/** The address of another page of the same search; null where there is none. */
export function pageHref(
  path: string,
  { q }: Pick<ListSearch, "q">,
  cursor: { readonly after: string | null } | { readonly before: string | null },
): string | null {
  const [[name, value] = ["", null]] = Object.entries(cursor);
  if (value === null) {
    return null;
  }
  return `${path}?${new URLSearchParams({ ...(q === null ? {} : { q }), [name]: value })}`;
}
