/** Decides how a status is explained: one sentence from the same facts that the status was computed from. */
import { type Day, daysBetween, formatDay, formatShortDay } from "../shared/dates";
import { formatMinor, type Minor } from "../shared/money";
import { ONE, type Quantity, quantityText } from "../shared/quantity";
import type { ProductionStatus, ShipmentStatus, StockStatus } from "./lifecycle";
import { joined, listed, type Sentence, type Source } from "./sentence";
import type { ShipmentState } from "./shipment-state";

type Reader = { readonly today: Day; readonly locale: string };

/** A dated piece of supply that covers a part of the order. */
export type SupplyPiece = {
  readonly quantity: Quantity;
  readonly on: Day;
  /** As people call it: the number of a production order, or a receipt's reference. */
  readonly source: string;
  readonly origin: Extract<Source, { kind: "production" | "receipt" }>;
};

export type StockFacts = Reader & {
  readonly value: StockStatus;
  readonly owed: Quantity;
  readonly shipped: Quantity;
  readonly reserved: Quantity;
  readonly supply: readonly SupplyPiece[];
  readonly short: Quantity;
  /** The product, where all units are of one. */
  readonly productId: string | null;
  /** The day supply is measured against, and whether that is the ship-by date. */
  readonly promise: Day | null;
  readonly isShipBy: boolean;
};

const many = (quantity: Quantity, word: string) =>
  `${quantityText(quantity)} ${word}${quantity === ONE ? "" : "s"}`;

const count = (days: number) => (days === 1 ? "1 day" : `${days} days`);

/** "3 of 5 units reserved; 2 expected Fri 12 Jun from MO-104. Due Mon 15 Jun, 3 days to spare." */
export function explainStock(facts: StockFacts): Sentence {
  const { value, owed, shipped, productId } = facts;
  if (value === "not_needed") {
    return ["No stock is needed."];
  }
  if (value === "not_tracked") {
    return ["Stock of these products is not tracked."];
  }
  if (owed === 0) {
    return ["All units are shipped."];
  }
  const units = shipped > 0 ? (owed === ONE ? "owed unit" : "owed units") : "";
  const reserved = `${quantityText(facts.reserved)} of ${
    units ? `${quantityText(owed)} ${units}` : many(owed, "unit")
  } reserved`;
  const split = splitOf(facts, reserved, productId, formatDay);
  return joined([[...split, "."], promiseOf(facts)], " ");
}

type LineFacts = Reader &
  Pick<StockFacts, "owed" | "reserved" | "supply" | "short"> & { readonly productId: string };

/** "3 of 5 reserved; 2 expected 12 Jun from MO-104", for one line. */
export function explainLine(facts: LineFacts): Sentence {
  const { owed, reserved, productId } = facts;
  const text = `${quantityText(reserved)} of ${quantityText(owed)} reserved`;
  return splitOf(facts, text, productId, formatShortDay);
}

/** Reserved, each piece that is expected, and what nothing covers: together always what is owed. */
function splitOf(
  { supply, short, locale, today }: Omit<LineFacts, "productId">,
  reserved: string,
  productId: string | null,
  format: typeof formatDay,
): Sentence {
  return joined(
    [
      [
        productId === null
          ? reserved
          : { text: reserved, source: { kind: "product", id: productId } },
      ],
      ...supply.map(({ quantity, on, source, origin }) => [
        `${quantityText(quantity)} expected ${format(on, locale, today)} from `,
        { text: source, source: origin },
        on < today ? ", overdue" : "",
      ]),
      short > 0 ? [`${quantityText(short)} short, not planned`] : [],
    ],
    "; ",
  );
}

/** How the day on which all is there lies to the promised one; a day that has passed says nothing. */
function promiseOf({ supply, short, promise, isShipBy, today, locale }: StockFacts): Sentence {
  if (promise === null) {
    return [];
  }
  const due = `${isShipBy ? "Ship by" : "Due"} ${formatDay(promise, locale, today)}`;
  const last = supply.reduce((day, piece) => (piece.on > day ? piece.on : day), "");
  const isKnown = short === 0 && (last === "" || last >= today);
  const ready = isKnown && last !== "" ? last : today;
  const spare = daysBetween(ready, promise);
  if (spare < 0) {
    return [`${due}, ${count(-spare)} late.`];
  }
  return [isKnown && spare > 0 ? `${due}, ${count(spare)} to spare.` : `${due}.`];
}

/** A production order linked to a line of the order. */
export type LinkedOrder = {
  readonly number: string;
  readonly quantity: Quantity;
  readonly made: Quantity;
  readonly dueOn: Day;
  readonly isFinished: boolean;
  readonly blockedReason: string | null;
};

export type ProductionFacts = Reader & {
  readonly value: ProductionStatus;
  readonly made: Quantity;
  readonly toMake: Quantity;
  readonly unplanned: Quantity;
  readonly linked: readonly LinkedOrder[];
};

