/** Decides what the first name of a path stands for: its chapter in the document and its placeholder. */

type Place = {
  readonly tag: string;
  /** What the first placeholder holds. */
  readonly about?: string;
  readonly example?: string;
};

const ID = "01980a4e-7c1d-7000-8000-5b7f3c2a9d10";

const PLACES: Readonly<Record<string, Place>> = {
  orders: { tag: "Orders", about: "The order's number.", example: "SO-1042" },
  moves: { tag: "Orders", about: "The move's id, from `moved` or an event.", example: ID },
  bulk: { tag: "Orders" },
  batches: { tag: "Orders", about: "The batch's id, or a print job's.", example: ID },
  shipments: { tag: "Shipments", about: "The shipment's number.", example: "SH-1001" },
  "print-jobs": { tag: "Documents", about: "The print job's id.", example: ID },
  documents: { tag: "Documents", about: "The document's id.", example: ID },
  clients: { tag: "Clients", about: "The client's code.", example: "ACME" },
  products: { tag: "Products and stock", about: "The product's SKU.", example: "OAK-CHAIR" },
  "stock-movements": { tag: "Products and stock" },
  "expected-receipts": { tag: "Products and stock", about: "The receipt's id.", example: ID },
  "production-orders": {
    tag: "Production",
    about: "The production order's number.",
    example: "MO-104",
  },
  invoices: { tag: "Invoices and payments", about: "The invoice's number.", example: "INV-1001" },
  payments: { tag: "Invoices and payments" },
  imports: { tag: "Imports" },
};

/** Placeholders behind the first one. */
const INNER: Readonly<Record<string, { readonly about: string; readonly example: string }>> = {
  report: { about: "The report's number within the production order.", example: "1" },
};

/** The chapters, in the order they are read. */
export const TAGS = [
  ...new Set(["Orders", "Shipments", "ASNs", ...Object.values(PLACES).map((place) => place.tag)]),
];

export function tagOf(path: string): string {
  return /\/asn(\/|$)/.test(path) ? "ASNs" : placeOf(path).tag;
}

/** The placeholders of a path with what each stands for. */
export function placeholdersOf(path: string) {
  const { about, example } = placeOf(path);
  return [...path.matchAll(/:(\w+)/g)].map(([, name = ""], index) => {
    const said = index === 0 ? { about, example } : INNER[name];
    if (said?.about === undefined || said.example === undefined) {
      throw new Error(`Say in places.ts what :${name} of ${path} stands for.`);
    }
    return { name, about: said.about, example: said.example };
  });
}

function placeOf(path: string): Place {
  const place = PLACES[path.split("/")[1] ?? ""];
  if (place === undefined) {
    throw new Error(`Say in places.ts what ${path} is about.`);
  }
  return place;
}
