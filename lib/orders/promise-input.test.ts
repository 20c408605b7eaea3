import { expect, test } from "vitest";
import { asksInAddress, asksQuery } from "./promise-input";

const read = (query: string) => asksInAddress(new URLSearchParams(query));

test("lines are pairs in order, and one that is still typed is left out", () => {
  expect(read("sku=OAK&quantity=2&sku=ASH&quantity=1,5")).toEqual([
    { sku: "OAK", units: 2000 },
    { sku: "ASH", units: 1500 },
  ]);
  expect(read("sku=OAK&quantity=&sku=&quantity=3&sku=ASH&quantity=-1&sku=ELM")).toEqual([]);
  expect(read("")).toEqual([]);
});

test("what is written is what is read", () => {
  const lines = [
    { sku: " A&B ", quantity: "2.5" },
    { sku: "", quantity: "" },
    { sku: "C", quantity: "1" },
  ];
  expect(read(asksQuery(lines))).toEqual([
    { sku: "A&B", units: 2500 },
    { sku: "C", units: 1000 },
  ]);
});
