import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Demand, ProductStock } from "../stock/availability";
import { type Gap, queueEffects, RANK_STEP, rankIn, spreadRanks } from "./queue";

const at = (id: string, rank: number) => ({ id, rank });

describe("the rank of a place", () => {
  test("is in the middle of its neighbours, or one step beyond the first and the last", () => {
    expect(rankIn({ before: at("a", 1024), after: at("b", 2048) })).toBe(1536);
    expect(rankIn({ before: null, after: at("a", 1024) })).toBe(0);
    expect(rankIn({ before: at("a", 1024), after: null })).toBe(1024 + RANK_STEP);
    expect(rankIn({ before: null, after: null })).toBe(0);
  });

  test("is below zero where the first place is taken again and again", () => {
    expect(rankIn({ before: null, after: at("a", -5) })).toBe(-5 - RANK_STEP);
    expect(rankIn({ before: at("a", -4), after: at("b", -1) })).toBe(-3);
  });

  test("is none where the gap is used up", () => {
    expect(rankIn({ before: at("a", 7), after: at("b", 8) })).toBeNull();
    expect(rankIn({ before: at("a", 7), after: at("b", 7) })).toBeNull();
    expect(rankIn({ before: at("a", -2), after: at("b", -1) })).toBeNull();
  });

  test("spreads rise strictly between both ends and leave room for more", () => {
    expect(spreadRanks(0, 10, 3)).toEqual([2, 4, 6]);
    expect(spreadRanks(0, 3, 2)).toBeNull();
    fc.assert(
      fc.property(
        fc.integer(),
        fc.nat(1e6),
        fc.integer({ min: 1, max: 40 }),
        (from, span, count) => {
          const ranks = spreadRanks(from, from + span, count);
          const all = [from, ...(ranks ?? []), from + span];
          expect(
            ranks === null || all.every((rank, i) => i === 0 || rank - (all[i - 1] ?? 0) > 1),
          ).toBe(true);
        },
      ),
    );
  });
});

const demand = (
  orderId: string,
  rank: number,
  owed: number,
  set: Partial<Demand> = {},
): Demand => ({
  lineId: `${orderId}-${rank}`,
  orderId,
  line: 1,
  rank,
  onHold: false,
  owed,
  kept: 0,
  pins: [],
  ...set,
});
const stock: ProductStock = {
  onHand: 2000,
  demands: [demand("a", 1, 2000), demand("b", 2, 1000), demand("c", 3, 2000)],
  supplies: [
    { id: "po", on: "2026-06-12", quantity: 2000, forLine: null },
    { id: "mo", on: "2026-06-20", quantity: 500, forLine: null },
  ],
};
const first: Gap = { before: null, after: at("a", 1) };
const effectsOf = (
  move: { order: string; to: Gap },
  others: Parameters<typeof queueEffects>[2] = [],
) => queueEffects([stock], move, others, "2026-06-01");

describe("what a move in the queue does to others", () => {
  test("says who slips, from which day to which, and who gains", () => {
    expect(effectsOf({ order: "c", to: first })).toEqual([
      {
        orderId: "b",
        before: { short: 0, on: "2026-06-12" },
        after: { short: 500, on: "2026-06-20" },
        days: null,
        slips: true,
      },
      {
        orderId: "a",
        before: { short: 0, on: null },
        after: { short: 0, on: "2026-06-12" },
        days: 11,
        slips: true,
      },
      {
        orderId: "c",
        before: { short: 500, on: "2026-06-20" },
        after: { short: 0, on: null },
        days: null,
        slips: false,
      },
    ]);
  });

  test("names nobody where the move changes nothing", () => {
    expect(effectsOf({ order: "a", to: { before: null, after: at("b", 2) } })).toEqual([]);
  });

  test("keeps an order's other lines in mind: what waits for them anyway does not slip", () => {
    const later = {
      lineId: "other",
      orderId: "a",
      expected: 1000,
      expectedOn: "2026-07-01",
      short: 0,
    };
    const effects = effectsOf({ order: "c", to: first }, [later]);
    expect(effects.map(({ orderId }) => orderId)).toEqual(["b", "c"]);
  });

  test("stands between orders of one rank by their ids", () => {
    const equal = {
      ...stock,
      onHand: 1000,
      supplies: [],
      demands: ["a", "b", "c"].map((id) => demand(id, 1, 1000)),
    };
    const [slips, gains] = queueEffects(
      [equal],
      { order: "c", to: { before: null, after: at("a", 1) } },
      [],
      "2026-06-01",
    );
    expect([slips?.orderId, gains?.orderId]).toEqual(["a", "c"]);
    expect(
      queueEffects(
        [equal],
        { order: "c", to: { before: at("a", 1), after: at("b", 1) } },
        [],
        "2026-06-01",
      ),
    ).toEqual([]);
  });

  test("calls supply whose day has passed a wait, too", () => {
    const late: ProductStock = {
      onHand: 1000,
      demands: [demand("a", 1, 1000), demand("b", 2, 1000)],
      supplies: [{ id: "po", on: "2026-05-20", quantity: 1000, forLine: null }],
    };
    const effects = queueEffects([late], { order: "b", to: first }, [], "2026-06-01");
    expect(effects.map(({ orderId, slips }) => [orderId, slips])).toEqual([
      ["a", true],
      ["b", false],
    ]);
  });
});
