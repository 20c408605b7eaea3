import { describe, expect, it } from "vitest";
import { carrierPage } from "./carriers";

describe("carrierPage", () => {
  it("leads to the carrier's own page, however its name is written", () => {
    expect(carrierPage("UPS", "1Z999AA10123456784")).toBe(
      "https://www.ups.com/track?tracknum=1Z999AA10123456784",
    );
    expect(carrierPage("DHL Freight", "TRK734000017")).toBe(
      "https://www.dhl.com/global-en/home/tracking.html?tracking-id=TRK734000017",
    );
    expect(carrierPage("fedex ground", " 1234 5678 ")).toBe(
      "https://www.fedex.com/fedextrack/?trknbr=1234%205678",
    );
  });

  it("leads nowhere for a carrier that is not known, or without a number", () => {
    expect(carrierPage("Own truck", "TRK734000017")).toBeNull();
    expect(carrierPage("Startups United", "TRK734000017")).toBeNull();
    expect(carrierPage("UPS", null)).toBeNull();
    expect(carrierPage(null, "1Z999AA10123456784")).toBeNull();
  });

  it("takes nothing for a number that could lead elsewhere", () => {
    for (const number of [
      "",
      "x",
      "javascript:alert(1)",
      "1?next=//evil.example",
      "a&b=c",
      "é123",
    ]) {
      expect(carrierPage("UPS", number)).toBeNull();
    }
  });
});
