import { describe, expect, it } from "vitest";
import { readImportFile } from "@/lib/intake/reading";
import { makeWorkbook, makeZip } from "./sample-workbook";
import { isWorkbook, workbookRows } from "./workbook";
import { UNPACKED_BYTES_MAX } from "./zip";

const STYLES = `<numFmts><numFmt numFmtId="164" formatCode="00000"/><numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd;@"/><numFmt numFmtId="166" formatCode="#,##0.00 &quot;days&quot;"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="166"/><xf numFmtId="22"/></cellXfs>`;

const sheet = (rows: string, more: Parameters<typeof makeWorkbook>[1] = {}) =>
  makeWorkbook([{ name: "Orders", rows }], { styles: STYLES, ...more });

function cellsOf(file: Uint8Array): (readonly string[])[] {
  const rows = workbookRows(file);
  if (!rows.ok) {
    throw new Error(rows.refusal.code);
  }
  return rows.value.map(({ cells }) => cells);
}
const codeOf = (file: Uint8Array) => {
  const read = readImportFile(file);
  return read.ok ? null : read.refusal.code;
};

describe("a workbook", () => {
  it("reads shared, inline and formula texts, with styles inside of a text but without its sound", () => {
    const shared =
      '<si><t>A &amp; B</t></si><si><r><t>Oak </t></r><r><t xml:space="preserve">chair</t></r><rPh><t>x</t></rPh></si>';
    const rows =
      '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="D1" t="inlineStr"><is><t>in</t></is></c></row><row r="2"><c t="str"><f>1+1</f><v>two</v></c><c t="b"><v>1</v></c></row>';
    expect(cellsOf(sheet(rows, { shared }))).toEqual([
      ["A & B", "Oak chair", "", "in"],
      ["two", "TRUE"],
    ]);
  });

  it("shows days as days, numbers without float dust, and zeros that a format or a text puts in front", () => {
    const rows =
      '<row r="3"><c r="A3" s="1"><v>46185</v></c><c r="B3" s="3"><v>46185</v></c><c r="C3" s="5"><v>46185.5</v></c><c r="D3" s="2"><v>123</v></c><c r="E3" t="inlineStr"><is><t>007</t></is></c><c r="F3"><v>0.30000000000000004</v></c><c r="G3"><v>1.234</v></c><c r="H3"><v>1.2E+15</v></c><c r="I3" s="4"><v>-2.5</v></c></row>';
    expect(cellsOf(sheet(rows))).toEqual([
      [
        "2026-06-12",
        "2026-06-12",
        "2026-06-12 12:00:00",
        "00123",
        "007",
        "0.3",
        "1.2340",
        "1200000000000000",
        "-2.5",
      ],
    ]);
  });

  it("counts days from 1904 where it says so, and knows the day that never was", () => {
    const days = (properties: string, serial: number) =>
      cellsOf(sheet(`<row><c s="1"><v>${serial}</v></c></row>`, { properties }))[0]?.[0];
    expect(days('<workbookPr date1904="1"/>', 44723)).toBe("2026-06-12");
    expect([days("", 59), days("", 61)]).toEqual(["1900-02-28", "1900-03-01"]);
  });

  it("is read from its first visible sheet with rows, each numbered as the spreadsheet numbers it", () => {
    const rows = '<row r="4"><c r="B4"><v>1</v></c></row>';
    const file = makeWorkbook([
      { name: "Hidden", rows, state: "hidden" },
      { name: "Empty", rows: '<row r="1"><c r="A1"/></row>' },
      { name: "Orders", rows: rows.replace("<v>1", "<v>2") },
    ]);
    expect(workbookRows(file)).toEqual({ ok: true, value: [{ row: 4, cells: ["", "2"] }] });
  });

  it("is the same import as a text file with the same cells", () => {
    const text = (value: string) => `<c t="inlineStr"><is><t>${value}</t></is></c>`;
    const rows = `<row>${["Order", "SKU", "Quantity"].map(text).join("")}</row><row>${text("0042")}${text("CHAIR")}<c><v>2</v></c></row>`;
    const read = readImportFile(sheet(rows));
    const csv = readImportFile(new TextEncoder().encode("Order,SKU,Quantity\n0042,CHAIR,2\n"));
    if (!read.ok || !csv.ok) {
      throw new Error("Both should be read.");
    }
    expect(read.value.table.rows).toEqual(csv.value.table.rows);
    expect(read.value.fingerprint).toBe(csv.value.fingerprint);
  });
});

describe("a workbook that is refused", () => {
  const big = "a".repeat(UNPACKED_BYTES_MAX + 1);

  it("is a bomb, whether its directory says so or lies", () => {
    const row = "<row><c><v>1</v></c></row>";
    const honest = sheet(row, { shared: big });
    const part = { name: "xl/sharedStrings.xml", content: big, claims: 100 };
    const liar = makeZip([
      { name: "[Content_Types].xml", content: "" },
      { name: "xl/workbook.xml", content: "<workbook/>" },
      part,
    ]);
    expect(honest.length).toBeLessThan(200_000);
    expect([codeOf(honest), codeOf(liar)]).toEqual([
      "file_unpacks_too_large",
      "file_unpacks_too_large",
    ]);
  });

  it("is one with a password, an old one, one with macros, and one of another program", () => {
    const ole = (stream: string) =>
      Buffer.concat([
        Buffer.from("d0cf11e0a1b11ae1", "hex"),
        Buffer.alloc(600),
        Buffer.from(stream, "utf16le"),
      ]);
    expect(codeOf(ole("EncryptedPackage"))).toBe("file_password");
    expect(codeOf(makeZip([{ name: "xl/workbook.xml", content: "x" }], { encrypted: true }))).toBe(
      "file_password",
    );
    expect(codeOf(ole("Workbook"))).toBe("file_old_workbook");
    const macros = [{ name: "xl/vbaProject.bin", content: "x" }];
    expect(codeOf(sheet("<row/>", { more: macros }))).toBe("file_macros");
    expect(
      codeOf(
        makeZip([
          { name: "mimetype", content: "application/vnd.oasis.opendocument.spreadsheet" },
          { name: "docProps/app.xml", content: "" },
        ]),
      ),
    ).toBe("file_spreadsheet");
  });

  it("is one that ends half way, at whatever byte", () => {
    const whole = sheet('<row><c t="inlineStr"><is><t>Order</t></is></c></row>');
    for (let size = 60; size < whole.length; size += 61) {
      expect(["file_damaged", "file_binary"]).toContain(codeOf(whole.subarray(0, size)));
    }
  });

  it("is one without rows", () => {
    expect(codeOf(sheet(""))).toBe("file_no_rows");
  });

  it("is none of what only looks like one", () => {
    expect(isWorkbook(new TextEncoder().encode("PK,b\n1,2\n"))).toBe(false);
    expect(codeOf(makeZip([{ name: "photo.jpg", content: "x" }]))).toBe("file_binary");
  });
});
