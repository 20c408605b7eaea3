import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { lineAmounts, settleOrder, spreadMinor } from "@/lib/intake/file/amounts";
import { lineTotalMinor, parseDecimal } from "@/lib/shared/money";

function decimal(text: string) {
  const value = parseDecimal(text);
  if (!value) {
    throw new Error(`${text} is no decimal`);
  }
  return value;
}

function amounts(quantity: number, price: string, fraction: string) {
  return lineAmounts(
    quantity,
    decimal(price),
    { kind: "fraction", fraction: decimal(fraction) },
    2,
  );
}

describe("a line's amounts", () => {
  it.each([
    [10_000, "9.80000019", "0", 980, 0],
    [1000, "123.790001", "0", 12_379, 0],
    [12_000, "14.3999996", "0.150000006", 1440, 2592],
    [1000, "0.05", "0.5", 5, 2],
    [1000, "10", "1", 1000, 1000],
    [1500, "3.33", "0", 333, 0],
  ])(
    "of %i thousandths at %s less %s",
    (quantity, price, fraction, unitPriceMinor, discountMinor) => {
      expect(amounts(quantity, price, fraction)).toEqual({
        unitPriceMinor,
        discountMinor,
        isFinePrice: false,
      });
    },
  );

  it("keep the total of a price that is finer than the currency", () => {
    const fine = amounts(1_000_000, "0.0125", "0");
    expect(fine).toEqual({ unitPriceMinor: 2, discountMinor: 750, isFinePrice: true });
    expect(lineTotalMinor(1_000_000, 2, 750)).toBe(1250);
  });

  it("follow the currency's decimal places", () => {
    const price = decimal("1250");
    expect(lineAmounts(2000, price, { kind: "amount", minor: 500 }, 0)).toEqual({
      unitPriceMinor: 1250,
      discountMinor: 500,
      isFinePrice: false,
    });
  });

  it("round quantity x price x (1 - fraction) half up, once", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10_000_000 }),
        fc.integer({ min: 0, max: 10_000_000 }),
        fc.integer({ min: 0, max: 1_000_000 }),
        (quantity, price, millionths) => {
          const shown = `${Math.floor(price / 100)}.${String(price % 100).padStart(2, "0")}`;
          const fraction = `${Math.floor(millionths / 1e6)}.${String(millionths % 1e6).padStart(6, "0")}`;
          const line = amounts(quantity, shown, fraction);
          const exact = BigInt(quantity) * BigInt(price) * (1_000_000n - BigInt(millionths));
          const total = (exact + 500_000_000n) / 1_000_000_000n;
          expect(line && lineTotalMinor(quantity, price, line.discountMinor)).toBe(Number(total));
        },
      ),
    );
  });
});

describe("an amount that is spread", () => {
  it("gives what is left to the largest remainders", () => {
    expect(spreadMinor(100, [1, 1, 1])).toEqual([34, 33, 33]);
    expect(spreadMinor(10, [999, 1])).toEqual([10, 0]);
    expect(spreadMinor(5, [0, 0])).toEqual([0, 0]);
  });

  it("adds up exactly and takes from no line more than it has", () => {
    const weights = fc.array(fc.integer({ min: 0, max: 1_000_000_000 }), { minLength: 1 });
    fc.assert(
      fc.property(weights, fc.double({ min: 0, max: 1, noNaN: true }), (lines, share) => {
        const sum = lines.reduce((total, line) => total + line, 0);
        const amount = Math.floor(sum * share);
        const parts = spreadMinor(amount, lines);
        expect(parts.reduce((total, part) => total + part, 0)).toBe(amount);
        expect(parts.every((part, index) => part >= 0 && part <= (lines[index] ?? 0))).toBe(true);
      }),
    );
  });
});

describe("an order's own amounts", () => {
  const order = { goodsMinor: 10_000, shippingMinor: 500, taxMinor: 1900 };
  it.each([
    ["nothing", {}, 0, 1900, false],
    ["a discount", { discountMinor: 1000 }, 1000, 1900, false],
    ["a discount above the goods", { discountMinor: 20_000 }, 10_000, 1900, false],
    [
      "a discount that the lines already took off",
      { discountMinor: 1000, subtotalMinor: 10_000, totalMinor: 12_400 },
      0,
      1900,
      false,
    ],
    [
      "a discount of which the lines took a part",
      { discountMinor: 1000, subtotalMinor: 9600, totalMinor: 12_000 },
      400,
      1900,
      false,
    ],
    ["tax within the prices", { subtotalMinor: 10_000, totalMinor: 10_500 }, 0, 0, false],
    [
      "a subtotal that can't be reached",
      { discountMinor: 100, subtotalMinor: 7000 },
      100,
      1900,
      true,
    ],
    ["a total that can't be reached", { subtotalMinor: 10_000, totalMinor: 99_900 }, 0, 1900, true],
  ])("say %s", (_name, said, discountMinor, taxMinor, warns) => {
    const nothing = { discountMinor: null, subtotalMinor: null, totalMinor: null };
    const settled = settleOrder({ ...order, ...nothing, ...said }, "EUR");
    expect(settled).toMatchObject({ discountMinor, taxMinor });
    expect(settled.warning !== null).toBe(warns);
  });
});
