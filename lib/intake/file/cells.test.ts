import { describe, expect, it } from "vitest";
import {
  cellText,
  codeFrom,
  isDamagedNumber,
  isFormula,
  postalCodeText,
} from "@/lib/intake/file/cells";

describe("a cell", () => {
  it.each([
    ["=1+1", true],
    [" =SUM(A1:A9)", true],
    ["@SUM(A1)", true],
    ["+cmd|' /C calc'!A0", true],
    ["-2+cmd|' /C calc'!A0", true],
    ["-5", false],
    ["+5.20", false],
    ["12", false],
    ["n/a", false],
  ])("%j is a formula: %s", (cell, expected) => {
    expect(isFormula(cell)).toBe(expected);
  });

  it.each([
    ["1.23457E+12", true],
    ["1,23457E+12", true],
    ["5E+05", true],
    ["5E12", false],
    ["ABC-1E+2", false],
    ["123456789012", false],
  ])("%j is damaged: %s", (cell, expected) => {
    expect(isDamagedNumber(cell)).toBe(expected);
  });

  it("loses the apostrophe that guards a formula, and only that", () => {
    expect(['="0012"', '="a"', '=A1&"b"'].map(cellText)).toEqual(["0012", "a", '=A1&"b"']);
    expect(["'=a", "'-x", "'s Hertogenbosch", " b "].map(cellText)).toEqual([
      "=a",
      "-x",
      "'s Hertogenbosch",
      "b",
    ]);
    expect(["'01234", " 44087 "].map(postalCodeText)).toEqual(["01234", "44087"]);
  });
});

describe("a code made from a text", () => {
  it("is the text itself where that is plain", () => {
    expect(codeFrom("Oak Chair 2.0", 40)).toBe("oak-chair-2.0");
    expect(codeFrom("Oak Chair - Large", 40)).toBe("oak-chair-large");
    expect(codeFrom("Jane.Doe@Example.com", 40)).toBe("jane.doe-at-example.com");
  });

  it("differs for texts that only look alike, and always fits", () => {
    const texts = [
      "José",
      "Jose",
      "Jose!",
      "椅子",
      "桌子",
      `${"x".repeat(80)}1`,
      `${"x".repeat(80)}2`,
    ];
    const codes = texts.map((text) => codeFrom(text, 40));
    expect(new Set(codes).size).toBe(texts.length);
    expect(codes.every((code) => /^[a-z0-9._-]{1,40}$/.test(code))).toBe(true);
    expect(texts.map((text) => codeFrom(` ${text} `, 40))).toEqual(codes);
  });
});