/** "3 of 5 units made; 1 to come from MO-104, due Fri 12 Jun; 1 not planned." */
export function explainProduction(facts: ProductionFacts): Sentence {
  const { value, unplanned, linked, today, locale } = facts;
  if (value === "not_needed") {
    return ["Nothing has to be made for this order."];
  }
  const open = linked.filter((one) => !one.isFinished);
  const toCome = open
    .map((one) => ({ ...one, left: Math.max(0, one.quantity - one.made) }))
    .filter(({ left }) => left > 0);
  const blocked = open.filter((one) => one.blockedReason !== null);
  return [
    ...joined(
      [
        [...madeWords(facts), ...madeBy(facts)],
        ...toCome.map(({ left, number, dueOn }) => [
          `${quantityText(left)} to come from `,
          productionOf(number),
          `, due ${formatDay(dueOn, locale, today)}${dueOn < today ? ", overdue" : ""}`,
        ]),
        unplanned > 0 ? [`${quantityText(unplanned)} not planned`] : [],
        ...blocked.map(({ number, blockedReason }) => [
          productionOf(number),
          ` is blocked: ${blockedReason?.replace(/[.\s]+$/, "")}`,
        ]),
      ],
      "; ",
    ),
    ".",
  ];
}

function madeWords({ value, made, toMake }: ProductionFacts): Sentence {
  if (value === "not_started") {
    return [`${many(toMake, "unit")} to make, not started`];
  }
  if (value === "made") {
    return [made === ONE ? "1 unit made" : `All ${many(made, "unit")} made`];
  }
  return [`${quantityText(made)} of ${many(toMake, "unit")} made`];
}

const productionOf = (number: string) =>
  ({ text: number, source: { kind: "production", number } }) as const;

/** Who made it; an order that is still being made for is named beside what is to come from it. */
function madeBy({ value, linked }: ProductionFacts): Sentence {
  const makers = linked.filter((one) => one.made > 0);
  const isTold = value === "made" || makers.some((one) => one.isFinished);
  return isTold && makers.length > 0
    ? [" by ", ...listed(makers.map(({ number }) => productionOf(number)))]
    : [];
}

export type ShipmentFacts = {
  readonly value: ShipmentStatus;
  readonly shipped: Quantity;
  readonly wanted: Quantity;
  readonly owed: Quantity;
  readonly shortClosed: Quantity;
  readonly shipments: readonly {
    readonly number: string;
    readonly state: ShipmentState;
  }[];
};

/** "2 of 5 units shipped in SH-1001; 3 still owed; SH-1002 is prepared." */
export function explainShipment(facts: ShipmentFacts): Sentence {
  const { value, shipped, wanted, owed, shortClosed, shipments } = facts;
  if (value === "not_needed") {
    return ["Nothing has to be shipped."];
  }
  const named = (state: "draft" | "dispatched") =>
    shipments
      .filter((one) => one.state === state)
      .map(({ number }) => ({ text: number, source: { kind: "shipment", number } }) as const);
  const left = named("dispatched");
  const drafts = named("draft");
  const all = shipped === ONE ? "1 unit shipped" : `All ${many(shipped, "unit")} shipped`;
  return [
    ...joined(
      [
        [
          value === "shipped" ? all : `${quantityText(shipped)} of ${many(wanted, "unit")} shipped`,
          ...(shipped > 0 && left.length > 0 ? [" in ", ...listed(left)] : []),
        ],
        value === "partly_shipped" ? [`${quantityText(owed)} still owed`] : [],
        shortClosed > 0 ? [`${quantityText(shortClosed)} short-closed`] : [],
        drafts.length > 0
          ? [...listed(drafts), drafts.length === 1 ? " is prepared" : " are prepared"]
          : [],
      ],
      "; ",
    ),
    ".",
  ];
}

export type AmountFacts = {
  readonly partMinor: Minor;
  readonly totalMinor: Minor;
  readonly currency: string;
  readonly locale: string;
};

const amountsOf = ({ partMinor, totalMinor, currency, locale }: AmountFacts) =>
  [partMinor, totalMinor].map((minor) => formatMinor(minor, currency, locale)).join(" of ");

/** "€500.00 of €1,200.00 invoiced on INV-1001." */
export function explainInvoicing(
  facts: AmountFacts & { readonly invoices: readonly string[] },
): Sentence {
  if (facts.totalMinor <= 0) {
    return ["The order has no amount."];
  }
  const named = facts.invoices.map(
    (number) => ({ text: number, source: { kind: "invoice", number } }) as const,
  );
  const on: Sentence = facts.partMinor > 0 && named.length > 0 ? [" on ", ...listed(named)] : [];
  return [`${amountsOf(facts)} invoiced`, ...on, "."];
}

/** "€500.00 of €1,200.00 paid." */
export function explainPayment(facts: AmountFacts): Sentence {
  if (facts.totalMinor <= 0) {
    return ["The order has no amount."];
  }
  const text = `${amountsOf(facts)} paid`;
  return [facts.partMinor > 0 ? { text, source: { kind: "payments" } } : text, "."];
}

/** Who else holds units of a product that the order is waiting for. */
export type Holder = {
  readonly sku: string;
  readonly productId: string;
  /** The order that holds most. */
  readonly number: string;
  readonly quantity: Quantity;
  readonly isAhead: boolean;
  /** How many orders hold some, and how much, that one included. */
  readonly orders: number;
  readonly total: Quantity;
};

/** "SO-1041 is ahead in the queue and holds 4 of CHAIR; 2 more orders hold 3." */
export function explainHolder(holder: Holder): Sentence {
  const { sku, productId, number, quantity, isAhead, orders, total } = holder;
  const rest = orders - 1;
  const others = `; ${rest === 1 ? "1 more order holds" : `${rest} more orders hold`} ${quantityText(total - quantity)}`;
  return [
    { text: number, source: { kind: "order", number } },
    ` ${isAhead ? "is ahead in the queue and" : "already"} holds ${quantityText(quantity)} of `,
    { text: sku, source: { kind: "product", id: productId } },
    rest > 0 ? others : "",
    ".",
  ];
}
