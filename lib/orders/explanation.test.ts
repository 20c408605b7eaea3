import { describe, expect, test } from "vitest";
import {
  explainHolder,
  explainInvoicing,
  explainLine,
  explainPayment,
  explainProduction,
  explainShipment,
  explainStock,
  type LinkedOrder,
  type StockFacts,
} from "./explanation";
import { joined, listed, sentenceText } from "./sentence";

const READER = { today: "2026-06-01", locale: "en-GB" };
const STOCK: StockFacts = {
  ...READER,
  value: "expected",
  owed: 5000,
  shipped: 0,
  reserved: 3000,
  supply: [
    {
      quantity: 2000,
      on: "2026-06-12",
      source: "MO-104",
      origin: { kind: "production", number: "MO-104" },
    },
  ],
  short: 0,
  productId: "chair",
  promise: "2026-06-15",
  isShipBy: false,
};

describe("stock is explained", () => {
  const split = "3 of 5 units reserved; 2 expected Fri 12 Jun from MO-104";
  test.each([
    [{}, `${split}. Due Mon 15 Jun, 3 days to spare.`],
    [{ isShipBy: true }, `${split}. Ship by Mon 15 Jun, 3 days to spare.`],
    [{ promise: "2026-06-12" }, `${split}. Due Fri 12 Jun.`],
    [{ promise: "2026-06-13" }, `${split}. Due Sat 13 Jun, 1 day to spare.`],
    [{ promise: null }, `${split}.`],
    [{ value: "late", promise: "2026-06-10" }, `${split}. Due Wed 10 Jun, 2 days late.`],
    [{ value: "late", today: "2026-06-14" }, `${split}, overdue. Due Mon 15 Jun.`],
    [{ value: "late", today: "2026-06-14", promise: null }, `${split}, overdue.`],
    [{ value: "late", today: "2026-06-16" }, `${split}, overdue. Due Mon 15 Jun, 1 day late.`],
    [
      { value: "short", reserved: 0, supply: [], short: 5000 },
      "0 of 5 units reserved; 5 short, not planned. Due Mon 15 Jun.",
    ],
    [
      { value: "partly", reserved: 1000, short: 2000, promise: "2026-05-30" },
      "1 of 5 units reserved; 2 expected Fri 12 Jun from MO-104; 2 short, not planned. Due Sat 30 May, 2 days late.",
    ],
    [
      { value: "in_stock", reserved: 5000, supply: [] },
      "5 of 5 units reserved. Due Mon 15 Jun, 14 days to spare.",
    ],
    [
      { value: "in_stock", owed: 1000, reserved: 1000, shipped: 4000, supply: [], promise: null },
      "1 of 1 owed unit reserved.",
    ],
    [{ value: "in_stock", owed: 0, reserved: 0, supply: [] }, "All units are shipped."],
    [{ value: "not_tracked" }, "Stock of these products is not tracked."],
    [{ value: "not_needed" }, "No stock is needed."],
  ] as const)("%j", (set, sentence) => {
    expect(sentenceText(explainStock({ ...STOCK, ...set }))).toBe(sentence);
  });

  test("with each number's source: the product, the production order, the receipt", () => {
    const receipt = {
      quantity: 500,
      on: "2026-06-13",
      source: "Sea freight 7",
      origin: { kind: "receipt", id: "sea-7" },
    } as const;
    const sentence = explainStock({ ...STOCK, supply: [...STOCK.supply, receipt] });
    expect(sentence.filter((piece) => typeof piece !== "string")).toEqual([
      { text: "3 of 5 units reserved", source: { kind: "product", id: "chair" } },
      { text: "MO-104", source: { kind: "production", number: "MO-104" } },
      { text: "Sea freight 7", source: { kind: "receipt", id: "sea-7" } },
    ]);
    expect(explainStock({ ...STOCK, productId: null })[0]).toBe("3 of 5 units reserved");
  });

  test("for one line by short days", () => {
    expect(sentenceText(explainLine({ ...STOCK, productId: "chair" }))).toBe(
      "3 of 5 reserved; 2 expected 12 Jun from MO-104",
    );
  });
});

