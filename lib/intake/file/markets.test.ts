import iconv from "iconv-lite";
import { describe, expect, it } from "vitest";
import { recogniseLayout } from "@/lib/intake/file/layouts";
import { HABITS, readFile, tableOf } from "@/lib/intake/file/testing";
import { orderTotals } from "@/lib/orders/input";
import { csvText } from "@/lib/shared/csv";

type Cells = Readonly<Record<string, string>>;

const UNSHIPPED =
  "order-id order-item-id purchase-date payments-date reporting-date promise-date days-past-promise buyer-email buyer-name payment-method-details buyer-phone-number sku number-of-items product-name quantity-purchased quantity-shipped quantity-to-ship ship-service-level recipient-name ship-address-1 ship-address-2 ship-address-3 ship-city ship-state ship-postal-code ship-country is-business-order purchase-order-number price-designation is-prime verge-of-cancellation verge-of-lateShipment".split(
    " ",
  );
const NEW =
  "order-id order-item-id purchase-date payments-date buyer-email buyer-name buyer-phone-number sku product-name quantity-purchased currency item-price item-tax shipping-price shipping-tax ship-service-level recipient-name ship-address-1 ship-address-2 ship-address-3 ship-city ship-state ship-postal-code ship-country ship-phone-number delivery-start-date delivery-end-date delivery-time-zone delivery-Instructions sales-channel".split(
    " ",
  );
const ALL =
  "amazon-order-id merchant-order-id purchase-date last-updated-date order-status fulfillment-channel sales-channel order-channel url ship-service-level product-name sku asin item-status quantity currency item-price item-tax shipping-price shipping-tax gift-wrap-price gift-wrap-tax item-promotion-discount ship-promotion-discount ship-city ship-state ship-postal-code ship-country promotion-ids is-business-order purchase-order-number price-designation".split(
    " ",
  );
const WAYFAIR =
  "Warehouse Name,Store Name,PO Number,PO Date,Must Ship By,Backorder Date,Order Status,Item Number,Item Name,Quantity,Wholesale Price,Ship Method,Carrier Name,Shipping Account Number,Ship To Name,Ship To Address,Ship To Address 2,Ship To City,Ship To State,Ship To Zip,Ship To Phone,Inventory at PO Time,Inventory Send Date,Ship Speed,PO Date & Time,Registered Timestamp,Customization Text,Event Name,Event ID,Event Start Date,Event End Date,Event Type,Backorder Reason,Original Product ID,Original Product Name,Event Inventory Source,Packing Slip URL,Tracking Number,Ready for Pickup Date,SKU,Destination Country,Depot ID,Depot Name,Wholesale Event Source,Wholesale Event Store Source,B2BOrder,Composite Wood Product,Sales Channel".split(
    ",",
  );

/** A report as Amazon writes it: tabs, no quotes around anything. */
const tsv = (headings: readonly string[], rows: readonly Cells[]) =>
  [headings, ...rows.map((row) => headings.map((name) => row[name] ?? ""))]
    .map((cells) => cells.join("\t"))
    .join("\r\n");

const csv = (headings: readonly string[], rows: readonly Cells[]) =>
  csvText([headings, ...rows.map((row) => headings.map((name) => row[name] ?? ""))]);

const ADDRESS: Cells = {
  "recipient-name": "Ada Alder",
  "ship-address-1": "5 Quay Street",
  "ship-address-2": "Floor 3",
  "ship-address-3": "Back door",
  "ship-city": "Portland",
  "ship-state": "ME",
  "ship-postal-code": "04101",
  "ship-country": "US",
};

const lamp: Cells = {
  ...ADDRESS,
  "order-id": "701-0000001-0000001",
  "order-item-id": "70001",
  "purchase-date": "2026-06-08T14:05:00-07:00",
  "promise-date": "2026-06-11T06:59:59+00:00",
  "buyer-name": "Ada Alder",
  sku: "LAMP",
  "product-name": 'The 12" lamp, "Harbour"',
  "quantity-purchased": "1",
  "quantity-shipped": "0",
  "quantity-to-ship": "1",
  "purchase-order-number": "PO-88",
};

const shade: Cells = { ...lamp, "order-item-id": "70002", sku: "SHADE", "quantity-purchased": "2" };

