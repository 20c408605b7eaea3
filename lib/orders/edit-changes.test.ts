import { describe, expect, it } from "vitest";
import { editChanges } from "./edit-changes";

const address = {
  name: "Acme",
  line1: "Hafen 1",
  city: "Hamburg",
  postalCode: "20457",
  country: "DE",
};
const row = {
  poNumber: null,
  currency: "EUR",
  orderedOn: "2026-06-01",
  shipByOn: null,
  deliverByOn: "2026-06-10",
  allowPartial: null,
  onHold: false,
  note: null,
  shipTo: address,
  shippingMinor: 0,
  taxMinor: 0,
};
const line = {
  line: 1,
  sku: "CHAIR",
  ordered: 3000,
  unitPriceMinor: 1250,
  discountMinor: 0,
  overShipAllowance: 0,
};
const wanted = { line: 1, sku: "CHAIR", quantity: 3000, unitPriceMinor: 1250, discountMinor: 0 };
const edit = {
  version: 1,
  currency: "EUR",
  deliverByOn: "2026-06-10",
  shippingMinor: 0,
  taxMinor: 0,
  lines: [wanted],
};
const changes = (change: object) => editChanges({ row, lines: [line] }, { ...edit, ...change });

describe("what the timeline tells of an edit", () => {
  it("is nothing where nothing differs, whatever the order of an address's parts", () => {
    const { country, postalCode, city, line1, name } = address;
    const shipTo = { country, postalCode, city, line2: null, line1, name };
    expect(changes({ shipTo, poNumber: "", note: null })).toEqual({
      changes: {},
      lines: [],
      removed: [],
    });
  });

  it("names hold, currency, partial shipments and the address besides dates and amounts", () => {
    const shipTo = { ...address, line1: "Hafen 2" };
    const change = { shipTo, onHold: true, currency: "USD", allowPartial: true, taxMinor: 190 };
    expect(changes(change).changes).toEqual({
      currency: ["EUR", "USD"],
      allowPartial: [null, true],
      taxMinor: [0, 190],
      onHold: [false, true],
      shipTo: ["Acme, Hafen 1, 20457, Hamburg, DE", "Acme, Hafen 2, 20457, Hamburg, DE"],
    });
  });

  it("names a line's price and discount before and after", () => {
    const lines = [{ ...wanted, unitPriceMinor: 1300, discountMinor: 500 }];
    expect(changes({ lines }).lines).toEqual([
      { sku: "CHAIR", from: "3", to: "3", unitPriceMinor: [1250, 1300], discountMinor: [0, 500] },
    ]);
    const added = [wanted, { ...wanted, line: undefined, sku: "OIL", quantity: 2000 }];
    expect(changes({ lines: added, removed: [4] })).toMatchObject({
      lines: [{ sku: "OIL", from: null, to: "2" }],
      removed: [4],
    });
  });
});
