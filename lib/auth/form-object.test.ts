import { describe, expect, it } from "vitest";
import { formObject } from "./form-object";

function form(...pairs: [string, string][]): FormData {
  const data = new FormData();
  for (const [name, value] of pairs) {
    data.append(name, value);
  }
  return data;
}

describe("formObject", () => {
  it("nests dotted and bracket names and makes lists of indexes", () => {
    const data = form(
      ["number", "7"],
      ["lines.0.sku", "CHAIR"],
      ["lines.0.quantity", ""],
      ["lines[1][sku]", "TABLE"],
      ["shipTo.city", "Berlin"],
    );
    expect(formObject(data)).toEqual({
      number: "7",
      lines: [{ sku: "CHAIR", quantity: "" }, { sku: "TABLE" }],
      shipTo: { city: "Berlin" },
    });
  });

  it("makes a list of repeated names, and of `name[]` also when it comes once", () => {
    expect(formObject(form(["kind", "a"], ["kind", "b"], ["orders[]", "SO-1"]))).toEqual({
      kind: ["a", "b"],
      orders: ["SO-1"],
    });
  });

  it("closes up indexes that are left out, in the order of their numbers", () => {
    const data = form(["lines.10.sku", "B"], ["lines.2.sku", "A"], ["lines.999999999.sku", "C"]);
    expect(formObject(data)).toEqual({ lines: [{ sku: "A" }, { sku: "B" }, { sku: "C" }] });
  });

  it("leaves out names that would reach an object's prototype, and Next's own", () => {
    const data = form(["__proto__.admin", "1"], ["a.constructor.b", "1"], ["$ACTION_ID_1", "x"]);
    expect(formObject(data)).toEqual({});
    expect(Reflect.get({}, "admin")).toBeUndefined();
  });

  it("keeps the first of two names that can't both be", () => {
    expect(formObject(form(["a", "1"], ["a.b", "2"]))).toEqual({ a: "1" });
    expect(formObject(form(["a.b", "2"], ["a", "1"]))).toEqual({ a: { b: "2" } });
  });
});
