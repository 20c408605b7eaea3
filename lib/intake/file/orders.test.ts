import { describe, expect, it } from "vitest";
import { importErrorsCsv } from "@/lib/intake/file/errors-csv";
import { templateCsv } from "@/lib/intake/file/template";
import { readFile, tableOf } from "@/lib/intake/file/testing";
import { orderTotals } from "@/lib/orders/input";

const HEAD = "order number,client code,client name,sku,quantity,unit price,discount,due date,note";
const file = (...rows: string[]) => `${[HEAD, ...rows].join("\n")}\n`;
const rejected = (...rows: string[]) => readFile(file(...rows)).rejected;

describe("the template's example", () => {
  it("is one order of two lines", () => {
    const { orders, rejected, warnings } = readFile(templateCsv());
    expect({ rejected, warnings }).toEqual({ rejected: [], warnings: [] });
    expect(orders).toEqual([
      {
        rows: [2, 3],
        input: {
          source: "file",
          externalId: "1001",
          client: { code: "ACME", name: "Acme Interiors" },
          poNumber: "PO-7781",
          currency: "EUR",
          orderedOn: "2026-03-02",
          shipByOn: "2026-03-20",
          deliverByOn: "2026-03-27",
          note: "Call before delivery",
          shipTo: {
            name: "Acme Interiors",
            line1: "12 Mill Lane",
            city: "Leeds",
            postalCode: "LS1 4AP",
            country: "GB",
          },
          shippingMinor: 4500,
          taxMinor: 0,
          lines: [
            {
              sku: "CHAIR-OAK",
              name: "Oak chair",
              quantity: 4000,
              unitPriceMinor: 12_950,
              discountMinor: 1800,
            },
            {
              sku: "TABLE-OAK",
              name: "Oak table",
              quantity: 1000,
              unitPriceMinor: 64_000,
              discountMinor: 0,
            },
          ],
        },
      },
    ]);
  });

  it("reads the same after a spreadsheet saved it with semicolons and decimal commas", () => {
    const plain = readFile(templateCsv()).orders;
    const saved = templateCsv()
      .replaceAll(",", ";")
      .replace(/(\d)\.(\d\d)\b/g, "$1,$2");
    expect(readFile(saved).orders).toEqual(plain);
  });
});

describe("rows with the same order number", () => {
  it("are one order, wherever they stand", () => {
    const { orders } = readFile(file("1,A,,X,1,5,,,", "2,B,,X,1,5,,,", " 1 ,A,,Y,2,5,,,"));
    expect(orders.map(({ input, rows }) => [input.externalId, rows])).toEqual([
      ["1", [2, 4]],
      ["2", [3]],
    ]);
  });

  it("keep leading zeros of order numbers, clients and SKUs", () => {
    const { orders } = readFile(file("0007,0042,,00011,1,5,,,", "7,42,,11,1,5,,,"));
    expect(
      orders.map(({ input }) => [input.externalId, input.client.code, input.lines[0]?.sku]),
    ).toEqual([
      ["0007", "0042", "00011"],
      ["7", "42", "11"],
    ]);
  });

  it("warn of another repeated value and keep the first", () => {
    const { orders, warnings } = readFile(file("1,A,,X,1,5,,,soon", "1,A,,Y,1,5,,,later"));
    expect(orders[0]?.input.note).toBe("soon");
    expect(warnings).toEqual([
      {
        row: 3,
        column: "note",
        message: 'Earlier rows of this order say "soon": "later" is left out.',
      },
    ]);
  });

  it("are rejected with two clients", () => {
    const { orders, rejected } = readFile(file("1,A,,X,1,5,,,", "1,B,,Y,1,5,,,"));
    expect(orders).toEqual([]);
    expect(rejected).toEqual([
      { row: 3, column: "client code", message: 'One order has two clients: "A" and "B".' },
    ]);
  });

  it("are rejected when one repeats another, and only then", () => {
    expect(rejected("1,A,,X,1,5,,,", "1,A,,Y,1,5,,,", "1,A,,X,1,5,,,")).toEqual([
      { row: 4, column: null, message: "Row 4 repeats row 2." },
    ]);
    expect(rejected("1,A,Acme,X,1,5,,,", "1,,,X,1,5,,,")).toEqual([
      { row: 3, column: null, message: "Row 3 repeats row 2." },
    ]);
    expect(rejected("1,A,,X,1,5,,,", "1,A,,X,2,5,,,", "1,A,,X,1,6,,,", "2,A,,X,1,5,,,")).toEqual(
      [],
    );
  });
});

