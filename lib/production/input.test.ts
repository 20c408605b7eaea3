import { describe, expect, it } from "vitest";
import { newProductionSchema, reportSchema } from "./input";

const problem = (schema: typeof reportSchema | typeof newProductionSchema, input: unknown) => {
  const parsed = schema.safeParse(input);
  return parsed.success ? null : parsed.error.issues.map((issue) => issue.message);
};

describe("a report", () => {
  it("takes a form's text, with a point or a comma, and an empty field as nothing", () => {
    expect(reportSchema.parse({ quantity: " 4 ", scrapped: "" })).toEqual({
      quantity: 4000,
      scrapped: 0,
    });
    expect(reportSchema.parse({ quantity: "2,5" }).quantity).toBe(2500);
    expect(reportSchema.parse({ quantity: "", scrapped: "1" })).toEqual({
      quantity: 0,
      scrapped: 1000,
    });
  });

  it("takes the API's thousandths", () => {
    expect(reportSchema.parse({ quantity: 2500 })).toEqual({ quantity: 2500, scrapped: 0 });
  });

  it("of nothing, of less than nothing, of no number is refused in plain words", () => {
    expect(problem(reportSchema, { quantity: "" })).toEqual(["Say how many were made."]);
    expect(problem(reportSchema, { quantity: "-1" })).toEqual(["Made must not be negative."]);
    for (const text of ["many", "1.2345", "1e3", "=1+1", "NaN"]) {
      expect(problem(reportSchema, { quantity: text })).toEqual([
        "Made must be a number with at most 3 decimals, such as 12 or 2.5.",
      ]);
    }
    expect(problem(reportSchema, { quantity: "999999999999" })).not.toBeNull();
  });
});

describe("a new production order", () => {
  const input = { sku: "OAK", quantity: "5", dueOn: "2026-06-12" };

  it("is for stock unless it names an order", () => {
    expect(newProductionSchema.parse({ ...input, order: " " })).toEqual({
      ...input,
      quantity: 5000,
      order: "",
    });
  });

  it("needs a product, more than nothing and a day that exists", () => {
    expect(problem(newProductionSchema, { ...input, sku: "" })).toEqual(["SKU is missing."]);
    expect(problem(newProductionSchema, { ...input, quantity: "0" })).toEqual([
      "Quantity must be more than 0.",
    ]);
    expect(problem(newProductionSchema, { ...input, quantity: "" })).toEqual([
      "Quantity must be a number with at most 3 decimals, such as 12 or 2.5.",
    ]);
    expect(problem(newProductionSchema, { ...input, dueOn: "2026-02-30" })).toEqual([
      "Due date must be a day that exists.",
    ]);
  });
});
