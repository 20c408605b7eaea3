import { expect, test } from "vitest";
import type { Effect } from "@/lib/orders/queue";
import {
  breaksPromise,
  changeWords,
  effectsWords,
  queueMovedWords,
  waitWords,
} from "./queue-words";

const reader = { locale: "en-GB", today: "2026-06-01" };
const ready = { short: 0, on: null };
const on = (day: string) => ({ short: 0, on: day });
const effect = (
  before: Effect["before"],
  after: Effect["after"],
  days: number | null,
  slips = true,
) => ({
  orderId: "x",
  before,
  after,
  days,
  slips,
});

test("a wait is said as stock, a day or what is short", () => {
  expect(waitWords(ready, reader)).toBe("In stock");
  expect(waitWords(on("2026-06-12"), reader)).toBe("Fri 12 Jun");
  expect(waitWords({ short: 2500, on: "2026-06-12" }, reader)).toBe("Short 2.5");
});

test("a change is said in days, or in units where nothing dates them", () => {
  expect(changeWords(effect(ready, on("2026-06-02"), 1))).toBe("1 day later");
  expect(changeWords(effect(on("2026-06-12"), ready, -11, false))).toBe("11 days earlier");
  expect(changeWords(effect(ready, { short: 2000, on: null }, null))).toBe("2 more short");
  expect(
    changeWords(effect({ short: 3000, on: null }, { short: 1000, on: null }, null, false)),
  ).toBe("2 less short");
  expect(changeWords(effect(ready, on("2026-06-01"), 0))).toBe("Waits longer");
});

test("a promise is broken by the move only where it was kept before", () => {
  const promise = "2026-06-05";
  expect(breaksPromise(effect(ready, on("2026-06-06"), 5), promise)).toBe(true);
  expect(breaksPromise(effect(ready, { short: 1, on: null }, null), promise)).toBe(true);
  expect(breaksPromise(effect(on("2026-06-06"), on("2026-06-09"), 3), promise)).toBe(false);
  expect(breaksPromise(effect(ready, on("2026-06-05"), 4), promise)).toBe(false);
  expect(breaksPromise(effect(ready, on("2026-06-06"), 5), null)).toBe(false);
});

test("the sum names both sides, or that there is none", () => {
  const [slips, gains] = [{ slips: true }, { slips: false }];
  expect(effectsWords([slips, slips, gains])).toBe("2 orders slip, 1 gains.");
  expect(effectsWords([gains])).toBe("1 order gains.");
  expect(effectsWords([slips])).toBe("1 order slips.");
  expect(effectsWords([])).toBe("Nobody slips and nobody gains.");
});

test("a move is told by its places, a place that it had already as that", () => {
  expect(queueMovedWords({ order: "SO-1", from: 12, to: 3 })).toBe(
    "SO-1 moved from place 12 to 3.",
  );
  expect(queueMovedWords({ order: "SO-1", from: 3, to: 3 })).toBe(
    "SO-1 stands at place 3 already.",
  );
});
