import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { clientSplit, pieceWords } from "./client-split";
import type { LineFacts } from "./lifecycle";

const TODAY = "2026-06-01";
const LINE: LineFacts = {
  kind: "goods",
  tracked: true,
  isMade: true,
  ordered: 5000,
  shortClosed: 0,
  shipped: 0,
  reserved: 0,
  expected: 0,
  expectedOn: null,
  made: 0,
  toCome: 0,
  productionStarted: false,
  productionBlocked: false,
};
type Dated = { quantity: number; on: string };
type Beside = { shipped?: Dated[]; supply?: (Dated & { source?: string })[]; cancelled?: boolean };

const split = (
  line: Partial<LineFacts>,
  { shipped = [], supply = [], cancelled = false }: Beside = {},
) => clientSplit({ ...LINE, ...line }, { shipped, supply }, { today: TODAY, cancelled });
const words = (...given: Parameters<typeof split>) =>
  split(...given).map((piece) => pieceWords(piece, "en-GB", TODAY));

describe("clientSplit", () => {
  it("tells what has left, what is ready and what comes when", () => {
    expect(
      words(
        { shipped: 1000, reserved: 1000, expected: 2000 },
        {
          shipped: [{ quantity: 1000, on: "2026-05-28" }],
          supply: [
            { quantity: 1000, on: "2026-06-12", source: "MO-104" },
            { quantity: 1000, on: "2026-06-12", source: "MO-105" },
          ],
        },
      ),
    ).toEqual([
      "1 shipped Thu 28 May",
      "1 ready to ship",
      "2 expected Fri 12 June",
      "1 without a date yet",
    ]);
  });

  it("gives no day where the day of the supply has passed", () => {
    expect(words({ expected: 5000 }, { supply: [{ quantity: 5000, on: "2026-05-30" }] })).toEqual([
      "5 without a date yet",
    ]);
  });

  it("says of what is not tracked that it is being prepared", () => {
    expect(words({ tracked: false })).toEqual(["5 being prepared"]);
  });

  it("says what will not be shipped: of a cancelled order, all that has not left", () => {
    expect(words({ shortClosed: 2000, reserved: 3000 })).toEqual([
      "3 ready to ship",
      "2 will not be shipped",
    ]);
    expect(words({ reserved: 3000 }, { cancelled: true })).toEqual(["5 will not be shipped"]);
  });

  it("has nothing to split of a service", () => {
    expect(split({ kind: "service" })).toEqual([]);
  });

  it("always adds up to what was ordered", () => {
    const dated = fc.record({
      quantity: fc.integer({ min: 1, max: 9000 }),
      on: fc.constantFrom("2026-05-20", TODAY, "2026-06-12", "2026-06-20"),
    });
    const parts = fc.array(fc.integer({ min: 0, max: 4000 }), { minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(
        parts,
        fc.array(dated, { maxLength: 4 }),
        fc.array(dated, { maxLength: 4 }),
        fc.boolean(),
        fc.boolean(),
        (
          [shortClosed = 0, shipped = 0, reserved = 0, rest = 0],
          left,
          supply,
          tracked,
          cancelled,
        ) => {
          const ordered = shortClosed + shipped + reserved + rest + 1;
          const line = { ordered, shortClosed, shipped, reserved, tracked };
          const pieces = split(line, { shipped: left, supply, cancelled });
          expect(pieces.reduce((sum, piece) => sum + piece.quantity, 0)).toBe(ordered);
          expect(pieces.every((piece) => piece.quantity > 0)).toBe(true);
        },
      ),
    );
  });
});
