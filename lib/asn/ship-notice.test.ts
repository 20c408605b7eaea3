import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkShipNotice } from "./check";
import { notice } from "./sample-notice";
import { type ShipNotice, shipNotice } from "./ship-notice";
import { readX12 } from "./x12";
import { cleanText, partyId } from "./x12-elements";

/** The one interchange of a text that is X12. */
function interchange(text: string) {
  const read = readX12(text);
  const [first] = read.ok ? read.value : [];
  if (!first) {
    throw new Error("The text is no X12.");
  }
  return first;
}

describe("shipNotice", () => {
  it("writes shipment, order, cartons and their items", () => {
    expect(shipNotice(notice)).toMatchInlineSnapshot(`
      "ISA*00*          *00*          *ZZ*OAKLINE        *ZZ*ACME           *260610*0034*U*00401*000000042*0*P*>~
      GS*SH*OAKLINE*ACME*20260610*0034*42*X*004010~
      ST*856*0001~
      BSN*00*SH-1042*20260610*0034*0001~
      HL*1**S*1~
      TD1*CTN25*2****G*43*KG~
      TD5**2*NOFR**Northern Freight~
      REF*BM*06141410000010424~
      REF*CN*5787970539~
      DTM*011*20260610~
      DTM*017*20260612~
      N1*SF*Oakline Furniture~
      N3*Werkstrasse 12~
      N4*Berlin**10115*DE~
      N1*ST*Acme Retail Inc.~
      N3*500 Harbor Boulevard*Dock 4~
      N4*Elizabeth*NJ*07201*US~
      HL*2*1*O*1~
      PRF*4500012345***20260602~
      REF*VN*SO-1042~
      HL*3*2*P*1~
      MAN*GM*00006141410000070015~
      HL*4*3*I*0~
      LIN*1*EN*4006381333931*VP*OAK-TBL-180~
      SN1**2*EA~
      PID*F****Oak table~
      HL*5*3*I*0~
      LIN*2*UP*036000291452*VP*OAK-CHR~
      SN1**6*EA~
      PID*F****Oak chair~
      HL*6*2*P*1~
      MAN*GM*00006141410000070022~
      MAN*CP*1Z999~
      HL*7*6*I*0~
      LIN*2*VP*OAK-CHR~
      SN1**2.5*EA~
      PID*F****Oak chair~
      CTT*7*10.5~
      SE*37*0001~
      GE*1*42~
      IEA*1*000000042~
      "
    `);
  });

  it("passes its own check", () => {
    expect(checkShipNotice(shipNotice(notice))).toEqual([]);
    expect(checkShipNotice(shipNotice({ ...notice, version: "005010", usage: "T" }))).toEqual([]);
    expect(checkShipNotice(shipNotice({ ...notice, purpose: "replace" }))).toEqual([]);
  });

  it("leaves out what isn't known and names our order where there is no PO", () => {
    const bare: ShipNotice = {
      ...notice,
      deliverOn: null,
      poNumber: null,
      orderedOn: null,
      bolNumber: null,
      carrier: null,
      scac: null,
      trackingNumber: null,
      weight: null,
    };
    const text = shipNotice(bare);
    expect(checkShipNotice(text)).toEqual([]);
    expect(text).toContain("\nPRF*SO-1042~");
    expect(text).toContain("\nTD1*CTN25*2~");
    expect(text).not.toMatch(/\n(TD5|REF\*BM|REF\*CN|DTM\*017)/);
  });

  it("shows date and time in the workspace's zone", () => {
    expect(shipNotice(notice)).toContain("BSN*00*SH-1042*20260610*0034*0001~");
    const text = shipNotice({ ...notice, timeZone: "America/New_York" });
    expect(text).toContain("BSN*00*SH-1042*20260609*1834*0001~");
  });

  it("cuts what 4010 has no room for, and leaves out a region that is not two letters", () => {
    const long = "x".repeat(200);
    const shipTo = {
      ...notice.shipTo,
      name: long,
      line1: long,
      city: long,
      region: "Bavaria",
      postalCode: long,
    };
    const text = shipNotice({ ...notice, shipTo, poNumber: long, carrier: long, bolNumber: long });
    expect(checkShipNotice(text)).toEqual([]);
    expect(text).toContain(`N1*ST*${"x".repeat(60)}~`);
    expect(text).toContain(`N4*${"x".repeat(30)}**${"x".repeat(15)}*US~`);
    expect(text).toContain(`PRF*${"x".repeat(22)}*`);
  });

  it("writes letters that X12 lacks without their accents", () => {
    expect(cleanText("Wöhrle & Söhne, Łódź, Straße")).toBe("Wohrle & Sohne, Lodz, Strasse");
    expect(cleanText("a*b~c>d^e\r\nf\u0000g  h")).toBe("a b c d e f g h");
    expect(cleanText("日本 Ω")).toBe("?? ?");
  });

  it("refuses ids and control numbers that no header can carry", () => {
    const sender = { qualifier: "ZZ", id: "TOO-LONG-FOR-AN-ISA" };
    expect(() => shipNotice({ ...notice, sender })).toThrow("can't be the id");
    expect(() => shipNotice({ ...notice, sender: { qualifier: "ZZ", id: "A*B" } })).toThrow();
    expect(() => shipNotice({ ...notice, controlNumber: 1_000_000_000 })).toThrow("control number");
    expect(() => shipNotice({ ...notice, controlNumber: 0 })).toThrow("control number");
  });

  it("makes a partner's id of any code", () => {
    expect(partyId("Acme & Söhne, Werk 7")).toBe("ACMESOHNEWERK7");
    expect(partyId("A")).toBe("A0");
    expect(partyId("")).toBe("00");
  });

  it("is valid and reads back as written for any names, numbers and addresses", () => {
    const nasty = fc.string({
      unit: fc.constantFrom(..."*~>^:U \n\r\t\u0000\u0085ßéŁ漢🎁AZaz09#-/'\""),
    });
    const text = fc.oneof(fc.string({ unit: "binary" }), nasty);
    const some = text.filter((value) => cleanText(value).length >= 2);
    const address = fc.record({
      name: text,
      line1: text,
      line2: fc.option(text),
      city: text,
      region: fc.option(text),
      postalCode: text,
      country: text,
    });
    const strange = fc.record({
      shipmentNumber: some,
      orderNumber: some,
      poNumber: fc.option(text),
      bolNumber: fc.option(text),
      carrier: fc.option(text),
      scac: fc.option(text),
      trackingNumber: fc.option(text),
      shipFrom: address,
      shipTo: address,
    });
    const item = fc.record({
      sku: text,
      name: text,
      gtin: fc.option(text),
      quantity: fc.integer({ min: 1, max: 9_999_999 }),
    });
    fc.assert(
      fc.property(strange, item, text, (facts, odd, code) => {
        const packages = notice.packages.map((carton) => ({
          ...carton,
          items: carton.items.map((known) => ({ ...known, ...odd })),
        }));
        const receiver = { qualifier: "ZZ", id: partyId(code) };
        const written = shipNotice({ ...notice, ...facts, receiver, packages });
        expect(checkShipNotice(written)).toEqual([]);
        const { segments } = interchange(written);
        const again = `${segments.map((segment) => segment.join("*")).join("~\n")}~\n`;
        expect(again).toBe(written);
        const st = segments.find((segment) => segment[0] === "N1" && segment[1] === "ST");
        expect(st?.[2]).toBe(cleanText(facts.shipTo.name).slice(0, 60).trim() || receiver.id);
      }),
      { numRuns: 500 },
    );
  });
});
