import fc from "fast-check";
import { expect, test } from "vitest";
import { packRows, unpackRows } from "./row-pack";
import type { RowView } from "./row-view";

const text = fc.string().map((value) => value.replaceAll(/[\n\t\r]/g, " "));
const some = text.filter((value) => value !== "");
const toned = fc.option(fc.record({ text: some, tone: text }));
const status = fc.record({
  words: some,
  tone: text,
  bar: fc.option(fc.integer({ min: 1, max: 99 })),
});
const row: fc.Arbitrary<RowView> = fc.record({
  number: some,
  source: text,
  rank: fc.option(fc.nat()),
  flag: toned,
  reference: text,
  client: text,
  place: text,
  items: fc.array(some, { maxLength: 2 }),
  more: fc.nat(),
  due: text,
  dueIn: toned,
  closed: fc.option(fc.tuple(some, text)),
  reason: toned,
  statuses: fc.tuple(status, status, status),
});

test("rows come out as they went in", () => {
  fc.assert(
    fc.property(fc.array(row), (rows) => {
      expect(unpackRows(packRows(rows))).toEqual(rows);
    }),
  );
});

test("a text that holds what stands between rows, fields or parts can't shift the others", () => {
  fc.assert(
    fc.property(row, fc.string(), (given, name) => {
      const [first, ...more] = unpackRows(packRows([{ ...given, client: `${name}\n\t\r` }, given]));
      expect(first?.client).toBe(`${name}\n\t\r`.replaceAll(/[\n\t\r]/g, " "));
      expect({ ...first, client: given.client }).toEqual(given);
      expect(more).toEqual([given]);
    }),
  );
});
