import { describe, expect, it } from "vitest";
import {
  CELL_MAX,
  COLUMNS_MAX,
  headingFingerprint,
  ROWS_MAX,
  readTable,
} from "@/lib/intake/file/table";

const read = (text: string) => readTable({ text, encoding: "utf-8", guessed: false });

function table(text: string) {
  const outcome = read(text);
  if (!outcome.ok) {
    throw new Error(outcome.refusal.code);
  }
  return outcome.value;
}

describe("a table", () => {
  it.each([
    ["commas", "Order,Note\r\n1,a;b\r\n", ",", "a;b"],
    ["semicolons beside decimal commas", "Order;Note\n1;1.234,50\n2;0,5\n", ";", "1.234,50"],
    ["semicolons as consistent as commas", "Order;Price,EUR\n1;2,50\n", ";", "2,50"],
    ["tabs", "Order\tNote\n1\ta,b;c|d\n", "\t", "a,b;c|d"],
    ["pipes", "Order|Note\n1|a,b\n", "|", "a,b"],
    ["quoted cells with other delimiters", '"Order, no";"Note"\n"1,2";"a;b"\n', ";", "a;b"],
    ["the delimiter that its first line names", "sep=^\nOrder^Note\n1^x\n", "^", "x"],
  ])("is read with %s", (_name, text, delimiter, note) => {
    const result = table(text);
    expect(result.delimiter).toBe(delimiter);
    expect(result.rows[0]?.cells[1]).toBe(note);
  });

  it("keeps line breaks and doubled quotes of quoted cells, and quotes within plain ones", () => {
    expect(table('Order,Note\n1,"two\nlines ""so"""\n2,5" pipe\n').rows).toEqual([
      { row: 2, cells: ["1", 'two\nlines "so"'] },
      { row: 3, cells: ["2", '5" pipe'] },
    ]);
  });

  it("skips blank rows and counts them as a spreadsheet does", () => {
    expect(table("Order,Note\r\n\r\n1,a\n,\n2,b\r3,c").rows.map(({ row }) => row)).toEqual([
      3, 5, 6,
    ]);
  });

  it("reports rows that don't fit the headings and goes on", () => {
    const result = table("Order,Note\n1\n2,b\n3,c,d\n4,e,,\n");
    expect(result.rows.map(({ cells }) => cells)).toEqual([
      ["2", "b"],
      ["4", "e"],
    ]);
    expect(result.broken).toEqual([
      { row: 2, cells: ["1"], message: "This row has 1 cell, but there are 2 headings." },
      {
        row: 4,
        cells: ["3", "c", "d"],
        message: "This row has 3 cells, but there are 2 headings.",
      },
    ]);
  });

  it("reports a cell that is too long", () => {
    expect(table(`Order,Note\n1,${"x".repeat(CELL_MAX + 1)}\n`).broken[0]?.message).toBe(
      "The cell of Note is longer than 32,768 characters.",
    );
  });

  it("drops empty columns at the end and names filled ones without heading", () => {
    expect(table("Order,Note,,\n1,a,,\n").headings).toEqual(["Order", "Note"]);
    expect(table("Order,Note,\n1,a,b\n").headings).toEqual(["Order", "Note", "Column 3"]);
  });

  it("reads one column as one column", () => {
    expect(table("Order\nA-1\n").rows).toEqual([{ row: 2, cells: ["A-1"] }]);
  });
});

describe("a file without a table", () => {
  const wide = Array.from({ length: COLUMNS_MAX + 1 }, (_, index) => `c${index}`).join(",");
  it.each([
    ["headings only", "Order,Note\n\n,\n", "file_no_rows"],
    [
      "data in place of headings",
      "1001,ACME,2026-03-01,5\n1002,ACME,2026-03-01,6\n",
      "headings_missing",
    ],
    ["the same heading twice", "Order,order ,Note\n1,2,3\n", "headings_duplicate"],
    ["an open quote", 'Order;Note\n1;"a\n2;b\n', "file_quote_not_closed"],
    ["too many columns", `${wide}\n${wide}\n`, "file_too_many_columns"],
    ["too many rows", `Order,Note\n${"1,a\n".repeat(ROWS_MAX + 1)}`, "file_too_many_rows"],
  ])("is refused: %s", (_name, text, code) => {
    expect(read(text)).toMatchObject({ ok: false, refusal: { code } });
  });

  it("takes exactly as many rows as it may hold", () => {
    expect(table(`Order,Note\n${"1,a\n".repeat(ROWS_MAX)}`).rows.length).toBe(ROWS_MAX);
  });
});

describe("the fingerprint of headings", () => {
  it("is the same for another order, case and spacing, and differs for another heading", () => {
    const one = headingFingerprint(["Order No.", "Größe"]);
    expect(headingFingerprint(["grösse", "order_no"])).toBe(one);
    expect(headingFingerprint(["order_no", "grosse", "qty"])).not.toBe(one);
    expect(one).toMatch(/^[0-9a-f]{16}$/);
  });

  it("stays what it was, since mappings are remembered by it", () => {
    expect(headingFingerprint(["a", "b"])).toMatchInlineSnapshot(`"e5beb1190415e670"`);
  });
});
