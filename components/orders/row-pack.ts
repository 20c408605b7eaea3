/**
 * Decides how rows travel to the browser: as fields between tabs, because names and quotation marks of
 * JSON would be three quarters of what a page of orders weighs.
 */
import type { RowView, StatusView, Toned } from "./row-view";

/** One row, and within it one field, and within that one part; a text that holds one of them gets a space. */
const ROW = "\n";
const FIELD = "\t";
const PART = "\r";

/** Most texts hold none of the signs, and asking is quicker than replacing. */
const clean = (text: string) => (/[\n\t\r]/.test(text) ? text.replaceAll(/[\n\t\r]/g, " ") : text);
const parts = (texts: readonly string[]) => texts.map(clean).join(PART);
const toned = (value: Toned | null) =>
  value === null ? "" : clean(value.text) + PART + value.tone;
const statusText = ({ words, tone, bar }: StatusView) =>
  clean(words) + PART + tone + PART + (bar ?? "");

function packRow(row: RowView): string {
  return [
    clean(row.number),
    clean(row.source),
    row.rank ?? "",
    toned(row.flag),
    clean(row.reference),
    clean(row.client),
    clean(row.place),
    parts(row.items),
    row.more,
    clean(row.due),
    toned(row.dueIn),
    row.closed === null ? "" : parts(row.closed),
    toned(row.reason),
    ...row.statuses.map(statusText),
  ].join(FIELD);
}

export function packRows(rows: readonly RowView[]): string {
  return rows.map(packRow).join(ROW);
}

const numberIn = (field: string) => (field === "" ? null : Number(field));

function tonedIn(field: string): Toned | null {
  if (field === "") {
    return null;
  }
  const [text = "", tone = ""] = field.split(PART);
  return { text, tone };
}

function closedIn(field: string): RowView["closed"] {
  if (field === "") {
    return null;
  }
  const [at = "", by = ""] = field.split(PART);
  return [at, by];
}

function statusIn(field: string): StatusView {
  const [words = "", tone = "", bar = ""] = field.split(PART);
  return { words, tone, bar: numberIn(bar) };
}

function unpackRow(packed: string): RowView {
  const [
    number = "",
    source = "",
    rank = "",
    flag = "",
    reference = "",
    client = "",
    place = "",
    items = "",
    more = "",
    due = "",
    dueIn = "",
    closed = "",
    reason = "",
    ...statuses
  ] = packed.split(FIELD);
  return {
    number,
    source,
    rank: numberIn(rank),
    flag: tonedIn(flag),
    reference,
    client,
    place,
    items: items === "" ? [] : items.split(PART),
    more: Number(more),
    due,
    dueIn: tonedIn(dueIn),
    closed: closedIn(closed),
    reason: tonedIn(reason),
    statuses: statuses.map(statusIn),
  };
}

export function unpackRows(packed: string): RowView[] {
  return packed === "" ? [] : packed.split(ROW).map(unpackRow);
}