describe("a row that is rejected", () => {
  it.each([
    ["1,A,,X,,5,,,", "quantity", "Quantity is missing."],
    ["1,A,,X,0,5,,,", "quantity", "Quantity must be more than 0."],
    ["1,A,,X,-3,5,,,", "quantity", "Quantity must be more than 0."],
    ["1,A,,X,1.0001,5,,,", "quantity", "Quantity may have at most 3 decimals."],
    ["1,A,,X,999999999999,5,,,", "quantity", "Quantity is too large: at most 99,999,999,999."],
    [
      `1,A,,X,1${"0".repeat(40)},5,,,`,
      "quantity",
      "Quantity is too large: at most 99,999,999,999.",
    ],
    ["1,A,,X,many,5,,,", "quantity", '"many" is not a number.'],
    ["1,A,,X,=1+1,5,,,", "quantity", '"=1+1" is a formula. Put its value into the cell.'],
    [
      "1,A,,X,+cmd|' /C calc'!A0,5,,,",
      "quantity",
      "\"+cmd|' /C calc'!A0\" is a formula. Put its value into the cell.",
    ],
    ["1,A,,X,1,@SUM(A1),,,", "unit price", '"@SUM(A1)" is a formula. Put its value into the cell.'],
    ["1,A,,X,1,-5,,,", "unit price", "Unit price must not be negative."],
    ["1,A,,X,1,99999999999999,,,", "unit price", "Unit price is too large."],
    [
      "1,A,,X,90000000000,99999,,,",
      "unit price",
      "Quantity times unit price is too large. Lower one of them.",
    ],
    ["1,A,,X,1,5,-1,,", "discount", "Discount must not be negative."],
    ["1,A,,X,1,5,6,,", "discount", "Discount must not be more than quantity times unit price."],
    ["1,A,,X,1,5,,2026-02-30,", "due date", '"2026-02-30" is not a day such as 2026-03-31.'],
    ["1,A,,,1,5,,,", "sku", "SKU is missing."],
    ["1,,,X,1,5,,,", "client code", "Client is missing."],
    [",A,,X,1,5,,,", "order number", "Order number is missing."],
    [
      "1,A,,1.23457E+12,1,5,,,",
      "sku",
      '"1.23457E+12" was shortened by a spreadsheet. Format the column as text and export again.',
    ],
    [
      "1.23457E+12,A,,X,1,5,,,",
      "order number",
      '"1.23457E+12" was shortened by a spreadsheet. Format the column as text and export again.',
    ],
    [`1,A,,${"x".repeat(81)},1,5,,,`, "sku", "SKU may have at most 80 characters."],
    [
      `${"x".repeat(121)},A,,X,1,5,,,`,
      "order number",
      "External number may have at most 120 characters.",
    ],
  ])("%s: %s", (row, column, message) => {
    const decoys = ["8,A,,X,1,5.25,0.5,,", "9,A,,X,1,5.25,0.75,,"];
    expect(rejected(...decoys, row, "10,A,,X,1,5.25,1.5,,")).toEqual([{ row: 4, column, message }]);
  });

  it("takes its order with it, and no other", () => {
    const { orders } = readFile(file("1,A,,X,0,5,,,", "1,A,,Y,1,5,,,", "2,A,,X,1,5,,,"));
    expect(orders.map(({ input }) => input.externalId)).toEqual(["2"]);
  });

  it("is told when it doesn't fit the headings", () => {
    expect(rejected("1,A,,X,1,5,,,", "2,A")).toEqual([
      { row: 3, column: null, message: "This row has 2 cells, but there are 9 headings." },
    ]);
  });
});

