import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  explainProduction,
  explainShipment,
  explainStock,
  explainTab,
  type StockFacts,
} from "./explanation";

const STOCK: StockFacts = {
  value: "expected",
  owed: 5000,
  reserved: 3000,
  supply: [{ quantity: 2000, on: "2026-06-12", source: "MO-104" }],
  short: 0,
  promise: "2026-06-15",
  isShipBy: false,
  today: "2026-06-01",
  locale: "en-GB",
};

describe("stock is explained", () => {
  test.each([
    [{}, "3 of 5 units reserved; 2 expected Fri 12 Jun from MO-104. Due Mon 15 Jun."],
    [
      { isShipBy: true },
      "3 of 5 units reserved; 2 expected Fri 12 Jun from MO-104. Ship by Mon 15 Jun.",
    ],
    [
      { value: "late", promise: "2026-06-10" },
      "3 of 5 units reserved; 2 expected Fri 12 Jun from MO-104. Due Wed 10 Jun; expected after it.",
    ],
    [
      { value: "late", today: "2026-06-14" },
      "3 of 5 units reserved; 2 expected Fri 12 Jun from MO-104. Due Mon 15 Jun; the expected day has passed.",
    ],
    [
      { value: "short", reserved: 0, supply: [], short: 5000, promise: null },
      "0 of 5 units reserved; 5 not planned.",
    ],
    [{ value: "in_stock", reserved: 5000, supply: [] }, "5 of 5 units reserved. Due Mon 15 Jun."],
    [{ value: "in_stock", owed: 0, reserved: 0, supply: [] }, "All units are shipped."],
    [{ value: "not_tracked" }, "Stock of these products is not tracked."],
    [{ value: "not_needed" }, "No stock is needed."],
  ] as const)("case %#", (set, sentence) => {
    expect(explainStock({ ...STOCK, ...set })).toBe(sentence);
  });

  test("so that reserved, expected and not planned are what is owed, always", () => {
    const part = fc.integer({ min: 0, max: 9 });
    fc.assert(
      fc.property(
        part,
        fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 3 }),
        part,
        (a, b, c) => {
          const supply = b.map((units, at) => ({
            quantity: units * 1000,
            on: `2026-06-1${at}`,
            source: "X",
          }));
          const owed = a + b.reduce((sum, units) => sum + units, 0) + c;
          fc.pre(owed > 0);
          const sentence = explainStock({
            ...STOCK,
            value: "partly",
            owed: owed * 1000,
            reserved: a * 1000,
            supply,
            short: c * 1000,
            promise: null,
          });
          const [, reserved = "", of = ""] = /^(\d+) of (\d+) unit/.exec(sentence) ?? [];
          const others = [...sentence.matchAll(/(\d+) (?:expected|not planned)/g)].map(([, n]) =>
            Number(n),
          );
          expect(Number(of)).toBe(owed);
          expect(others.reduce((sum, n) => sum + n, Number(reserved))).toBe(owed);
        },
      ),
    );
  });
});

test("production and shipment are explained by their units", () => {
  const production = { made: 3000, toMake: 5000, blockedReason: "no oak" };
  expect(explainProduction({ ...production, value: "in_progress" })).toBe("3 of 5 units made.");
  expect(explainProduction({ ...production, value: "blocked" })).toBe(
    "3 of 5 units made; blocked: no oak.",
  );
  expect(explainProduction({ ...production, made: 1000, value: "made" })).toBe("1 unit made.");
  expect(explainShipment({ value: "partly_shipped", shipped: 2500, wanted: 5000 })).toBe(
    "2.5 of 5 units shipped; 2.5 still owed.",
  );
});

test("a tab is explained by the move that led there", () => {
  const move = { cause: "label_printed", actorName: "Ana", byRule: true, policyVersion: 3 };
  expect(explainTab("closed", move)).toBe(
    "In Closed because its shipping label was printed (automation policy version 3).",
  );
  expect(explainTab("archived", { ...move, cause: "by_hand", byRule: false })).toBe(
    "In Archived because a person moved it by hand (Ana).",
  );
  expect(explainTab("open", null)).toBe("In Open because it is new and something is still owed.");
});
