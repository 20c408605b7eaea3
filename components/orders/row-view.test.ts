import { describe, expect, test } from "vitest";
import type { OrderRow } from "@/lib/orders/order-row";
import { type Reading, rowViewOf } from "./row-view";

const reading: Reading = {
  tab: "open",
  locale: "en-GB",
  timeZone: "Europe/Berlin",
  today: "2026-06-12",
};

const row: OrderRow = {
  id: "1",
  number: "SO-1042",
  source: "shopify",
  externalId: "#1001",
  poNumber: null,
  client: { code: "ACME", name: "Acme Interiors", city: "Berlin" },
  items: [{ name: "Oak chair", quantity: 1500 }],
  moreItems: 0,
  dueOn: "2026-06-15",
  shipByOn: null,
  overdue: false,
  onHold: false,
  needsAttention: false,
  rank: 1,
  stock: {
    value: "partly",
    percent: 60,
    expectedOn: "2026-06-14",
    text: "3/5",
  },
  production: { value: "in_progress", percent: 60 },
  shipment: { value: "not_shipped", percent: 0 },
  closedAt: null,
  closedBy: null,
  archiveReason: null,
  version: 1,
};

const view = (change: Partial<OrderRow>, tab: Reading["tab"] = "open") =>
  rowViewOf({ ...row, ...change }, { ...reading, tab });
const words = (change: Partial<OrderRow>) => view(change).statuses.map((status) => status.words);

describe("a row's statuses", () => {
  test("show a count before a percent, and a percent before nothing", () => {
    expect(words({})).toEqual(["Partly 3/5", "In progress 60%", "Not shipped"]);
  });

  test("show the day supply comes when no count says more", () => {
    const stock = { ...row.stock, value: "expected" as const, text: null };
    expect(words({ stock })[0]).toBe("Expected 14 Jun");
    expect(words({ stock: { ...stock, expectedOn: "2027-01-04" } })[0]).toBe("Expected 4 Jan 2027");
  });

  test("have a bar only between nothing and all", () => {
    const bars = [null, 0, 1, 99, 100].map(
      (percent) => view({ shipment: { ...row.shipment, percent } }).statuses[2]?.bar,
    );
    expect(bars).toEqual([null, null, 1, 99, null]);
  });
});

describe("a row's due date", () => {
  test("is late only while something is owed", () => {
    const late = { dueOn: "2026-06-10", overdue: true };
    expect(view(late).dueIn).toEqual({ text: "2 days late", tone: "tone-critical" });
    const closed = { ...late, overdue: false, closedAt: new Date("2026-06-11T08:00:00Z") };
    expect(view(closed, "closed").dueIn).toEqual({ text: "2 days ago", tone: "" });
  });

  test("has the caution tone on its day", () => {
    expect(view({ dueOn: "2026-06-12" }).dueIn).toEqual({ text: "today", tone: "tone-caution" });
  });

  test("says so when there is none", () => {
    expect(view({ dueOn: null })).toMatchObject({ due: "No date", dueIn: null });
  });
});

test("closing is told in the workspace's zone", () => {
  const closed = { closedAt: new Date("2026-06-11T22:30:00Z"), closedBy: "Ana Keller" };
  expect(view(closed, "closed").closed).toEqual(["12 Jun 00:30", "Ana Keller"]);
});

test("what needs a person stands before what was put on hold", () => {
  expect(view({ onHold: true }).flag?.text).toBe("On hold");
  expect(view({ onHold: true, needsAttention: true }).flag?.text).toBe("Needs attention");
});
