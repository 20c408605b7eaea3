import { describe, expect, it } from "vitest";
import { isOrderDay, normaliseExternalId, orderInputSchema, orderTotals } from "@/lib/orders/input";
import { MINOR_MAX } from "@/lib/shared/money";
import { QUANTITY_MAX } from "@/lib/shared/quantity";

const line = { sku: "CHAIR-1", quantity: 2000, unitPriceMinor: 1250 };
const order = { client: { code: "ACME" }, currency: "EUR", lines: [line] };

function problems(input: unknown): Record<string, string> {
  const parsed = orderInputSchema.safeParse(input);
  return parsed.success
    ? {}
    : Object.fromEntries(parsed.error.issues.map((issue) => [issue.path.join("."), issue.message]));
}

describe("the order input", () => {
  it("fills in source, amounts and discount when they are left out", () => {
    expect(orderInputSchema.parse(order)).toEqual({
      ...order,
      source: "api",
      shippingMinor: 0,
      taxMinor: 0,
      lines: [{ ...line, discountMinor: 0 }],
    });
  });

  it("trims text and writes currency and two-letter countries in capitals", () => {
    const shipTo = { name: " Acme ", line1: "1 Elm St", city: "Reims", postalCode: "01100" };
    const parsed = orderInputSchema.parse({
      ...order,
      source: " shop ",
      currency: " eur",
      shipTo: { ...shipTo, country: "fr" },
    });
    expect(parsed).toMatchObject({
      source: "shop",
      currency: "EUR",
      shipTo: { name: "Acme", postalCode: "01100", country: "FR" },
    });
    expect(
      orderInputSchema.parse({ ...order, shipTo: { ...shipTo, country: "France" } }).shipTo
        ?.country,
    ).toBe("France");
  });

  it.each([
    ["number", { number: "Open" }, "This order number is the name of a page. Choose another one."],
    ["number", { number: ".." }, "This order number is the name of a page. Choose another one."],
    [
      "number",
      { number: "SO 1" },
      "Order number may have 1 to 40 letters, digits, dots, dashes or underscores.",
    ],
    ["source", { source: " " }, "Source is missing."],
    ["client.code", { client: { code: "" } }, "Client code is missing."],
    ["currency", { currency: "EURO" }, "Currency must be a code of three letters, such as EUR."],
    ["currency", { currency: "XQZ" }, "Currency must be a code of three letters, such as EUR."],
    [
      "shipByOn",
      { shipByOn: "2026-02-30" },
      "Ship by must be a day that exists, such as 2026-03-31.",
    ],
    ["taxMinor", { taxMinor: -1 }, "Tax must not be negative."],
    ["note", { note: "a\u0000b" }, "Note holds a character that can't be stored. Type it again."],
    [
      "poNumber",
      { poNumber: "\ud800" },
      "PO number holds a character that can't be stored. Type it again.",
    ],
    ["lines", { lines: [] }, "An order needs at least one line."],
    ["lines", { lines: Array(1001).fill(line) }, "An order may have at most 1000 lines."],
    ["lines.0.quantity", { lines: [{ ...line, quantity: 0 }] }, "Quantity must be more than 0."],
    [
      "lines.0.quantity",
      { lines: [{ ...line, quantity: 0.5 }] },
      "Quantity may have at most 3 decimals.",
    ],
    [
      "lines.0.quantity",
      { lines: [{ ...line, quantity: QUANTITY_MAX + 1, unitPriceMinor: 0 }] },
      "Quantity is too large.",
    ],
    ["lines.0.sku", { lines: [{ ...line, sku: " " }] }, "SKU is missing."],
    [
      "lines.0.discountMinor",
      { lines: [{ ...line, discountMinor: 2501 }] },
      "Discount must not be more than quantity times unit price.",
    ],
    [
      "lines.0.unitPriceMinor",
      { lines: [{ ...line, unitPriceMinor: MINOR_MAX }] },
      "Quantity times unit price is too large. Lower one of them.",
    ],
    [
      "lines",
      { lines: [{ ...line, quantity: 1000, unitPriceMinor: MINOR_MAX }], taxMinor: 1 },
      "The order's total is too large. Split the order.",
    ],
  ])("refuses a wrong %s: %j", (path, change, message) => {
    expect(problems({ ...order, ...change })).toEqual({ [path]: message });
  });

  it("takes a discount of the whole line and the largest total", () => {
    expect(problems({ ...order, lines: [{ ...line, discountMinor: 2500 }] })).toEqual({});
    expect(
      problems({ ...order, lines: [{ ...line, quantity: 1000, unitPriceMinor: MINOR_MAX }] }),
    ).toEqual({});
  });

  it("adds up goods after discounts, then shipping and tax", () => {
    const parsed = orderInputSchema.parse({
      ...order,
      shippingMinor: 500,
      taxMinor: 19,
      lines: [
        { ...line, discountMinor: 100 },
        { sku: "OIL", quantity: 1500, unitPriceMinor: 333 },
      ],
    });
    expect(orderTotals(parsed)).toEqual({ subtotalMinor: 2400 + 500, totalMinor: 2900 + 519 });
  });
});

describe("the external number", () => {
  it.each([
    ["  #1001 ", "#1001"],
    ["PO\u00a0 12\t3", "PO 12 3"],
    ["００１２", "0012"],
    ["0007", "0007"],
  ])("reads %j as %j", (text, expected) => {
    expect(normaliseExternalId(text)).toBe(expected);
    expect(orderInputSchema.parse({ ...order, externalId: text }).externalId).toBe(expected);
  });

  it("is none when it is blank, and at most 120 characters long", () => {
    expect(orderInputSchema.parse({ ...order, externalId: "  " }).externalId).toBeNull();
    expect(problems({ ...order, externalId: "x".repeat(121) })).toEqual({
      externalId: "External number may have at most 120 characters.",
    });
  });
});

describe("a day", () => {
  it.each([
    ["2028-02-29", true],
    ["2026-02-29", false],
    ["2026-13-01", false],
    ["2026-00-10", false],
    ["2026-3-1", false],
    ["1899-12-31", false],
    ["2200-12-31", true],
    ["2201-01-01", false],
  ])("%s is an order's day: %s", (day, expected) => {
    expect(isOrderDay(day)).toBe(expected);
  });
});
