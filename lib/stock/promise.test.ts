import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Demand, Supply } from "./availability";
import { type PromisedProduct, promiseUnits, wholePromise } from "./promise";

const today = "2026-06-01";
const demand = (id: string, rank: number, owed: number): Demand => ({
  lineId: id,
  orderId: id,
  line: 1,
  rank,
  onHold: false,
  owed,
  kept: 0,
  pins: [],
});
const supply = (id: string, on: string, quantity: number): Supply => ({
  id,
  on,
  quantity,
  forLine: null,
});
const product = (
  stock: Partial<PromisedProduct["stock"]> = {},
  set: Partial<PromisedProduct> = {},
): PromisedProduct => ({
  kind: "goods",
  tracked: true,
  made: true,
  leadTimeDays: 20,
  stock: { onHand: 0, demands: [], supplies: [], ...stock },
  ...set,
});
const one = (of: PromisedProduct, units: number) => promiseUnits(of, [units], null, today).lines[0];

describe("the promise for more units", () => {
  test("is today where they are in stock and nobody ahead needs them", () => {
    expect(one(product({ onHand: 5000, demands: [demand("a", 1, 2000)] }), 3000)).toEqual({
      fromStock: 3000,
      pieces: [],
      toMake: null,
      undated: 0,
      overdue: 0,
      on: today,
    });
  });

  test("is the day of the last supply that is needed and not promised to others", () => {
    const stock = {
      onHand: 1000,
      demands: [demand("a", 1, 3000)],
      supplies: [supply("po", "2026-06-10", 3000), supply("mo", "2026-06-15", 5000)],
    };
    expect(one(product(stock), 2000)).toMatchObject({
      fromStock: 0,
      pieces: [
        { supply: "po", on: "2026-06-10", quantity: 1000 },
        { supply: "mo", on: "2026-06-15", quantity: 1000 },
      ],
      on: "2026-06-15",
    });
  });

  test("is a lead time from today for what has to be made, or the later day of its supply", () => {
    const stock = { onHand: 1000, supplies: [supply("po", "2026-06-10", 1000)] };
    expect(one(product(stock), 5000)).toMatchObject({
      fromStock: 1000,
      toMake: { quantity: 3000, on: "2026-06-21" },
      on: "2026-06-21",
    });
    const late = { supplies: [supply("po", "2026-07-10", 1000)] };
    expect(one(product(late), 2000)).toMatchObject({
      toMake: { quantity: 1000, on: "2026-06-21" },
      on: "2026-07-10",
    });
    expect(one(product({}, { leadTimeDays: 0 }), 1000)?.on).toBe(today);
  });

  test("names no day for what is bought and not ordered, or made without a lead time", () => {
    for (const set of [{ made: false }, { leadTimeDays: null }]) {
      expect(one(product({ onHand: 1000 }, set), 3000)).toMatchObject({
        fromStock: 1000,
        toMake: null,
        undated: 2000,
        on: null,
      });
    }
  });

  test("names no day where it rests on supply whose day has passed", () => {
    const stock = { supplies: [supply("po", "2026-05-20", 1000)] };
    expect(one(product(stock), 1000)).toMatchObject({ overdue: 1000, on: null });
    expect(one(product({ supplies: [supply("po", today, 1000)] }), 1000)?.on).toBe(today);
  });

  test("asks nothing of a service or of what is not tracked", () => {
    for (const set of [{ kind: "service" as const }, { tracked: false }]) {
      expect(one(product({ demands: [demand("a", 1, 9000)] }, set), 1000)?.on).toBe(today);
    }
  });

  test("serves several asks for one product in their order", () => {
    const stock = { onHand: 3000, supplies: [supply("po", "2026-06-10", 2000)] };
    const { lines } = promiseUnits(product(stock), [2000, 2000], null, today);
    expect(lines.map(({ fromStock, on }) => [fromStock, on])).toEqual([
      [2000, today],
      [1000, "2026-06-10"],
    ]);
  });

  test("for an order in the queue goes before those behind it, and names whom it takes from", () => {
    const stock = {
      onHand: 3000,
      demands: [demand("a", 1, 1000), demand("b", 2, 2000), demand("c", 3, 1000)],
      supplies: [supply("po", "2026-06-10", 1000)],
    };
    const asker = { orderId: "a", rank: 1, onHold: false };
    const answer = promiseUnits(product(stock), [1000], asker, today);
    expect(answer.lines[0]).toMatchObject({ fromStock: 1000, on: today });
    expect(answer.takesFrom).toEqual(["b", "c"]);
    const held = promiseUnits(product(stock), [1000], { ...asker, onHold: true }, today);
    expect(held.lines[0]?.fromStock).toBe(0);
    expect(held.takesFrom).toEqual(["c"]);
  });

  test("of a new order takes from nobody, and all its units have a source or none", () => {
    fc.assert(
      fc.property(
        fc.nat(9000),
        fc.array(
          fc.record({
            rank: fc.integer({ min: -9, max: 9 }),
            owed: fc.integer({ min: 1, max: 4000 }),
          }),
          { maxLength: 6 },
        ),
        fc.array(
          fc.record({
            day: fc.integer({ min: 10, max: 30 }),
            quantity: fc.integer({ min: 1, max: 4000 }),
          }),
          { maxLength: 4 },
        ),
        fc.array(fc.integer({ min: 1, max: 5000 }), { minLength: 1, maxLength: 3 }),
        fc.boolean(),
        (onHand, demands, supplies, asks, made) => {
          const stock = {
            onHand,
            demands: demands.map(({ rank, owed }, at) => demand(`${at}`, rank, owed)),
            supplies: supplies.map(({ day, quantity }, at) =>
              supply(`${at}`, `2026-06-${day}`, quantity),
            ),
          };
          const answer = promiseUnits(product(stock, { made }), asks, null, today);
          expect(answer.takesFrom).toEqual([]);
          answer.lines.forEach((line, at) => {
            const dated = line.pieces.reduce((sum, piece) => sum + piece.quantity, 0);
            expect(line.fromStock + dated + (line.toMake?.quantity ?? 0) + line.undated).toBe(
              asks[at],
            );
            expect(line.on === null).toBe(line.undated > 0);
          });
        },
      ),
    );
  });
});

test("the promise of a whole order is its last line's, and none where one line has none", () => {
  expect(wholePromise([], today)).toBe(today);
  expect(wholePromise([{ on: "2026-06-10" }, { on: "2026-06-03" }], today)).toBe("2026-06-10");
  expect(wholePromise([{ on: "2026-06-10" }, { on: null }, { on: today }], today)).toBeNull();
});
