import { expect, test } from "vitest";
import type { NamedPromise } from "@/lib/orders/promise";
import { lineWords, promiseTitle, spareWords } from "./promise-words";

const reader = { locale: "en-GB", today: "2026-06-01" };
const line = (set: Partial<NamedPromise> = {}): NamedPromise => ({
  sku: "OAK",
  name: "Oak chair",
  units: 5000,
  tracked: true,
  made: true,
  fromStock: 5000,
  pieces: [],
  toMake: null,
  undated: 0,
  overdue: 0,
  on: "2026-06-01",
  ...set,
});
const promise = (on: string | null, lines = [line()]) => ({ on, lines, takesFrom: [] });
const piece = { source: "MO-104", on: "2026-06-12", quantity: 2000 };

test("the title is the day, stock at once, or that there is none", () => {
  expect(promiseTitle(promise("2026-06-01"), reader)).toBe("Today, all from stock");
  expect(promiseTitle(promise("2026-06-12"), reader)).toBe("Fri 12 Jun");
  expect(promiseTitle(promise("2026-06-01", [line({ pieces: [piece] })]), reader)).toBe(
    "Mon 1 Jun",
  );
  expect(promiseTitle(promise(null), reader)).toBe("No day can be named");
});

test("a line names each source of its units", () => {
  const toMake = { quantity: 1500, on: "2026-06-21" };
  expect(lineWords(line({ fromStock: 1000, pieces: [piece], toMake }), reader)).toBe(
    "1 from stock; 2 expected Fri 12 Jun from MO-104; 1.5 to make by Sun 21 Jun",
  );
  expect(lineWords(line({ fromStock: 0, undated: 2000, made: false }), reader)).toBe(
    "2 not ordered",
  );
  expect(lineWords(line({ fromStock: 0, undated: 2000 }), reader)).toBe(
    "2 to make, without a lead time",
  );
  const late = { ...piece, on: "2026-05-20" };
  expect(lineWords(line({ fromStock: 0, pieces: [late] }), reader)).toBe(
    "2 from MO-104, which was to come Wed 20 May",
  );
  expect(lineWords(line({ tracked: false }), reader)).toBe("stock is not tracked");
});

test("a day is measured against what is asked for, where anything is", () => {
  const wanted = { label: "ship-by day", day: "2026-06-10" };
  expect(spareWords("2026-06-10", wanted, reader)).toBe("In time for the ship-by day, Wed 10 Jun.");
  expect(spareWords("2026-06-11", wanted, reader)).toBe("After the ship-by day, Wed 10 Jun.");
  expect(spareWords(null, wanted, reader)).toBeNull();
  expect(spareWords("2026-06-11", null, reader)).toBeNull();
});