describe("Amazon's report of unshipped orders", () => {
  it("is read without matching a column: a row for each item, its order's columns repeated", () => {
    const { orders, rejected, warnings } = readFile(tsv(UNSHIPPED, [lamp, shade]));
    expect(rejected).toEqual([]);
    expect(warnings.map(({ message }) => message)).toEqual([
      "No column holds the unit price: all prices are 0.",
    ]);
    expect(orders).toEqual([
      {
        rows: [2, 3],
        input: {
          source: "amazon",
          externalId: "701-0000001-0000001",
          client: { code: "AMAZON", name: "Amazon" },
          poNumber: "PO-88",
          currency: "EUR",
          orderedOn: "2026-06-08",
          shipByOn: "2026-06-11",
          shipTo: {
            name: "Ada Alder",
            line1: "5 Quay Street",
            line2: "Floor 3, Back door",
            city: "Portland",
            region: "ME",
            postalCode: "04101",
            country: "US",
          },
          shippingMinor: 0,
          taxMinor: 0,
          lines: [
            {
              sku: "LAMP",
              name: 'The 12" lamp, "Harbour"',
              quantity: 1000,
              unitPriceMinor: 0,
              discountMinor: 0,
            },
            {
              sku: "SHADE",
              name: 'The 12" lamp, "Harbour"',
              quantity: 2000,
              unitPriceMinor: 0,
              discountMinor: 0,
            },
          ],
        },
      },
    ]);
  });

  it("is never quoted: a quotation mark that opens a cell closes nothing", () => {
    const open = { ...lamp, "product-name": '"Harbour lamp' };
    const other = { ...shade, "order-id": "701-0000001-0000002", "product-name": '24" shade' };
    const { orders } = readFile(tsv(UNSHIPPED, [open, other]));
    expect(orders.map(({ input }) => input.lines[0]?.name)).toEqual(['"Harbour lamp', '24" shade']);
  });

  it("has the same SKU in two items of an order, and both count", () => {
    const { orders, rejected } = readFile(
      tsv(UNSHIPPED, [lamp, { ...lamp, "order-item-id": "70009" }]),
    );
    expect(rejected).toEqual([]);
    expect(orders[0]?.input.lines.length).toBe(2);
  });

  it("is read in any order of columns, with or without its newer ones", () => {
    const few = UNSHIPPED.filter((name) => !/verge|prime|details|number-of/.test(name)).reverse();
    expect(readFile(tsv(few, [lamp, shade])).orders).toEqual(
      readFile(tsv(UNSHIPPED, [lamp, shade])).orders,
    );
  });

  it("is read in the encodings that Amazon uses", () => {
    const text = tsv(UNSHIPPED, [{ ...lamp, "recipient-name": "Jörg Müßig", "ship-city": "Köln" }]);
    for (const encoding of ["win1252", "utf8", "utf16le"]) {
      const bytes = iconv.encode(text, encoding, { addBOM: encoding === "utf16le" });
      expect(readFile(new Uint8Array(bytes)).orders[0]?.input.shipTo).toMatchObject({
        name: "Jörg Müßig",
        city: "Köln",
      });
    }
  });

  it("is read as Amazon.co.jp writes it, in Shift_JIS", () => {
    const text = tsv(UNSHIPPED, [
      { ...lamp, "product-name": "テーブル ランプ", "ship-city": "東京" },
    ]);
    const [order] = readFile(new Uint8Array(iconv.encode(text, "shift_jis"))).orders;
    expect(order?.input).toMatchObject({
      shipTo: { city: "東京" },
      lines: [{ name: "テーブル ランプ" }],
    });
  });

  it("leaves out an item that was cancelled, and says so", () => {
    const { orders, warnings } = readFile(
      tsv(UNSHIPPED, [{ ...lamp, "quantity-purchased": "0" }, shade]),
    );
    expect(orders[0]).toMatchObject({ rows: [3], input: { lines: [{ sku: "SHADE" }] } });
    expect(warnings).toContainEqual({
      row: 2,
      column: "quantity-purchased",
      message: "Row 2 is cancelled: it is left out.",
    });
  });
});

describe("Amazon's report of new orders", () => {
  const price = (item: string, tax: string, shipping: string, shippingTax: string): Cells => ({
    currency: "USD",
    "item-price": item,
    "item-tax": tax,
    "shipping-price": shipping,
    "shipping-tax": shippingTax,
    "delivery-end-date": "2026-06-16T03:59:59Z",
  });

  it("tells prices of whole lines, and shipping and tax line by line", () => {
    const rows = [
      { ...lamp, ...price("49.95", "3.50", "4.00", "0.28") },
      { ...shade, "quantity-purchased": "3", ...price("10.00", "0.70", "1.00", "0.07") },
    ];
    const { orders, rejected, warnings } = readFile(tsv(NEW, rows));
    expect({ rejected, warnings }).toEqual({ rejected: [], warnings: [] });
    const input = orders[0]?.input;
    expect(input).toMatchObject({
      currency: "USD",
      deliverByOn: "2026-06-16",
      shippingMinor: 500,
      taxMinor: 350 + 28 + 70 + 7,
      lines: [
        { unitPriceMinor: 4995, discountMinor: 0 },
        { unitPriceMinor: 334, discountMinor: 2 },
      ],
    });
    expect(input && orderTotals(input).subtotalMinor).toBe(5995);
  });

  it("has the tax in its prices outside the United States and Canada", () => {
    const rows = [{ ...lamp, ...price("49.95", "7.98", "0", "0"), currency: "EUR" }];
    const [order] = readFile(tsv(NEW, rows)).orders;
    expect(order && orderTotals(order.input).totalMinor).toBe(4995);
  });
});

