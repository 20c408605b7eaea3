import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bolNumber, checkDigit, isGtin, isSscc, sscc18 } from "./gs1";

describe("check digit", () => {
  it.each([
    ["10614141123456789", "7"],
    ["00614141123456789", "0"],
    ["0614141123456791", "3"],
    ["09528765432101234", "6"],
  ])("of %s is %s", (payload, digit) => {
    expect(checkDigit(payload)).toBe(digit);
  });

  it("is refused for anything but digits", () => {
    expect(() => checkDigit("12a")).toThrow('digits only, not "12a"');
    expect(() => checkDigit("")).toThrow("digits only");
  });
});

describe("sscc18", () => {
  it("puts extension digit 0, prefix, padded serial and check digit together", () => {
    expect(sscc18({ prefix: "0614141", serial: 123456789 })).toBe("006141411234567890");
    expect(sscc18({ prefix: "0614141000", serial: 7 }).slice(0, 17)).toBe("00614141000000007");
  });

  it("uses the prefix nobody owns when the workspace has none", () => {
    expect(sscc18({ prefix: null, serial: 1 })).toBe("000000000000000017");
  });

  it("throws when the serial outgrows what the prefix leaves", () => {
    expect(() => sscc18({ prefix: "0614141000", serial: 1_000_000 })).toThrow(
      "The SSCC series is used up: serial 1000000 has more than 6 digits.",
    );
    expect(sscc18({ prefix: "0614141000", serial: 999_999 })).toHaveLength(18);
  });

  it("throws on a prefix or serial that is none", () => {
    expect(() => sscc18({ prefix: "61414", serial: 1 })).toThrow("no GS1 company prefix");
    expect(() => sscc18({ prefix: "06141410000", serial: 1 })).toThrow("no GS1 company prefix");
    expect(() => sscc18({ prefix: null, serial: 1.5 })).toThrow("whole number");
    expect(() => sscc18({ prefix: null, serial: -1 })).toThrow("whole number");
  });

  it("always gives a valid SSCC, and a different one for each serial", () => {
    const prefix = fc.option(fc.stringMatching(/^\d{7,10}$/));
    const serial = fc.integer({ min: 0, max: 999_998 });
    fc.assert(
      fc.property(prefix, serial, (given, number) => {
        const first = sscc18({ prefix: given, serial: number });
        expect(isSscc(first)).toBe(true);
        expect(sscc18({ prefix: given, serial: number + 1 })).not.toBe(first);
      }),
    );
  });
});

describe("isSscc", () => {
  it.each(["095287654321012346", "157035381410375177", "080020080000012346"])(
    "accepts %s",
    (text) => {
      expect(isSscc(text)).toBe(true);
    },
  );

  it.each(["000715670002152360", "09528765432101234", "", "09528765432101234X"])(
    "refuses %s",
    (text) => {
      expect(isSscc(text)).toBe(false);
    },
  );
});

describe("bolNumber", () => {
  it("follows a 7-digit prefix with a serial of nine digits", () => {
    expect(bolNumber({ prefix: "0614141", serial: 123456791 })).toBe("06141411234567913");
  });

  it("gives a six-digit prefix its leading zero", () => {
    expect(bolNumber({ prefix: "614141", serial: 123456791 })).toBe("06141411234567913");
  });

  it("shortens the serial behind a longer prefix", () => {
    expect(bolNumber({ prefix: "0614141000", serial: 42 }).slice(0, 16)).toBe("0614141000000042");
    expect(() => bolNumber({ prefix: "0614141000", serial: 1_000_000 })).toThrow(
      "The bill of lading series is used up",
    );
  });

  it("begins with 04 when the workspace has no prefix", () => {
    const number = bolNumber({ prefix: null, serial: 42 });
    expect(number.slice(0, 16)).toBe("0400000000000042");
    expect(number).toHaveLength(17);
  });
});

describe("isGtin", () => {
  it.each(["4006381333931", "036000291452", "10614141000415", "96385074"])("accepts %s", (text) => {
    expect(isGtin(text)).toBe(true);
  });

  it.each(["4006381333932", "12345", "", "40063813339310", "abc"])("refuses %s", (text) => {
    expect(isGtin(text)).toBe(false);
  });
});
