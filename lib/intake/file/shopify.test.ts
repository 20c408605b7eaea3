import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { HABITS, readFile } from "@/lib/intake/file/testing";
import { orderTotals } from "@/lib/orders/input";
import { csvText } from "@/lib/shared/csv";

const HEADINGS =
  "Name,Email,Financial Status,Paid at,Fulfillment Status,Fulfilled at,Accepts Marketing,Currency,Subtotal,Shipping,Taxes,Total,Discount Code,Discount Amount,Shipping Method,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem compare at price,Lineitem sku,Lineitem requires shipping,Lineitem taxable,Lineitem fulfillment status,Billing Name,Billing Street,Billing Address1,Billing Address2,Billing Company,Billing City,Billing Zip,Billing Province,Billing Country,Billing Phone,Shipping Name,Shipping Street,Shipping Address1,Shipping Address2,Shipping Company,Shipping City,Shipping Zip,Shipping Province,Shipping Country,Shipping Phone,Notes,Note Attributes,Cancelled at,Payment Method,Payment Reference,Refunded Amount,Vendor,Outstanding Balance,Employee,Location,Device ID,Id,Tags,Risk Level,Source,Lineitem discount,Tax 1 Name,Tax 1 Value,Tax 2 Name,Tax 2 Value,Tax 3 Name,Tax 3 Value,Tax 4 Name,Tax 4 Value,Tax 5 Name,Tax 5 Value,Phone,Receipt Number,Duties,Billing Province Name,Shipping Province Name,Payment ID,Payment Terms Name,Next Payment Due At,Payment References".split(
    ",",
  );

type Cells = Readonly<Record<string, string>>;

const always: Cells = {
  "Created at": "2025-03-20 05:20:57 -0700",
  "Lineitem quantity": "1",
  "Lineitem price": "10.00",
  "Lineitem compare at price": "",
  "Lineitem requires shipping": "true",
  "Lineitem taxable": "true",
  "Lineitem fulfillment status": "pending",
  "Lineitem discount": "0.00",
  Vendor: "Oak & Co",
};

const first: Cells = {
  ...always,
  Email: "jane@example.com",
  "Financial Status": "paid",
  "Accepts Marketing": "no",
  Currency: "USD",
  Shipping: "5.00",
  "Billing Name": "Jane Doe",
  "Shipping Name": "Jane Doe",
  "Shipping Street": "1 Elm St, Floor 2",
  "Shipping Address1": "1 Elm St",
  "Shipping Address2": "Floor 2",
  "Shipping City": "Boston",
  "Shipping Zip": "'02108",
  "Shipping Province": "MA",
  "Shipping Country": "US",
  "Note Attributes": "gift: yes\nfrom: Bob",
  Id: "5551",
};

function shopifyCsv(orderRows: readonly Cells[], headings: readonly string[] = HEADINGS): string {
  return csvText([headings, ...orderRows.map((row) => headings.map((name) => row[name] ?? ""))]);
}

const twoLines: Cells[] = [
  {
    ...first,
    Name: "#1001",
    Subtotal: "35.00",
    Taxes: "2.80",
    Total: "42.80",
    "Discount Code": "SPRING",
    "Discount Amount": "5.00",
    "Lineitem quantity": "2",
    "Lineitem name": "Oak Chair",
    "Lineitem sku": "CHAIR",
    Notes: "Ring twice",
  },
  {
    ...always,
    Name: "#1001",
    Email: "jane@example.com",
    "Lineitem name": "Gift card - 20",
    "Lineitem price": "20.00",
    "Lineitem requires shipping": "false",
  },
];