describe("Amazon's report of all orders", () => {
  const row = (id: string, changes: Cells = {}): Cells => ({
    "amazon-order-id": id,
    "purchase-date": "2026-06-08T21:05:00+00:00",
    "order-status": "Unshipped",
    "fulfillment-channel": "Merchant",
    "product-name": "The lamp",
    sku: "LAMP",
    "item-status": "Unshipped",
    quantity: "1",
    currency: "USD",
    "item-price": "49.95",
    "item-promotion-discount": "5.00",
    "ship-city": "Portland",
    ...changes,
  });

  it("keeps what is to be shipped, and says what is not ours to ship", () => {
    const { orders, rejected, warnings } = readFile(
      tsv(ALL, [
        row("1"),
        row("2", { "fulfillment-channel": "Amazon" }),
        row("3", { "order-status": "Pending" }),
        row("4", { "order-status": "Cancelled", quantity: "0" }),
        row("5", { "order-status": "Shipped" }),
        row("5", { "order-status": "Shipped", sku: "SHADE" }),
        row("6", { "item-status": "Cancelled" }),
        row("6", { sku: "SHADE" }),
      ]),
    );
    expect(rejected).toEqual([]);
    expect(orders.map(({ input, rows }) => [input.externalId, rows])).toEqual([
      ["1", [2]],
      ["6", [9]],
    ]);
    expect(orders[0]?.input.lines[0]).toMatchObject({ unitPriceMinor: 4995, discountMinor: 500 });
    expect(warnings.map(({ row: at, message }) => [at, message])).toEqual([
      [3, "Order 2 is fulfilled by the marketplace itself: it is left out."],
      [4, "Order 3 is pending and can't be worked on yet: it is left out."],
      [5, "Order 4 is cancelled: it is left out."],
      [6, "Order 5 is shipped already: it is left out."],
      [8, "Row 8 is cancelled: it is left out."],
    ]);
  });
});

describe("Wayfair's purchase orders", () => {
  const bench: Cells = {
    "Warehouse Name": "Harbour store",
    "Store Name": "Wayfair",
    "PO Number": '="CS700000001"',
    "PO Date": "06/08/2026",
    "Must Ship By": "06/11/2026",
    "Order Status": "Open",
    "Item Number": '="0012"',
    "Item Name": "Bench, 48 in",
    Quantity: "2",
    "Wholesale Price": "$129.50",
    "Ship To Name": "Ada Alder",
    "Ship To Address": "5 Quay Street",
    "Ship To City": "Portland",
    "Ship To State": "ME",
    "Ship To Zip": "04101",
    "Destination Country": "US",
    "Customization Text": "Blue",
  };

  it("are read without matching a column, in the order of day and month of their country", () => {
    const stool = { ...bench, "Item Number": '="0013"', "Item Name": "Stool", Quantity: "1" };
    const { orders, rejected, warnings } = readFile(csv(WAYFAIR, [bench, stool]), {
      ...HABITS,
      currency: "USD",
    });
    expect({ rejected, warnings }).toEqual({ rejected: [], warnings: [] });
    expect(orders).toMatchObject([
      {
        rows: [2, 3],
        input: {
          source: "wayfair",
          externalId: "CS700000001",
          client: { code: "WAYFAIR", name: "Wayfair" },
          orderedOn: "2026-06-08",
          shipByOn: "2026-06-11",
          note: "Blue",
          shipTo: { name: "Ada Alder", postalCode: "04101", country: "US" },
          lines: [
            { sku: "0012", quantity: 2000, unitPriceMinor: 12_950 },
            { sku: "0013", quantity: 1000 },
          ],
        },
      },
    ]);
    const british = WAYFAIR.map((name) => (name === "Must Ship By" ? "Must Dispatch by" : name));
    const rows = [{ ...bench, "Must Dispatch by": "11/06/2026" }];
    expect(readFile(csv(british, rows)).orders[0]?.input.shipByOn).toBe("2026-06-11");
  });

  it("that are cancelled or shipped are left out, and said", () => {
    const { orders, warnings } = readFile(
      csv(WAYFAIR, [
        { ...bench, "PO Number": "CS1", "Order Status": "Cancelled" },
        { ...bench, "PO Number": "CS2", "Order Status": "Shipped" },
        { ...bench, "PO Number": "CS3", "Order Status": "Backordered" },
      ]),
    );
    expect(orders.map(({ input }) => input.externalId)).toEqual(["CS3"]);
    expect(warnings.map(({ message }) => message)).toEqual([
      "Order CS1 is cancelled: it is left out.",
      "Order CS2 is shipped already: it is left out.",
    ]);
  });
});

it("tells the reports apart by their headings alone", () => {
  const layouts = [UNSHIPPED, NEW, ALL, WAYFAIR].map((headings) => recogniseLayout(headings));
  expect(layouts).toEqual(["amazon_unshipped", "amazon_new", "amazon_all", "wayfair"]);
  expect(tableOf(tsv(ALL, [{ "amazon-order-id": "1" }])).delimiter).toBe("\t");
});
