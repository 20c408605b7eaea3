import { describe, expect, it } from "vitest";
import { checkShipNotice } from "./check";
import { notice } from "./sample-notice";
import { shipNotice } from "./ship-notice";

const good = shipNotice(notice);

/** The codes of what is wrong after one text was put for another, which must be there. */
function codesWith(from: string, to: string, text = good): string[] {
  expect(text).toContain(from);
  return checkShipNotice(text.replace(from, () => to)).map((problem) => problem.code);
}

/** Takes a segment out and corrects SE01, so that only what is missing can be found. */
function without(segment: string): string {
  expect(good).toContain(`${segment}~\n`);
  const count = Number(/\nSE\*(\d+)/.exec(good)?.[1]);
  return good.replace(`${segment}~\n`, "").replace(`SE*${count}`, `SE*${count - 1}`);
}

describe("checkShipNotice", () => {
  it("finds nothing in a good notice", () => {
    expect(checkShipNotice(good)).toEqual([]);
  });

  it.each(["", "hello", "<xml/>", "ISA*00"])("finds that %j is no X12", (text) => {
    expect(checkShipNotice(text).map((problem) => problem.code)).toEqual(["not_x12"]);
  });

  it("finds a second interchange", () => {
    expect(checkShipNotice(good + good).map((problem) => problem.code)).toEqual([
      "not_one_interchange",
    ]);
  });

  it.each([
    ["a shortened header", "*00*          *00*", "*00**00*", "envelope"],
    ["a missing trailer", "IEA*1*000000042~\n", "", "envelope"],
    ["another transaction set", "ST*856*", "ST*810*", "envelope"],
    ["another group", "GS*SH*", "GS*IN*", "envelope"],
    ["an unknown version", "*X*004010~", "*X*003030~", "envelope"],
    ["neither test nor production", "*0*P*>~", "*0*X*>~", "envelope"],
    ["control numbers of the set that differ", "*0001~\nGE", "*0002~\nGE", "control_number"],
    ["control numbers of the group that differ", "GE*1*42~", "GE*1*43~", "control_number"],
    [
      "control numbers of the interchange that differ",
      "IEA*1*000000042",
      "IEA*1*000000043",
      "control_number",
    ],
    ["a wrong count of groups", "IEA*1*", "IEA*2*", "segment_count"],
    ["a wrong count of sets", "GE*1*", "GE*2*", "segment_count"],
    ["a lost segment", "N3*Werkstrasse 12~\n", "", "segment_count"],
    ["a name longer than 60", "N1*ST*Acme", `N1*ST*${"x".repeat(60)}`, "element_length"],
    ["a state of three letters", "*NJ*", "*NJX*", "element_length"],
    ["letters that X12 lacks", "Werkstrasse", "Werkstraße", "element_characters"],
    ["a component separator in a name", "Acme Retail", "Acme>Retail", "element_characters"],
    ["a day that isn't", "DTM*011*20260610", "DTM*011*20260631", "date"],
    ["a date in another form", "DTM*017*20260612", "DTM*017*12.06.26", "date"],
    ["a time that isn't", "1042*20260610*0034*", "1042*20260610*2460*", "bsn"],
    ["an unknown purpose", "BSN*00*", "BSN*77*", "bsn"],
    ["another hierarchy", "*0034*0001~", "*0034*0002~", "bsn"],
    ["an order without a number", "PRF*4500012345*", "PRF**", "order_number"],
    ["an item without an id", "LIN*2*VP*OAK-CHR~", "LIN*2~", "item_id"],
    ["a quantity of zero", "SN1**2*EA", "SN1**0*EA", "quantity"],
    ["a quantity below zero", "SN1**2*EA", "SN1**-2*EA", "quantity"],
    ["a quantity that is none", "SN1**2*EA", "SN1**two*EA", "quantity"],
    ["a quantity without a unit", "SN1**2*EA", "SN1**2", "quantity"],
    ["a wrong count of levels", "CTT*7*", "CTT*6*", "ctt_count"],
    ["a wrong sum of quantities", "CTT*7*10.5", "CTT*7*10", "ctt_hash"],
  ])("finds %s", (_what, from, to, code) => {
    expect(codesWith(from, to)).toContain(code);
  });

  it("finds an SSCC with a wrong check digit, a short one, and one used twice", () => {
    const [first = "", second = ""] = notice.packages.map((carton) => carton.sscc);
    const wrong = `${first.slice(0, 17)}${(Number(first[17]) + 1) % 10}`;
    expect(codesWith(first, wrong)).toEqual(["sscc"]);
    expect(codesWith(`00${first}`, first)).toEqual(["sscc"]);
    expect(codesWith(first, second)).toEqual(["sscc_twice"]);
  });

  it.each([
    ["TD1", "TD1*CTN25*2****G*43*KG"],
    ["DTM*011", "DTM*011*20260610"],
    ["N1*SF", "N1*SF*Oakline Furniture"],
    ["N1*ST", "N1*ST*Acme Retail Inc."],
    ["PRF", "PRF*4500012345***20260602"],
    ["LIN", "LIN*2*VP*OAK-CHR"],
  ])("finds that %s is missing", (name, segment) => {
    const problems = checkShipNotice(without(segment));
    expect(problems.map((problem) => problem.code)).toEqual(["segment_missing"]);
    expect(problems[0]?.message).toContain(`${name} is missing`);
  });

  it("finds a missing SSCC, BSN and CTT", () => {
    const [carton] = notice.packages;
    expect(
      checkShipNotice(without(`MAN*GM*00${carton?.sscc}`)).map((problem) => problem.code),
    ).toEqual(["segment_missing"]);
    const bsn = checkShipNotice(without("BSN*00*SH-1042*20260610*0034*0001"));
    expect(bsn.map((problem) => problem.code)).toEqual(["bsn_missing"]);
    expect(checkShipNotice(without("CTT*7*10.5")).map((problem) => problem.code)).toEqual([
      "ctt_missing",
    ]);
  });

  it.each([
    ["a gap in the numbers", "HL*4*3*I*0", "HL*9*3*I*0"],
    ["a parent that is not there", "HL*4*3*I*0", "HL*4*8*I*0"],
    ["an item below the order", "HL*4*3*I*0", "HL*4*2*I*0"],
    ["an unknown level", "HL*4*3*I*0", "HL*4*3*Q*0"],
    ["a second shipment", "HL*2*1*O*1", "HL*2**S*1"],
    ["a wrong note of children", "HL*3*2*P*1", "HL*3*2*P*0"],
  ])("finds %s in the hierarchy", (_what, from, to) => {
    expect(codesWith(from, to)).toContain("hierarchy");
  });

  it("finds a carton and an order with nothing in them", () => {
    const [first, second] = notice.packages;
    const hollow = first && second ? [first, { ...second, items: [] }] : [];
    for (const packages of [hollow, []]) {
      const codes = checkShipNotice(shipNotice({ ...notice, packages })).map(
        (problem) => problem.code,
      );
      expect(codes).toEqual(["hierarchy"]);
    }
  });
});
