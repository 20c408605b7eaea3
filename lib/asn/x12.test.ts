import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { notice } from "./sample-notice";
import { shipNotice } from "./ship-notice";
import { readX12, transactionSets } from "./x12";

const samples = new URL("../../../shared/samples/x12/", import.meta.url);
const hasSamples = existsSync(samples);

function read(text: string) {
  const result = readX12(text);
  if (!result.ok) {
    throw new Error(`The text is refused: ${result.refusal.code}.`);
  }
  return result.value;
}

const ISA =
  "ISA*00*          *00*          *ZZ*SENDER         *ZZ*RECEIVER       *091225*1943*U*00401*000000091*0*P*>";
const BODY = [
  "GS*PO*A*B*20091225*1943*91*X*004010",
  "ST*850*0001",
  "BEG*00*SA*PO-1**20091225",
  "SE*3*0001",
  "GE*1*91",
  "IEA*1*000000091",
];

describe("readX12", () => {
  it.each([
    ["~", "~"],
    ["~ and a line break", "~\r\n"],
    ["a line feed", "\n"],
    ["a carriage return and line feed", "\r\n"],
    ["a carriage return", "\r"],
    ["a bar", "|"],
    ["a brace", "}"],
    ["an ellipsis that was once 0x85", "\u2026"],
  ])("reads segments ended by %s", (_name, end) => {
    const [interchange] = read([ISA, ...BODY].join(end) + end);
    expect(interchange?.segments).toHaveLength(7);
    expect(interchange?.segments[3]).toEqual(["BEG", "00", "SA", "PO-1", "", "20091225"]);
    expect(interchange?.warnings).toEqual([]);
  });

  it("reads tildes between elements and asterisks behind segments", () => {
    const text = `${[ISA, ...BODY].join("\n")}\n`.replaceAll("*", "~").replaceAll("\n", "*");
    const [interchange] = read(text);
    expect(interchange?.delimiters).toEqual({ element: "~", component: ">", terminator: "*" });
    expect(interchange?.segments).toHaveLength(7);
  });

  it("reads past a byte order mark, indentation and a header trimmed by hand", () => {
    const text = `\ufeff${[ISA.replace(/ +/g, " "), ...BODY].join("~\n\t\t")}~\n`;
    const [interchange] = read(text);
    expect(interchange?.segments[2]).toEqual(["ST", "850", "0001"]);
    expect(interchange?.warnings).toEqual(["isa_not_106_characters"]);
  });

  it("reads a header without its sixteenth element", () => {
    for (const end of ["~", "~\n", "|"]) {
      const [interchange] = read([ISA.slice(0, -1), ...BODY].join(end) + end);
      expect(interchange?.delimiters.terminator).toBe(end[0]);
      expect(interchange?.warnings).toContain("component_separator_missing");
      expect(interchange?.segments[1]?.[0]).toBe("GS");
    }
  });

  it("keeps what came when the trailer is missing", () => {
    const [interchange] = read([ISA, ...BODY.slice(0, 3)].join("~"));
    expect(interchange?.warnings).toEqual(["trailer_missing"]);
    expect(interchange?.segments).toHaveLength(4);
  });

  it("reads interchanges one after the other, each with its own delimiters, and drops what follows them", () => {
    const first = `${[ISA, ...BODY].join("~")}~`;
    const second = `${[ISA, ...BODY].join("\n")}\n`.replaceAll("*", "|");
    const both = read(`${first}\r\n${second}\u001a`);
    expect(both.map((interchange) => interchange.delimiters.element)).toEqual(["*", "|"]);
  });

  it.each([
    "",
    "   ",
    "hello",
    "ISA",
    "ISA*00*",
    "isa*00",
    "ISAAAAAAAAAAAAAAAAAAA",
    `${"ISA*".repeat(3)}~`,
  ])("refuses %j", (text) => {
    expect(readX12(text)).toEqual({ ok: false, refusal: { code: "not_x12" } });
  });

  it("reads what is written, with a header of 106 characters", () => {
    const text = shipNotice(notice);
    expect(text.indexOf("~")).toBe(105);
    const [interchange] = read(text);
    expect(interchange?.warnings).toEqual([]);
    expect(interchange?.segments.at(-3)).toEqual([
      "SE",
      String((interchange?.segments.length ?? 0) - 4),
      "0001",
    ]);
  });
});

describe("transactionSets", () => {
  it("gives each set with the ids and numbers of its envelope", () => {
    const two = [
      ...BODY.slice(0, 4),
      "ST*850*0002",
      "BEG*00*SA*PO-2**20091225",
      "SE*3*0002",
      ...BODY.slice(4),
    ];
    const [interchange] = read(`${[ISA, ...two].join("~")}~`);
    const sets = interchange ? transactionSets(interchange) : [];
    expect(sets.map((set) => set.segments[1]?.[3])).toEqual(["PO-1", "PO-2"]);
    expect(sets[1]).toMatchObject({
      set: "850",
      controlNumber: "0002",
      senderId: "SENDER",
      receiverId: "RECEIVER",
      interchangeControlNumber: "000000091",
      functionalCode: "PO",
      groupControlNumber: "91",
      version: "004010",
    });
    expect(sets[1]?.segments).toHaveLength(3);
  });
});

describe.skipIf(!hasSamples)("X12 files found in the wild", () => {
  const names = hasSamples ? readdirSync(samples) : [];

  it.each(names)("%s is read from ISA to IEA", (name) => {
    const text = readFileSync(new URL(name, samples), "utf8");
    for (const interchange of read(text)) {
      const ids = interchange.segments.map((segment) => segment[0]);
      expect(ids[0]).toBe("ISA");
      expect(ids.at(-1)).toBe("IEA");
      expect(ids.every((id) => /^[A-Z][A-Z0-9]{1,2}$/.test(id ?? ""))).toBe(true);
      expect(transactionSets(interchange).length).toBeGreaterThan(0);
    }
  });
});