describe("production is explained", () => {
  const order = (number: string, set: Partial<LinkedOrder> = {}): LinkedOrder => ({
    number,
    quantity: 5000,
    made: 0,
    dueOn: "2026-06-12",
    isFinished: false,
    blockedReason: null,
    ...set,
  });
  const begun = order("MO-1", { made: 3000 });
  test.each([
    [{ value: "not_needed", toMake: 0 }, "Nothing has to be made for this order."],
    [{ value: "not_started", unplanned: 5000 }, "5 units to make, not started; 5 not planned."],
    [
      { value: "not_started", linked: [order("MO-1")] },
      "5 units to make, not started; 5 to come from MO-1, due Fri 12 Jun.",
    ],
    [
      { value: "in_progress", made: 3000, toMake: 6000, unplanned: 1000, linked: [begun] },
      "3 of 6 units made; 2 to come from MO-1, due Fri 12 Jun; 1 not planned.",
    ],
    [
      { value: "in_progress", made: 3000, linked: [begun], today: "2026-06-13" },
      "3 of 5 units made; 2 to come from MO-1, due Fri 12 Jun, overdue.",
    ],
    [
      { value: "blocked", made: 3000, linked: [{ ...begun, blockedReason: "No oak." }] },
      "3 of 5 units made; 2 to come from MO-1, due Fri 12 Jun; MO-1 is blocked: No oak.",
    ],
    [
      {
        value: "made",
        made: 5000,
        linked: [order("MO-1", { made: 2000, isFinished: true }), order("MO-2", { made: 3000 })],
        toMake: 5000,
      },
      "All 5 units made by MO-1 and MO-2; 2 to come from MO-2, due Fri 12 Jun.",
    ],
    [
      {
        value: "in_progress",
        made: 3000,
        unplanned: 2000,
        linked: [{ ...begun, isFinished: true }],
      },
      "3 of 5 units made by MO-1; 2 not planned.",
    ],
    [{ value: "made", made: 1000, toMake: 1000 }, "1 unit made."],
  ] as const)("%j", (set, sentence) => {
    const facts = { ...READER, made: 0, toMake: 5000, unplanned: 0, linked: [], ...set };
    expect(sentenceText(explainProduction(facts))).toBe(sentence);
  });
});

describe("shipment is explained", () => {
  const left = (number: string) => ({ number, state: "dispatched" }) as const;
  const draft = { number: "SH-9", state: "draft" } as const;
  const voided = { number: "SH-8", state: "voided" } as const;
  test.each([
    [{ value: "not_needed" }, "Nothing has to be shipped."],
    [{ value: "not_shipped", shipments: [voided] }, "0 of 5 units shipped."],
    [{ value: "not_shipped", shipments: [draft] }, "0 of 5 units shipped; SH-9 is prepared."],
    [
      { value: "partly_shipped", shipped: 2500, shipments: [left("SH-1"), draft] },
      "2.5 of 5 units shipped in SH-1; 2.5 still owed; SH-9 is prepared.",
    ],
    [
      { value: "shipped", shipped: 5000, shipments: [left("SH-1"), left("SH-2"), voided] },
      "All 5 units shipped in SH-1 and SH-2.",
    ],
    [
      { value: "partly_shipped", shipped: 6000, wanted: 5000, owed: 1000, shipments: [] },
      "6 of 5 units shipped; 1 still owed.",
    ],
    [
      { value: "shipped", shipped: 1000, wanted: 1000, shortClosed: 4000 },
      "1 unit shipped; 4 short-closed.",
    ],
  ] as const)("%j", (set, sentence) => {
    const given = { shipped: 0, wanted: 5000, shortClosed: 0, shipments: [] };
    const owed = "shipped" in set ? 5000 - set.shipped : 5000;
    const facts = { ...given, owed, ...set };
    expect(sentenceText(explainShipment(facts))).toBe(sentence);
  });

  test("by name up to three shipments", () => {
    expect(sentenceText(listed(["a", "b", "c"]))).toBe("a, b and c");
    expect(sentenceText(listed(["a", "b", "c", "d"]))).toBe("a, b and 2 more");
    expect(listed([])).toEqual([]);
    expect(joined([[], ["a"], [], ["b"]], "; ")).toEqual(["a", "; ", "b"]);
  });
});

test("money is explained by amounts, and by the invoices that stand", () => {
  const amounts = { partMinor: 50000, totalMinor: 120000, currency: "EUR", locale: "en-GB" };
  expect(explainInvoicing({ ...amounts, invoices: ["INV-7"] })).toEqual([
    "€500.00 of €1,200.00 invoiced",
    " on ",
    { text: "INV-7", source: { kind: "invoice", number: "INV-7" } },
    ".",
  ]);
  expect(explainPayment(amounts)).toEqual([
    { text: "€500.00 of €1,200.00 paid", source: { kind: "payments" } },
    ".",
  ]);
  expect(sentenceText(explainPayment({ ...amounts, partMinor: 0 }))).toBe(
    "€0.00 of €1,200.00 paid.",
  );
  const free = { ...amounts, totalMinor: 0, invoices: [] };
  expect([explainInvoicing(free), explainPayment(free)]).toEqual([
    ["The order has no amount."],
    ["The order has no amount."],
  ]);
});

test("who holds what an order waits for is named, ahead of it or not", () => {
  const holder = { sku: "CHAIR", productId: "chair", number: "SO-1041", quantity: 4000 };
  expect(sentenceText(explainHolder({ ...holder, isAhead: true, orders: 1, total: 4000 }))).toBe(
    "SO-1041 is ahead in the queue and holds 4 of CHAIR.",
  );
  expect(sentenceText(explainHolder({ ...holder, isAhead: false, orders: 3, total: 7000 }))).toBe(
    "SO-1041 already holds 4 of CHAIR; 2 more orders hold 3.",
  );
});
