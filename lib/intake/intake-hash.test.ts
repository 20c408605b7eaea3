import { describe, expect, test } from "vitest";
import { habitsOf } from "@/lib/intake/habits";
import { intakeHash } from "@/lib/intake/intake-hash";
import { orderInputSchema } from "@/lib/orders/input";

const order = (more: Record<string, unknown> = {}) =>
  orderInputSchema.parse({
    client: { code: "ACME" },
    currency: "EUR",
    externalId: "7",
    lines: [{ sku: "CHAIR", quantity: 1000, unitPriceMinor: 500 }],
    ...more,
  });

describe("the hash of what a source said", () => {
  test("is the same whatever the order of the keys, and whether nothing is null or left out", () => {
    const same = { note: null, poNumber: undefined, externalId: "7" };
    expect(intakeHash(order(same))).toBe(intakeHash(order()));
    const reversed = order();
    const keys = Object.entries(reversed).reverse();
    expect(intakeHash({ ...reversed, ...Object.fromEntries(keys) })).toBe(intakeHash(order()));
  });

  test("does not depend on whether unknown clients may be created", () => {
    const client = { code: "ACME", createIfMissing: true };
    expect(intakeHash(order({ client }))).toBe(intakeHash(order()));
  });

  test.each([
    [{ note: "Ring twice" }],
    [{ lines: [{ sku: "CHAIR", quantity: 1001, unitPriceMinor: 500 }] }],
    [{ client: { code: "OTHER" } }],
    [{ taxMinor: 1 }],
  ])("differs where the source says %j", (more) => {
    expect(intakeHash(order(more))).not.toBe(intakeHash(order()));
  });
});

describe("how a workspace writes numbers and days", () => {
  test.each([
    ["en-GB", ".", "dmy"],
    ["en-US", ".", "mdy"],
    ["de-DE", ",", "dmy"],
    ["pt-BR", ",", "dmy"],
    ["sv-SE", ",", "dmy"],
  ] as const)("follows its locale %s", (locale, decimalMark, dateOrder) => {
    const habits = habitsOf({ locale, currency: "EUR" });
    expect(habits).toEqual({ currency: "EUR", decimalMark, dateOrder });
  });
});
