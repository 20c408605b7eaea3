import { expect, test } from "vitest";
import { parseStockList, stockHref } from "./list";

test("an address names a list, a search and a place; what it can't mean is the first list", () => {
  expect(parseStockList({ list: "short", q: " oak ", after: "x" })).toEqual({
    list: "short",
    q: "oak",
    after: "x",
    before: null,
  });
  expect(parseStockList({ list: "nonsense" }).list).toBe("all");
});

test("links leave out what is usual", () => {
  expect(stockHref({})).toBe("/stock");
  expect(stockHref({ list: "oversold", q: "oak", after: null })).toBe("/stock?list=oversold&q=oak");
});
