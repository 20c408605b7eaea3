/** A ship notice for the tests: two cartons, three items. */
import { sscc18 } from "@/lib/shared/gs1";
import type { ShipNotice } from "./ship-notice";

export const notice: ShipNotice = {
  sender: { qualifier: "ZZ", id: "OAKLINE" },
  receiver: { qualifier: "ZZ", id: "ACME" },
  version: "004010",
  usage: "P",
  controlNumber: 42,
  purpose: "original",
  at: new Date("2026-06-09T22:34:00Z"),
  timeZone: "Europe/Berlin",
  shipmentNumber: "SH-1042",
  shippedOn: "2026-06-10",
  deliverOn: "2026-06-12",
  orderNumber: "SO-1042",
  poNumber: "4500012345",
  orderedOn: "2026-06-02",
  bolNumber: "06141410000010424",
  carrier: "Northern Freight",
  scac: "NOFR",
  trackingNumber: "5787970539",
  weight: { value: 43_000, unit: "kg" },
  shipFrom: {
    name: "Oakline Furniture",
    line1: "Werkstraße 12",
    line2: null,
    city: "Berlin",
    region: null,
    postalCode: "10115",
    country: "DE",
  },
  shipTo: {
    name: "Acme Retail Inc.",
    line1: "500 Harbor Boulevard",
    line2: "Dock 4",
    city: "Elizabeth",
    region: "NJ",
    postalCode: "07201",
    country: "US",
  },
  packages: [
    {
      sscc: sscc18({ prefix: "0614141", serial: 7001 }),
      trackingNumber: null,
      items: [
        { line: 1, sku: "OAK-TBL-180", name: "Oak table", gtin: "4006381333931", quantity: 2000 },
        { line: 2, sku: "OAK-CHR", name: "Oak chair", gtin: "036000291452", quantity: 6000 },
      ],
    },
    {
      sscc: sscc18({ prefix: "0614141", serial: 7002 }),
      trackingNumber: "1Z999",
      items: [{ line: 2, sku: "OAK-CHR", name: "Oak chair", gtin: null, quantity: 2500 }],
    },
  ],
};
