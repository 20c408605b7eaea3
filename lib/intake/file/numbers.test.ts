import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type DecimalMark, decideDecimalMark, readNumber } from "@/lib/intake/file/numbers";

function shown(cell: string, mark: DecimalMark): string | null {
  const decimal = readNumber(cell, mark);
  return decimal && `${decimal.value}e-${decimal.scale}`;
}

describe("a number", () => {
  it.each<[string, DecimalMark, string | null]>([
    ["12", ".", "12e-0"],
    ["1,234.50", ".", "123450e-2"],
    ["1.234,50", ",", "123450e-2"],
    ["1 234,50", ",", "123450e-2"],
    ["1\u00a0234\u202f567,5", ",", "12345675e-1"],
    ["1'234.50", ".", "123450e-2"],
    ["12,34,567.00", ".", "123456700e-2"],
    [".5", ".", "5e-1"],
    ["€ 9,80", ",", "980e-2"],
    ["9.80 EUR", ".", "980e-2"],
    ["EUR9.80", ".", "980e-2"],
    ["US$ 9.80", ".", "980e-2"],
    ["R$ 9,80", ",", "980e-2"],
    ["12,50 kr", ",", "1250e-2"],
    ["CHF 12.-", ".", "12e-0"],
    ["12.50-", ".", "-1250e-2"],
    ["12,50 -", ",", "-1250e-2"],
    ["- 12.50", ".", "-1250e-2"],
    ["\u221212.50", ".", "-1250e-2"],
    ["(12.50)", ".", "-1250e-2"],
    ["9.80000019", ".", "980000019e-8"],
    ["1.1920929E-07", ".", "11920929e-14"],
    ["1.234,50", ".", null],
    ["1,23", ".", null],
    ["0,150", ".", null],
    ["1,2345.0", ".", null],
    ["1.23457E+12", ".", null],
    ["1 2", ".", null],
    ["BOX 12", ".", null],
    ["12 pcs", ".", null],
    ["=1+1", ".", null],
    ["0x10", ".", null],
    ["NaN", ".", null],
    ["-", ".", null],
    ["", ".", null],
    [".", ".", null],
  ])("%j with %j is %j", (cell, mark, expected) => {
    expect(shown(cell, mark)).toBe(expected);
  });

  it("is read back from any grouped writing", () => {
    const parts = fc.record({
      whole: fc.bigInt({ min: 0n, max: 10n ** 15n }),
      cents: fc.integer({ min: 0, max: 99 }),
      minus: fc.boolean(),
      mark: fc.constantFrom<DecimalMark>(".", ","),
    });
    fc.assert(
      fc.property(parts, ({ whole, cents, minus, mark }) => {
        const group = mark === "." ? "," : ".";
        const grouped = String(whole).replace(/\B(?=(\d{3})+$)/g, group);
        const cell = `${minus ? "-" : ""}${grouped}${mark}${String(cents).padStart(2, "0")}`;
        const value = whole * 100n + BigInt(cents);
        expect(readNumber(cell, mark)).toEqual({ value: minus ? -value : value, scale: 2 });
      }),
    );
  });
});

describe("the decimal mark of a column", () => {
  it.each<[string[], DecimalMark, DecimalMark, boolean]>([
    [["12", "7"], ".", ".", true],
    [["12", ""], ",", ",", true],
    [["1.234,50"], ".", ",", true],
    [["1,234.50"], ",", ".", true],
    [["1,234", "0,5"], ".", ",", true],
    [["1,234,567"], ",", ".", true],
    [["0.125"], ",", ".", true],
    [["1234.567"], ",", ".", true],
    [["€ 9,80"], ".", ",", true],
    [["1,234", "12"], ".", ".", false],
    [["1,234", "12"], ",", ",", false],
    [["1,5", "1.5", "2.5"], ",", ".", false],
    [["n/a", "see 1.2"], ",", ",", true],
  ])("of %j with %j as the habit is %j, sure: %s", (cells, fallback, value, sure) => {
    expect(decideDecimalMark(cells, fallback)).toMatchObject({ value, sure });
  });

  it("names a cell to ask about", () => {
    expect(decideDecimalMark(["5", "1,234"], ".").example).toBe("1,234");
    expect(decideDecimalMark(["1,5", "1.5", "2.5"], ",").example).toBe("1,5");
  });
});