describe("text cells", () => {
  it("stay plain text when they look like formulas", () => {
    const { orders } = readFile(file("1,A,=HYPERLINK(1),X,1,5,,,@now"));
    expect(orders[0]?.input).toMatchObject({ client: { name: "=HYPERLINK(1)" }, note: "@now" });
  });
});

describe("what a file leaves out", () => {
  it("is taken from names: a client's code and a product's SKU, the same each time", () => {
    const text = "order,customer,product,qty\n1,Müller & Söhne,Oak chair,1\n2,Acme,Oak chair,1\n";
    const { orders, warnings } = readFile(text);
    expect(orders).toEqual(readFile(text).orders);
    expect(orders[1]?.input).toMatchObject({
      client: { code: "acme", name: "Acme" },
      lines: [{ sku: "oak-chair", name: "Oak chair", unitPriceMinor: 0 }],
    });
    expect(warnings).toEqual([
      {
        row: 1,
        column: "Unit price",
        message: "No column holds the unit price: all prices are 0.",
      },
    ]);
  });

  it("is an address that can't be shipped to, with a warning", () => {
    const { orders, warnings } = readFile(
      "order,customer,sku,qty,price,street,city,country\n1,Acme,X,1,5,1 Elm,,\n2,Acme,X,1,5,,,\n",
    );
    expect(orders.map(({ input }) => input.shipTo)).toEqual([undefined, undefined]);
    expect(warnings.map(({ row, message }) => [row, message])).toEqual([
      [2, "The ship-to address lacks city and country: it is left out."],
    ]);
  });

  it("is made only when the person wants clients made", () => {
    const made = readFile(file("1,A,,X,1,5,,,"), undefined, { createClients: true }).orders;
    expect(made[0]?.input.client).toEqual({ code: "A", createIfMissing: true });
  });
});

describe("amounts", () => {
  it("are read by column, with percents, currencies and signs", () => {
    const { orders } = readFile(
      "order;customer;sku;qty;price;discount;shipping;currency\n" +
        "1;A;X;1,5;€ 1.000,00;10 %;4,50;€\n2;A;X;2;¥ 250;;;JPY\n",
    );
    expect(orders.map(({ input }) => [input.currency, orderTotals(input).totalMinor])).toEqual([
      ["EUR", 135_000 + 450],
      ["JPY", 500],
    ]);
  });

  it("of an order's discount are spread over its lines exactly", () => {
    const { orders } = readFile(
      "order,customer,sku,qty,price,order discount\n1,A,X,1,10.00,1.00\n1,A,Y,1,10.00,\n1,A,Z,1,10.00,\n",
    );
    expect(orders[0]?.input.lines.map(({ discountMinor }) => discountMinor)).toEqual([34, 33, 33]);
  });
});

describe("the file of rejected rows", () => {
  it("holds their own columns and what is wrong with each, safe to open", () => {
    const table = tableOf(file("1,A,,X,0,-5,,,=1+1", "2,A,,X,1,5,,,", "3,A"));
    const csv = importErrorsCsv(
      table,
      readFile(file("1,A,,X,0,-5,,,=1+1", "2,A,,X,1,5,,,", "3,A")).rejected,
    );
    expect(csv.replace("\uFEFF", "").split("\r\n")).toEqual([
      `${HEAD},Error`,
      "1,A,,X,0,-5,,,'=1+1,quantity: Quantity must be more than 0. unit price: Unit price must not be negative.",
      '3,A,,,,,,,,"This row has 2 cells, but there are 9 headings."',
      "",
    ]);
  });
});
