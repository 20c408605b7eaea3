import { describe, expect, it } from "vitest";
import {
  BLANK_LINE,
  formFieldOf,
  newOrderForm,
  type OrderForm,
  orderEditOf,
  orderFormSchema,
} from "./form";
import { lineTotalOf, typedTotals } from "./form-numbers";

const line = { ...BLANK_LINE, sku: "CHAIR", quantity: "2", unitPriceMinor: "12.50" };
const form: OrderForm = {
  ...newOrderForm({ currency: "EUR", today: "2026-06-01" }),
  client: { code: "ACME" },
  lines: [line],
};

function read(set: Partial<OrderForm>) {
  return orderFormSchema.parse({ ...form, ...set });
}

function problems(set: Partial<OrderForm>): Record<string, string> {
  const parsed = orderFormSchema.safeParse({ ...form, ...set });
  return Object.fromEntries(
    (parsed.error?.issues ?? []).map((issue) => [issue.path.join("."), issue.message]),
  );
}

describe("the order form", () => {
  it("reads decimal text exactly", () => {
    const lines = [{ ...line, quantity: "1.005", unitPriceMinor: "0.1", discountMinor: "0.01" }];
    expect(read({ lines, shippingMinor: "4.90", taxMinor: "" }).input).toMatchObject({
      source: "manual",
      client: { code: "ACME" },
      orderedOn: "2026-06-01",
      shipByOn: null,
      shippingMinor: 490,
      taxMinor: 0,
      lines: [
        {
          sku: "CHAIR",
          quantity: 1005,
          unitPriceMinor: 10,
          discountMinor: 1,
          overShipAllowance: 0,
        },
      ],
    });
  });

  it("takes amounts in the places of their currency", () => {
    expect(
      read({ currency: "JPY", lines: [{ ...line, unitPriceMinor: "1250" }] }).input.lines,
    ).toEqual([
      {
        sku: "CHAIR",
        quantity: 2000,
        unitPriceMinor: 1250,
        discountMinor: 0,
        overShipAllowance: 0,
      },
    ]);
    expect(problems({ currency: "JPY" })).toEqual({
      "lines.0.unitPriceMinor": "Unit price may have no decimals.",
    });
    expect(problems({ lines: [{ ...line, unitPriceMinor: "9.805" }] })).toEqual({
      "lines.0.unitPriceMinor": "Unit price may have at most 2 decimals.",
    });
    expect(problems({ lines: [{ ...line, unitPriceMinor: "9.800" }] })).toEqual({});
  });

  it("names every wrong field at once, each with one message", () => {
    const lines = [
      { ...line, quantity: "x", unitPriceMinor: "", discountMinor: "1,50" },
      { ...line, sku: "", quantity: "0" },
    ];
    expect(
      problems({ client: { code: " " }, currency: "XX", deliverByOn: "2026-02-30", lines }),
    ).toEqual({
      "client.code": "Client code is missing.",
      currency: "Currency must be a code of three letters, such as EUR.",
      deliverByOn: "Deliver by must be a day that exists, such as 2026-03-31.",
      "lines.0.quantity": "Quantity must be a number such as 2 or 1.5.",
      "lines.0.unitPriceMinor": "Unit price is missing.",
      "lines.0.discountMinor": "Discount needs a point for decimals, such as 12.50, and no commas.",
      "lines.1.sku": "SKU is missing.",
      "lines.1.quantity": "Quantity must be more than 0.",
    });
  });

  it("takes an empty over-ship allowance as none and refuses what is no quantity", () => {
    const readAs = (text: string) =>
      read({ lines: [{ ...line, overShipAllowance: text }] }).input.lines[0]?.overShipAllowance;
    expect(["", "0", "0.0", "1.5"].map(readAs)).toEqual([0, 0, 0, 1500]);
    for (const overShipAllowance of ["-1", "two", "1,5", "0.0001"]) {
      expect(problems({ lines: [{ ...line, overShipAllowance }] })).toEqual({
        "lines.0.overShipAllowance": "Type how many more may be shipped, such as 2 or 1.5.",
      });
    }
  });

  it("tells too many decimals of a quantity from too many digits", () => {
    expect(problems({ lines: [{ ...line, quantity: "1.0005" }] })).toEqual({
      "lines.0.quantity": "Quantity may have at most 3 decimals.",
    });
    expect(problems({ lines: [{ ...line, quantity: "123456789012" }] })).toEqual({
      "lines.0.quantity": "Quantity is too large.",
    });
    expect(problems({ lines: [{ ...line, quantity: "-1" }] })).toEqual({
      "lines.0.quantity": "Quantity must be more than 0.",
    });
  });

  it("compares a discount only with amounts that could be read", () => {
    const lines = [{ ...line, discountMinor: "25.01" }];
    expect(problems({ lines })).toEqual({
      "lines.0.discountMinor": "Discount must not be more than quantity times unit price.",
    });
    expect(problems({ lines: [{ ...line, unitPriceMinor: "?", discountMinor: "5" }] })).toEqual({
      "lines.0.unitPriceMinor": "Unit price must be an amount such as 12.50.",
    });
  });

  it("leaves blank rows out and finds the row of what is wrong behind them", () => {
    const lines = [BLANK_LINE, line, BLANK_LINE, { ...line, sku: "" }];
    expect(read({ lines: [BLANK_LINE, line] }).input.lines).toHaveLength(1);
    expect(problems({ lines })).toEqual({ "lines.3.sku": "SKU is missing." });
    expect(formFieldOf({ ...form, lines }, "lines.1.quantity")).toBe("lines.3.quantity");
    expect(formFieldOf({ ...form, lines }, "lines.0.line")).toBe("lines.1.sku");
    expect(formFieldOf(form, "removed")).toBe("lines");
    expect(formFieldOf(form, "client.code")).toBe("client.code");
  });

  it("says what is missing when nothing is filled in", () => {
    const blank = newOrderForm({ currency: "EUR", today: "2026-06-01" });
    expect(problems(blank)).toEqual({
      "client.code": "Client code is missing.",
      "lines.0.sku": "SKU is missing.",
      "lines.0.unitPriceMinor": "Unit price is missing.",
    });
  });

  it("takes an empty address for none and a half one for a mistake", () => {
    expect(read({}).input.shipTo).toBeNull();
    expect(problems({ shipTo: { ...form.shipTo, city: "Berlin" } })).toEqual({
      "shipTo.name": "Ship-to name is missing.",
      "shipTo.line1": "Address line 1 is missing.",
      "shipTo.country": "Country is missing.",
    });
  });

  it("says yes, no or nothing about partial shipments", () => {
    expect(read({ allowPartial: "yes" }).input.allowPartial).toBe(true);
    expect(read({ allowPartial: "no" }).input.allowPartial).toBe(false);
    expect(read({}).input.allowPartial).toBeNull();
  });
});

