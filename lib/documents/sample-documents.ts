/** Documents for the tests: an everyday one, and one in which everything is long or odd. */

import { bolNumber, sscc18 } from "@/lib/shared/gs1";
import type { DocumentAddress, InvoiceDocument, ShipmentDocument } from "./content";

const oakline: DocumentAddress = {
  name: "Oakline Furniture",
  line1: "Werkstraße 12",
  line2: null,
  city: "Berlin",
  region: null,
  postalCode: "10115",
  country: "DE",
};

const shop: DocumentAddress = {
  name: "Acme Retail Inc.",
  line1: "500 Harbor Boulevard",
  line2: "Dock 4",
  city: "Elizabeth",
  region: "NJ",
  postalCode: "07201",
  country: "US",
};

/** Two lines, one of them partly backordered, in two cartons from Berlin to New Jersey. */
export const everyday: ShipmentDocument = {
  workspace: { name: "Oakline Furniture" },
  shipFrom: oakline,
  client: { code: "ACME", name: "Acme Retail Inc." },
  shipTo: shop,
  orderNumber: "SO-1042",
  externalId: "#1001",
  poNumber: "4500012345",
  orderedOn: "2026-06-02",
  shipByOn: "2026-06-10",
  deliverByOn: "2026-06-12",
  shipmentNumber: "SH-1042",
  carrier: "Northern Freight",
  scac: "NOFR",
  trackingNumber: "1Z 884 220 17",
  proNumber: "5787970539",
  trailerNumber: "TR-88",
  sealNumber: "0042117",
  freightTerms: "prepaid",
  bolNumber: bolNumber({ prefix: "0614141", serial: 1042 }),
  weightUnit: "kg",
  packages: [1, 2].map((number) => ({
    number,
    sscc: sscc18({ prefix: "0614141", serial: 7000 + number }),
    internal: false,
    contents:
      number === 1
        ? [{ sku: "OAK-TBL-180", quantity: 2000 }]
        : [{ sku: "OAK-CHR", quantity: 8000 }],
    trackingNumber: null,
    weight: 21_500,
  })),
  lines: [
    {
      line: 1,
      sku: "OAK-TBL-180",
      name: "Oak table, 180 × 90 cm, oiled",
      ordered: 4000,
      shippedBefore: 1000,
      inThisShipment: 2000,
      backordered: 1000,
      weight: 38_000,
    },
    {
      line: 2,
      sku: "OAK-CHR",
      name: "Oak chair",
      ordered: 8000,
      shippedBefore: 0,
      inThisShipment: 8000,
      backordered: 0,
      weight: 5_000,
    },
  ],
  note: null,
  printedAt: new Date("2026-06-09T12:34:00Z"),
  timeZone: "Europe/Berlin",
  locale: "en-GB",
  paper: "letter",
  copy: 1,
};

const tongues = [
  "Eßzimmerstühle »Größe XL« mit Überzug aus Öko-Wolle",
  "Krzesło dębowe z tapicerką, żółte, źródło: Łódź",
  "Τραπέζι δρυός, ελαιωμένο, Θεσσαλονίκη",
  "Стол дубовый, масло, Київ — Љубљана",
  "Gift box 🎁 with card ❤️ 漢字",
  "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaftstisch",
  "A very long product name that goes on and on, with every option spelled out: oak, oiled, rounded edges, cable outlet on the left, drawer on the right, delivered assembled, with spare feet and a care set",
];

/** 40 lines, names that don't fit, five scripts, an emoji, no company prefix, second copy. */
export const stress: ShipmentDocument = {
  ...everyday,
  workspace: {
    name: "Wöhrle & Söhne Möbelmanufaktur Gesellschaft mit beschränkter Haftung & Co. KG",
  },
  shipFrom: { ...oakline, name: "Wöhrle & Söhne Möbelmanufaktur GmbH & Co. KG", region: "Berlin" },
  client: {
    code: "ŁÓDŹ-ŻABKA-0000000000001",
    name: "Przedsiębiorstwo Handlowo-Usługowe „Żółć” Spółka z ograniczoną odpowiedzialnością",
  },
  shipTo: {
    name: "Αποθήκη Θεσσαλονίκης — Центральный склад приёма товаров и возвратов, ворота № 14 🎁",
    line1:
      "Donaudampfschifffahrtsgesellschaftskapitänsstraße 1234, Hinterhaus, 3. Obergeschoss links",
    line2: "c/o Ιωάννης Παπαδόπουλος, Τμήμα Παραλαβών",
    city: "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch",
    region: "Κεντρική Μακεδονία",
    postalCode: "546 24",
    country: "GR",
  },
  orderNumber: "SO-2026-000000001042-REPLACEMENT.A",
  externalId: "gid://shop/Order/5787970539123456789",
  poNumber: "PO/4500012345/2026/THESSALONIKI-CENTRAL-0001",
  carrier: "Przewozy Międzynarodowe i Spedycja „Szybka Dostawa” sp. z o.o.",
  trackingNumber: "00340434161094042557-00340434161094042557",
  bolNumber: bolNumber({ prefix: null, serial: 99_999 }),
  packages: Array.from({ length: 3 }, (_, index) => ({
    number: index + 1,
    sscc: sscc18({ prefix: null, serial: index + 1 }),
    internal: true,
    contents: Array.from({ length: 14 }, (_each, line) => ({
      sku: `SKU-${index * 14 + line}`,
      quantity: 1500,
    })),
    trackingNumber: null,
    weight: null,
  })),
  lines: Array.from({ length: 40 }, (_, index) => ({
    line: index + 1,
    sku: index % 7 === 5 ? "MÖB-STUHL-EICHE-GEÖLT-XXL-0000000017" : `SKU-${1000 + index}`,
    name: tongues[index % tongues.length] ?? "",
    ordered: index % 9 === 4 ? 99_999_999_999_999 : 12_500,
    shippedBefore: index % 3 === 0 ? 2_250 : 0,
    inThisShipment: 10_250,
    backordered: index % 4 === 0 ? 2_250 : 0,
    weight: null,
  })),
  note: "Bitte über die Rampe hinter dem Haus anliefern. Παρακαλώ καλέστε πριν την παράδοση. Просим позвонить за час до приезда. ".repeat(
    4,
  ),
  paper: "a4",
  locale: "de-DE",
  copy: 2,
};

/** Two lines with a discount, shipping and tax. */
export const invoice: InvoiceDocument = {
  workspace: everyday.workspace,
  shipFrom: oakline,
  client: everyday.client,
  billTo: shop,
  orderNumber: everyday.orderNumber,
  externalId: everyday.externalId,
  poNumber: everyday.poNumber,
  orderedOn: everyday.orderedOn,
  invoiceNumber: "INV-2041",
  invoicedOn: "2026-06-09",
  dueOn: "2026-07-09",
  currency: "EUR",
  lines: [
    {
      line: 1,
      sku: "OAK-TBL-180",
      name: "Oak table, 180 × 90 cm, oiled",
      quantity: 2000,
      unitPriceMinor: 128_000,
      discountMinor: 12_800,
      totalMinor: 243_200,
    },
    {
      line: 2,
      sku: "OAK-CHR",
      name: "Oak chair",
      quantity: 8000,
      unitPriceMinor: 18_950,
      discountMinor: 0,
      totalMinor: 151_600,
    },
  ],
  shippingMinor: 9_500,
  taxMinor: 76_817,
  totalMinor: 481_117,
  note: "Please pay within 30 days.",
  printedAt: everyday.printedAt,
  timeZone: everyday.timeZone,
  locale: "en-GB",
  paper: "a4",
  copy: 1,
};
