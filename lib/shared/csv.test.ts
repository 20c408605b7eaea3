import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { csvText } from "@/lib/shared/csv";

describe("CSV text", () => {
  it("begins with a byte order mark and ends every record with CR LF", () => {
    expect(csvText([["a", "b"], ["1"]])).toBe("\uFEFFa,b\r\n1\r\n");
  });

  it("quotes commas, quotes and line breaks", () => {
    expect(csvText([["a,b", 'say "hi"', "two\nlines"]])).toBe(
      '\uFEFF"a,b","say ""hi""","two\nlines"\r\n',
    );
  });

  it.each([
    "=1+1",
    '=HYPERLINK("x")',
    "@SUM(A1)",
    "+cmd|' /C calc'!A0",
    "-2+3",
    "\t=1",
    "\r=1",
    "+49 30 123",
  ])("keeps %j text by an apostrophe", (cell) => {
    expect(parse(csvText([[cell]]), { bom: true })).toEqual([[`'${cell}`]]);
  });

  it("leaves plain signed numbers alone", () => {
    expect(csvText([["-5", "+3.20", "-1,5"]])).toBe('\uFEFF-5,+3.20,"-1,5"\r\n');
  });

  it("never writes a cell that begins like a formula, and loses no cell", () => {
    const cell = fc.string({ unit: fc.constantFrom(..."=+-@\t\r\n,\"' a1".split("")) });
    fc.assert(
      fc.property(
        fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1 }),
        (rows) => {
          const read = parse(csvText(rows), {
            bom: true,
            relax_column_count: true,
            record_delimiter: "\r\n",
          });
          expect(read.length).toBe(rows.length);
          rows.flat().forEach((written, index) => {
            const back = read.flat()[index] ?? "";
            expect([written, `'${written}`]).toContain(back);
            expect(/^[=@\t\r]/.test(back)).toBe(false);
          });
        },
      ),
    );
  });
});
