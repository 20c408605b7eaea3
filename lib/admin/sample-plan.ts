/** Decides what the sample data is: few rows that show every tab, each named so that nobody takes it for real. */
import { addDays, type Day } from "@/lib/shared/dates";

const NOTE = "(sample)";

export const SAMPLE_CLIENTS = [
  { code: "SAMPLE-ACME", name: `Acme Interiors ${NOTE}`, city: "Hamburg", country: "DE" },
  { code: "SAMPLE-BLOOM", name: `Bloom Hotels ${NOTE}`, city: "London", country: "GB" },
  { code: "SAMPLE-CEDAR", name: `Cedar & Sons ${NOTE}`, city: "Boston", country: "US" },
] as const;

/** Quantities in thousandths, prices in hundredths of the currency. */
export const SAMPLE_PRODUCTS = [
  { sku: "SAMPLE-CHAIR", name: `Oak chair ${NOTE}`, made: false, onHand: 20_000, price: 8900 },
  { sku: "SAMPLE-TABLE", name: `Oak table ${NOTE}`, made: true, onHand: 2_000, price: 42_000 },
  { sku: "SAMPLE-LAMP", name: `Desk lamp ${NOTE}`, made: false, onHand: 12_000, price: 3500 },
] as const;

type SampleSku = (typeof SAMPLE_PRODUCTS)[number]["sku"];

type SampleOrder = {
  readonly client: (typeof SAMPLE_CLIENTS)[number]["code"];
  readonly poNumber: string;
  readonly source: string;
  readonly deliverByOn: Day;
  readonly lines: readonly { readonly sku: SampleSku; readonly quantity: number }[];
  /** How far it has come. */
  readonly story: "archived" | "closed" | "cancelled" | "open" | "being_made";
};

/** The sample orders in the order they are made, so that the queue gives each what its story needs. */
export function sampleOrders(today: Day): readonly SampleOrder[] {
  const [acme, bloom, cedar] = SAMPLE_CLIENTS.map(({ code }) => code);
  const order = (
    client: SampleOrder["client"] | undefined,
    days: number,
    story: SampleOrder["story"],
    ...lines: [SampleSku, number][]
  ) => ({
    client: client ?? "SAMPLE-ACME",
    poNumber: `SAMPLE-${days < 0 ? "LATE" : days}`,
    source: "manual",
    deliverByOn: addDays(today, days),
    lines: lines.map(([sku, quantity]) => ({ sku, quantity })),
    story,
  });
  return [
    order(acme, 1, "archived", ["SAMPLE-CHAIR", 3_000]),
    order(bloom, 2, "closed", ["SAMPLE-LAMP", 2_000]),
    order(acme, 3, "open", ["SAMPLE-CHAIR", 6_000]),
    order(cedar, 10, "being_made", ["SAMPLE-TABLE", 4_000], ["SAMPLE-CHAIR", 8_000]),
    order(bloom, -2, "open", ["SAMPLE-LAMP", 30_000]),
    order(cedar, 5, "cancelled", ["SAMPLE-LAMP", 1_000]),
  ];
}
