import { describe, expect, test } from "vitest";
import { cardMarkup, cellsMarkup } from "./row-markup";
import type { RowView } from "./row-view";

const status = { words: "Partly 3/5", tone: "tone-info", bar: 60 };
const row: RowView = {
  number: "SO-1042",
  source: "Shopify",
  rank: 7,
  flag: null,
  reference: "#1001",
  client: "Acme Interiors",
  place: "Berlin",
  items: ["2× Oak chair"],
  more: 0,
  due: "Mon 15 Jun",
  dueIn: { text: "in 3 days", tone: "" },
  closed: null,
  reason: null,
  statuses: [status, { ...status, words: "Made", bar: null }, { ...status, words: "Not shipped" }],
};
const columns = { withRank: true, own: "none" } as const;
const cells = (change: Partial<RowView> = {}) =>
  String(cellsMarkup({ ...row, ...change }, columns));
const card = (change: Partial<RowView> = {}) => String(cardMarkup({ ...row, ...change }));
const count = (text: string, part: string) => text.split(part).length - 1;

describe("a row", () => {
  test("has the order's number as its first link, in the table and on the card", () => {
    for (const text of [cells(), card()]) {
      expect(/<a [^>]*>([^<]*)/.exec(text)?.[0]).toBe(
        '<a href="/orders/SO-1042" class="row-link">SO-1042',
      );
    }
  });

  test("makes a safe address of a number with signs", () => {
    expect(cells({ number: "A_1.2-3" })).toContain('href="/orders/A_1.2-3"');
    expect(cells({ number: "A/B?" })).toContain('href="/orders/A%2FB%3F"');
  });

  test("shows what people typed as text, wherever it stands", () => {
    const typed = '"><img src=x onerror=alert(1)>';
    const change = { client: typed, items: [typed, typed], reference: typed, place: typed };
    for (const text of [cells(change), card({ ...change, number: typed, source: typed })]) {
      expect(text).not.toContain("<img");
      expect(text).toContain("&quot;&gt;&lt;img src=x onerror=alert(1)&gt;");
    }
  });

  test("has a named box, and a button a status that asks for its reason, or without a script leads to it", () => {
    for (const text of [cells(), card()]) {
      expect(text).toContain('name="order" value="SO-1042" aria-label="Select order SO-1042"');
      expect(count(text, 'aria-expanded="false"')).toBe(3);
      for (const facet of ["stock", "production", "shipment"]) {
        expect(text).toContain(`<button form="why" formaction="/orders/SO-1042#status-${facet}"`);
      }
    }
  });

  test("has a bar only where a status has one", () => {
    expect(count(cells(), 'style="--percent:60"')).toBe(2);
  });

  test("has the whole name of a client as a tip where its column may cut it off", () => {
    const long = "Northern Lights Furniture Trading Company";
    expect(cells()).not.toContain('title="Acme');
    expect(cells({ client: long })).toContain(`<td title="${long}">`);
  });

  test("has as many cells as the table has columns", () => {
    const own = { closed: ["12 Jun 00:30", "Ana"] } as const;
    expect(count(cells(), "<td")).toBe(9);
    expect(count(String(cellsMarkup(row, { withRank: false, own: "none" })), "<td")).toBe(8);
    const closed = String(cellsMarkup({ ...row, ...own }, { withRank: false, own: "closed" }));
    expect(count(closed, "<td")).toBe(9);
    expect(closed).toContain('12 Jun 00:30<span class="second">Ana</span>');
  });
});