describe("an edit", () => {
  it("keeps the numbers of its lines, leaves new ones without, and removes those that are gone", () => {
    const lines = [{ ...line, line: 3 }, BLANK_LINE, { ...line, sku: "TABLE" }];
    const edit = orderEditOf(read({ lines }), { version: 4, known: [1, 3] });
    expect(edit).toMatchObject({
      version: 4,
      lines: [{ line: 3, sku: "CHAIR" }, { sku: "TABLE" }],
      removed: [1],
    });
    expect(edit.lines[1]).not.toHaveProperty("line");
    expect(edit).not.toHaveProperty("client");
  });
});

describe("the totals while typing", () => {
  it("follow the same rule as the order's", () => {
    const half = { ...line, quantity: "0.5", unitPriceMinor: "0.01" };
    expect(lineTotalOf(half, "EUR")).toBe(1);
    expect(
      typedTotals({ ...form, lines: [line, half], shippingMinor: "4.90", taxMinor: "0.10" }),
    ).toEqual({ subtotalMinor: 2501, totalMinor: 3001 });
  });

  it("count nothing for what can't be read yet", () => {
    expect(lineTotalOf(BLANK_LINE, "EUR")).toBeNull();
    expect(lineTotalOf({ ...line, quantity: "two" }, "EUR")).toBeNull();
    expect(typedTotals({ ...form, lines: [line, BLANK_LINE], shippingMinor: "?" })).toEqual({
      subtotalMinor: 2500,
      totalMinor: 2500,
    });
  });
});
