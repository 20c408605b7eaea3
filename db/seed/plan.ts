/** Decides which orders the demo holds: who ordered what and when, and what became of it. */
import type { OrderInput } from "@/lib/orders/input";
import { grossMinor, lineTotalMinor } from "@/lib/shared/money";
import { ONE, type Quantity } from "@/lib/shared/quantity";
import type { Clock } from "./clock";
import type { Profile, SeedClient, SeedProduct } from "./profile";
import type { Random } from "./random";
import type { LineWish, Making } from "./situations";

export const SOURCES = ["manual", "file", "shopify", "api"] as const;
export type Source = (typeof SOURCES)[number];

/** What made the orders of a source come, in the words of their first event. */
export const CREATED_BY = {
  manual: "by_hand",
  file: "import",
  shopify: "channel",
  api: "api",
} as const satisfies Record<Source, string>;

export type PlannedLine = {
  readonly product: SeedProduct;
  readonly quantity: Quantity;
  readonly discountMinor: number;
  readonly making: Making | null;
};

export type PlannedOrder = {
  /** Days since it came. */
  readonly age: number;
  readonly createdAt: Date;
  readonly source: Source;
  readonly client: SeedClient;
  readonly lines: readonly PlannedLine[];
  readonly input: OrderInput;
  /** Days from today to the day that supply is measured against; null is without one. */
  readonly promise: number | null;
};

export type OrderWish = {
  readonly age: number;
  readonly wishes: readonly LineWish[];
  /** Days from today. */
  readonly due: number | null;
  readonly onHold?: boolean;
  readonly allowPartial?: boolean;
  /** Whether the first client ordered it, whose portal the demo opens. */
  readonly byFirstClient?: boolean;
};

export type Planner = {
  readonly random: Random;
  readonly clock: Clock;
  /** Plans the next order. Call it in the order in which orders come: sources number theirs upwards. */
  readonly order: (wish: OrderWish) => PlannedOrder;
};

const SOURCE_WEIGHTS = [
  { source: "manual", weight: 34 },
  { source: "file", weight: 22 },
  { source: "shopify", weight: 30 },
  { source: "api", weight: 14 },
] as const satisfies readonly { source: Source; weight: number }[];

const NOTES = [
  "Please call half an hour before delivery.",
  "Deliver to the yard entrance, not the front door.",
  "Leave the packaging with us, we reuse it.",
  "Opening is on the 1st, please keep the date.",
];

/** The client with the lowest number orders most. */
const clientWeight = (position: number) => 12 / (position + 3);

export function plannerOf(profile: Profile, clock: Clock, random: Random): Planner {
  const counters: Record<Source, number> = { manual: 0, file: 20400, shopify: 1000, api: 88000 };
  const clients = profile.clients.map((client, position) => ({
    client,
    weight: clientWeight(position),
  }));
  return {
    random,
    clock,
    order: (wish) => {
      const drawn = random.weighted(clients);
      const { client } = (wish.byFirstClient ? clients[0] : null) ?? drawn;
      const { source } = random.weighted(SOURCE_WEIGHTS);
      counters[source] += 1;
      const lines = wish.wishes.flatMap((each) => linesFor(profile, random, each));
      const createdAt = clock.ago(wish.age);
      const shipsAhead = wish.due !== null && random.chance(0.6) ? random.between(2, 3) : 0;
      const input: OrderInput = {
        source,
        externalId: externalId(source, counters[source]),
        client: { code: client.code },
        poNumber: random.chance(0.55) ? poNumber(random) : null,
        currency: profile.currency,
        orderedOn: clock.dayOf(createdAt),
        shipByOn: wish.due !== null && shipsAhead > 0 ? clock.day(wish.due - shipsAhead) : null,
        deliverByOn: wish.due === null ? null : clock.day(wish.due),
        allowPartial: wish.allowPartial ?? (random.chance(0.06) ? true : null),
        onHold: wish.onHold ?? false,
        note: random.chance(0.08) ? random.pick(NOTES) : null,
        shipTo: client.address,
        ...chargesOf(profile, random, client, lines),
        lines: lines.map(({ product, quantity, discountMinor }) => ({
          sku: product.sku,
          quantity,
          unitPriceMinor: product.priceMinor,
          discountMinor,
        })),
      };
      const promise = wish.due === null ? null : wish.due - shipsAhead;
      return { age: wish.age, createdAt, source, client, lines, input, promise };
    },
  };
}

function linesFor(profile: Profile, random: Random, wish: LineWish): PlannedLine[] {
  const [least, most] = wish.lines ?? [1, 1];
  const left = profile.products.filter(
    (product) =>
      product.supply === wish.supply && (product.priceMinor === 0) === (wish.free ?? false),
  );
  return Array.from({ length: Math.min(random.between(least, most), left.length) }, () => {
    const [product] = left.splice(random.between(0, left.length - 1), 1);
    if (!product) {
      throw new Error(`${profile.name} has no product of the supply "${wish.supply}".`);
    }
    const quantity = random.between(...wish.quantity) * ONE;
    const gross = grossMinor(quantity, product.priceMinor);
    const discountMinor = random.chance(0.12) ? Math.floor(gross / 2000) * 100 : 0;
    return { product, quantity, discountMinor, making: wish.making ?? null };
  });
}

/** Shipping, and the tax of the workspace's own country. */
function chargesOf(
  profile: Profile,
  random: Random,
  client: SeedClient,
  lines: readonly PlannedLine[],
): { shippingMinor: number; taxMinor: number } {
  const goods = lines.reduce(
    (sum, line) => sum + lineTotalMinor(line.quantity, line.product.priceMinor, line.discountMinor),
    0,
  );
  const shippingMinor = goods > 0 && random.chance(0.5) ? random.pick([2900, 4900, 8900]) : 0;
  const isTaxed = profile.tax?.country === client.address.country;
  const percent = isTaxed ? (profile.tax?.percent ?? 0) : 0;
  return { shippingMinor, taxMinor: Math.round(((goods + shippingMinor) * percent) / 100) };
}

function externalId(source: Source, count: number): string | null {
  switch (source) {
    case "manual":
      return null;
    case "file":
      return `E-${count}`;
    case "shopify":
      return `#${count}`;
    case "api":
      return `WEB-${count}`;
  }
}

function poNumber(random: Random): string {
  return random.chance(0.5)
    ? `PO-${random.between(10_000, 99_999)}`
    : String(4_500_000_000 + random.between(1, 9_999_999));
}