describe("Shopify's order export", () => {
  it("is 79 columns, read without matching any", () => {
    expect(HEADINGS.length).toBe(79);
    const { orders, rejected, warnings } = readFile(shopifyCsv(twoLines));
    expect({ rejected, warnings }).toEqual({ rejected: [], warnings: [] });
    expect(orders).toEqual([
      {
        rows: [2, 3],
        input: {
          source: "shopify",
          externalId: "#1001",
          client: { code: "jane-at-example.com", name: "Jane Doe" },
          currency: "USD",
          orderedOn: "2025-03-20",
          note: "Ring twice",
          shipTo: {
            name: "Jane Doe",
            line1: "1 Elm St",
            line2: "Floor 2",
            city: "Boston",
            region: "MA",
            postalCode: "02108",
            country: "US",
          },
          shippingMinor: 500,
          taxMinor: 280,
          lines: [
            {
              sku: "CHAIR",
              name: "Oak Chair",
              quantity: 2000,
              unitPriceMinor: 1000,
              discountMinor: 250,
            },
            {
              sku: "gift-card-20",
              name: "Gift card - 20",
              kind: "service",
              quantity: 1000,
              unitPriceMinor: 2000,
              discountMinor: 250,
            },
          ],
        },
      },
    ]);
  });

  it("reads the same in any order of columns, and without the last ones of older exports", () => {
    const whole = readFile(shopifyCsv(twoLines)).orders;
    expect(readFile(shopifyCsv(twoLines, [...HEADINGS].reverse())).orders).toEqual(whole);
    expect(readFile(shopifyCsv(twoLines, HEADINGS.slice(0, 60))).orders).toEqual(whole);
  });

  it("leaves out cancelled orders with a warning", () => {
    const cancelled = { ...first, Name: "#7", "Lineitem name": "A", "Cancelled at": "2025-03-21" };
    const { orders, warnings } = readFile(shopifyCsv([cancelled, ...twoLines]));
    expect(orders.map(({ input }) => input.externalId)).toEqual(["#1001"]);
    expect(warnings).toEqual([
      { row: 2, column: "Cancelled at", message: "Order #7 is cancelled: it is left out." },
    ]);
  });

  it("adds no tax that is already in the prices", () => {
    const row = {
      ...first,
      Name: "#8",
      "Lineitem name": "A",
      Subtotal: "10.00",
      Taxes: "1.60",
      Total: "15.00",
    };
    const [order] = readFile(shopifyCsv([row])).orders;
    expect(order && orderTotals(order.input)).toEqual({ subtotalMinor: 1000, totalMinor: 1500 });
  });

  it("counts two same lines of an order twice, since its subtotal does", () => {
    const line = { ...always, Name: "#9", Email: "jane@example.com", "Lineitem name": "A" };
    const head = { ...first, ...line, Subtotal: "30.00", Taxes: "0.00", Total: "35.00" };
    const { orders, rejected, warnings } = readFile(shopifyCsv([head, line, line]));
    expect(rejected).toEqual([]);
    expect(orders[0]?.input.lines.length).toBe(3);
    expect(warnings.map(({ message }) => message)).toEqual([
      "Row 3 repeats row 2: both count.",
      "Row 4 repeats row 2: both count.",
    ]);
  });

  it("warns where lines don't add up to the order's total", () => {
    const row = {
      ...first,
      Name: "#8",
      "Lineitem name": "A",
      Subtotal: "10.00",
      Taxes: "0",
      Total: "99.00",
    };
    expect(readFile(shopifyCsv([row])).warnings.map(({ message }) => message)).toEqual([
      "The file's total is 99.00, its lines, shipping and tax add up to 15.00.",
    ]);
  });

  it("ends in the order's own total, for any lines and discount", () => {
    const line = fc.record({
      quantity: fc.integer({ min: 1, max: 20 }),
      cents: fc.integer({ min: 0, max: 100_000 }),
    });
    const amount = (minor: number) => (minor / 100).toFixed(2);
    fc.assert(
      fc.property(
        fc.array(line, { minLength: 1, maxLength: 6 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.integer({ min: 0, max: 5000 }),
        (lines, share, tax) => {
          const gross = lines.reduce((sum, { quantity, cents }) => sum + quantity * cents, 0);
          const discount = Math.floor(gross * share);
          const total = gross - discount + 500 + tax;
          const rows = lines.map(({ quantity, cents }, index) => ({
            ...(index === 0 ? first : always),
            ...(index === 0
              ? {
                  Subtotal: amount(gross - discount),
                  Taxes: amount(tax),
                  Total: amount(total),
                  "Discount Amount": amount(discount),
                }
              : {}),
            Name: "#1",
            Email: "jane@example.com",
            "Lineitem name": `Item ${index}`,
            "Lineitem quantity": String(quantity),
            "Lineitem price": amount(cents),
          }));
          const { orders, rejected, warnings } = readFile(shopifyCsv(rows), HABITS);
          expect({ rejected, warnings }).toEqual({ rejected: [], warnings: [] });
          expect(orders[0] && orderTotals(orders[0].input).totalMinor).toBe(total);
        },
      ),
    );
  });
});
