import fc from "fast-check";
import iconv from "iconv-lite";
import { describe, expect, it } from "vitest";
import { HABITS, readFile } from "@/lib/intake/file/testing";
import { minorText } from "@/lib/shared/money";
import { quantityText } from "@/lib/shared/quantity";

const HEADINGS = [
  "order_number",
  "client_code",
  "client_name",
  "ordered_on",
  "sku",
  "product_name",
  "quantity",
  "unit_price",
  "note",
];

/** Characters that every encoding here has, and that a careless reader trips over. */
const nasty = fc
  .string({ unit: fc.constantFrom(..."abcÄöéñ€0123 ,;|\t\"'\n.=-+@#".split("")), maxLength: 12 })
  .map((text) => `x${text.replace(/\s+/g, " ")}x`);
const noteText = fc
  .string({ unit: fc.constantFrom(..."abc äß,;|\t\"'\r\n=".split("")), maxLength: 20 })
  .map((text) => `n${text}n`);
const day = fc
  .integer({ min: 0, max: 40_000 })
  .map((offset) => new Date(Date.UTC(1996, 0, 1 + offset)).toISOString().slice(0, 10));

const lines = fc.uniqueArray(
  fc.record({
    sku: nasty,
    name: nasty,
    quantity: fc.integer({ min: 1, max: 99_999_999 }),
    unitPriceMinor: fc.integer({ min: 0, max: 10_000_000 }),
  }),
  { minLength: 1, maxLength: 4, selector: ({ sku }) => sku.trim() },
);

const orders = fc
  .uniqueArray(
    fc.record({ client: nasty, clientName: nasty, note: noteText, orderedOn: day, lines }),
    { minLength: 1, maxLength: 8, selector: ({ client }) => client },
  )
  .map((list) => list.map((order, index) => ({ ...order, number: `#${index + 1}` })));

const writing = fc.record({
  delimiter: fc.constantFrom(",", ";", "\t", "|"),
  newline: fc.constantFrom("\n", "\r\n", "\r"),
  mark: fc.constantFrom<"." | ",">(".", ","),
  encoding: fc.constantFrom("utf8", "utf8 mark", "utf16le", "utf16be", "win1252"),
  quoteAll: fc.boolean(),
  repeatOrder: fc.boolean(),
});

type Writing = typeof writing extends fc.Arbitrary<infer T> ? T : never;

function encoded(text: string, encoding: string): Uint8Array {
  return encoding === "utf8" || encoding === "win1252"
    ? iconv.encode(text, encoding)
    : iconv.encode(text, encoding.replace(" mark", ""), { addBOM: true });
}

function fileText(rows: readonly (readonly string[])[], how: Writing): string {
  const quoted = (cell: string) =>
    how.quoteAll || cell.includes(how.delimiter) || /["\r\n]/.test(cell)
      ? `"${cell.replaceAll('"', '""')}"`
      : cell;
  return rows.map((row) => row.map(quoted).join(how.delimiter) + how.newline).join("");
}

describe("any orders written as a file", () => {
  it("read back the same, whatever the quoting, delimiter, decimal mark and encoding", () => {
    fc.assert(
      fc.property(orders, writing, (list, how) => {
        const rows = list.flatMap((order) =>
          order.lines.map((line, index) => {
            const withOrder = index === 0 || how.repeatOrder;
            return [
              order.number,
              withOrder ? order.client : "",
              withOrder ? order.clientName : "",
              withOrder ? order.orderedOn : "",
              line.sku,
              line.name,
              quantityText(line.quantity).replace(".", how.mark),
              minorText(line.unitPriceMinor, "EUR").replace(".", how.mark),
              withOrder ? order.note : "",
            ];
          }),
        );
        const file = encoded(fileText([HEADINGS, ...rows], how), how.encoding);
        const read = readFile(file, { ...HABITS, decimalMark: how.mark });
        expect({ rejected: read.rejected, warnings: read.warnings }).toEqual({
          rejected: [],
          warnings: [],
        });
        expect(read.orders.map(({ input }) => input)).toEqual(
          list.map((order) => ({
            source: "file",
            externalId: order.number,
            client: { code: order.client, name: order.clientName },
            currency: "EUR",
            orderedOn: order.orderedOn,
            note: order.note,
            shippingMinor: 0,
            taxMinor: 0,
            lines: order.lines.map((line) => ({ ...line, discountMinor: 0 })),
          })),
        );
      }),
      { numRuns: 300 },
    );
  });

  it("read in one go with 20,000 rows", () => {
    const rows = Array.from({ length: 20_000 }, (_, index) => {
      const order = String(Math.floor(index / 4));
      return [order, "ACME", "Acme", "2026-03-02", `SKU-${index}`, "Oak chair", "2", "9.80", ""];
    });
    const read = readFile([HEADINGS, ...rows].map((row) => `${row.join(",")}\n`).join(""));
    expect(read.rejected).toEqual([]);
    expect(read.orders.length).toBe(5000);
  });

  it("read in one go with 20,000 rows of a single order, which is refused as too long", () => {
    const rows = Array.from({ length: 20_000 }, (_, index) => `1,ACME,,,SKU-${index},,2,9.80,\n`);
    const read = readFile(`${HEADINGS.join(",")}\n${rows.join("")}`);
    expect(read.rejected.map(({ message }) => message)).toEqual([
      "An order may have at most 1000 lines.",
    ]);
  });
});
