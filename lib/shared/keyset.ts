/** Decides how a list is paged by the last row seen, so that no page gets slower than the first. */

export type KeysetPage<Row> = {
  readonly rows: readonly Row[];
  /** Cursors for `after` and `before`; null where there is no such page. */
  readonly next: string | null;
  readonly previous: string | null;
};

export type KeysetParams = { readonly after: string | null; readonly before: string | null };

/** Where a page begins: beyond the place, forwards or backwards. */
export type KeysetStart = {
  readonly place: readonly string[] | null;
  readonly backwards: boolean;
};

const CURSOR_LENGTH_MAX = 2_000;

/** A row's place in a sort as text for an address. */
export function keysetCursor(place: readonly string[]): string {
  const bytes = new TextEncoder().encode(JSON.stringify(place));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}

/** The place of a cursor with that many keys; a cursor that we did not make starts at the beginning. */
export function keysetStart({ after, before }: KeysetParams, keys: number): KeysetStart {
  const cursor = before ?? after;
  const place = cursor === null ? null : readCursor(cursor, keys);
  return { place, backwards: before !== null && place !== null };
}

function readCursor(cursor: string, keys: number): readonly string[] | null {
  if (cursor.length > CURSOR_LENGTH_MAX) {
    return null;
  }
  try {
    const binary = atob(cursor.replaceAll("-", "+").replaceAll("_", "/"));
    const bytes = Uint8Array.from(binary, (char) => char.charCodeAt(0));
    const parsed: unknown = JSON.parse(new TextDecoder().decode(bytes));
    const fits =
      Array.isArray(parsed) &&
      parsed.length === keys &&
      parsed.every((key) => typeof key === "string" && !key.includes("\0"));
    return fits ? parsed : null;
  } catch {
    return null;
  }
}

/** Makes the page of what was found: one row more than `limit` says that there are more. */
export function keysetPage<Row>(
  found: readonly Row[],
  limit: number,
  { place, backwards }: KeysetStart,
  placeOf: (row: Row) => readonly string[],
): KeysetPage<Row> {
  const more = found.length > limit;
  const rows = found.slice(0, limit);
  if (backwards) {
    rows.reverse();
  }
  const first = rows.at(0);
  const last = rows.at(-1);
  return {
    rows,
    next: last && (backwards || more) ? keysetCursor(placeOf(last)) : null,
    previous: first && (backwards ? more : place !== null) ? keysetCursor(placeOf(first)) : null,
  };
}

/** A pattern for LIKE that finds the text anywhere, whatever signs it holds. */
export function containsPattern(text: string): string {
  return `%${text.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
}
