import { describe, expect, it } from "vitest";
import { parseArrayLiteral } from "./array-literal";

describe("an array literal", () => {
  it.each([
    ["{}", []],
    ["{1,NULL,-3}", ["1", null, "-3"]],
    ['{"a b","c\\"d","e\\\\f","NULL",""}', ["a b", 'c"d', "e\\f", "NULL", ""]],
    [
      "{{1,2},{3,4}}",
      [
        ["1", "2"],
        ["3", "4"],
      ],
    ],
    ["[0:1]={7,8}", ["7", "8"]],
  ])("%s is read element by element", (text, values) => {
    expect(parseArrayLiteral(text, (element) => element)).toEqual(values);
  });

  it("without an end is refused", () => {
    expect(() => parseArrayLiteral('{1,"2', String)).toThrow("no end");
    expect(() => parseArrayLiteral("{1,2", String)).toThrow("no end");
  });
});
