/** Decides what a client is told of an order: the answer first, from the same statuses that the list shows. */
import { type Day, formatFullDay } from "../shared/dates";
import { type Quantity, quantityText } from "../shared/quantity";
import type { ProductionStatus, ShipmentStatus, StockStatus } from "./lifecycle";

/** One shipment that has left, as far as its client may know. */
type Departure = {
  readonly on: Day;
  readonly carrier: string | null;
  readonly packages: number;
  readonly deliveredOn: Day | null;
};

export type ClientFacts = {
  /** The order was cancelled, or will not be fulfilled. */
  readonly cancelled: boolean;
  /** It stands in Closed or Archived. */
  readonly ended: boolean;
  readonly onHold: boolean;
  readonly stock: { readonly value: StockStatus; readonly expectedOn: Day | null };
  readonly production: { readonly value: ProductionStatus; readonly percent: number | null };
  readonly shipment: ShipmentStatus;
  /** Units of goods: shipped, reserved, asked for in all, and taken off the order. */
  readonly shipped: Quantity;
  readonly ready: Quantity;
  readonly wanted: Quantity;
  readonly dropped: Quantity;
  /** The day that supply is measured against; null where none was promised. */
  readonly promise: Day | null;
  readonly departures: readonly Departure[];
  readonly today: Day;
  readonly locale: string;
};

type ClientTone = "positive" | "info" | "caution" | "neutral";

/** What stands on top: one short answer, and what else matters in a sentence each. */
export type ClientAnswer = {
  readonly headline: string;
  readonly notes: readonly string[];
  readonly tone: ClientTone;
};

const CHECKING = "We are checking the date";

/** "Expected Fri 12 June" with "Being made, 60 %"; never a source's number, a rank or another client. */
export function clientAnswer(facts: ClientFacts): ClientAnswer {
  if (facts.cancelled) {
    return { headline: "Cancelled", notes: shippedBefore(facts), tone: "neutral" };
  }
  if (facts.shipment === "shipped") {
    return { ...departed(facts), notes: droppedNote(facts), tone: "positive" };
  }
  if (facts.shipment === "not_needed") {
    return facts.ended
      ? { headline: "Completed", notes: droppedNote(facts), tone: "positive" }
      : { headline: "In progress", notes: heldNote(facts), tone: "info" };
  }
  if (facts.onHold) {
    const more = facts.shipped > 0 ? "anything else" : "anything";
    const promise = `We will be in touch before ${more} leaves`;
    return { headline: "On hold", notes: [promise, ...shippedBefore(facts)], tone: "caution" };
  }
  return facts.shipment === "partly_shipped" ? partlyShipped(facts) : notShipped(facts);
}

function departed({ departures, today, locale }: ClientFacts): { readonly headline: string } {
  const last = latest(departures.map((one) => one.on));
  if (last === null) {
    return { headline: "Shipped" };
  }
  const delivered = departures.flatMap((one) => one.deliveredOn ?? []);
  const deliveredOn = latest(delivered);
  if (deliveredOn !== null && delivered.length === departures.length) {
    return { headline: `Delivered ${formatFullDay(deliveredOn, locale, today)}` };
  }
  const [carrier, ...others] = new Set(departures.map((one) => one.carrier ?? ""));
  const packages = departures.reduce((sum, one) => sum + one.packages, 0);
  const parts = [
    `Shipped ${formatFullDay(last, locale, today)}`,
    carrier && others.length === 0 ? ` with ${carrier}` : "",
    packages > 0 ? `, ${packages === 1 ? "1 package" : `${packages} packages`}` : "",
    departures.length > 1 ? `${packages > 0 ? "" : ","} in ${departures.length} shipments` : "",
  ];
  return { headline: parts.join("") };
}

function partlyShipped(facts: ClientFacts): ClientAnswer {
  const { shipped, wanted } = facts;
  const { words, tone } = restOf(facts);
  return {
    headline: `Partly shipped: ${quantityText(shipped)} of ${quantityText(wanted)}; ${words}`,
    notes: [...makingNote(facts), ...droppedNote(facts)],
    tone,
  };
}

function restOf(facts: ClientFacts): { readonly words: string; readonly tone: ClientTone } {
  switch (facts.stock.value) {
    case "in_stock":
      return { words: "the rest is ready to ship", tone: "positive" };
    case "expected":
    case "late": {
      const expected = expectedDay(facts);
      return expected === null
        ? { words: "we are checking the date of the rest", tone: "caution" }
        : { words: `the rest expected ${expected.words}`, tone: expected.tone };
    }
    case "partly": {
      const ready = `${quantityText(facts.ready)} more ready to ship`;
      return { words: `${ready}, we are checking the date of the rest`, tone: "caution" };
    }
    case "short":
      return { words: "we are checking the date of the rest", tone: "caution" };
    case "not_tracked":
    case "not_needed":
      return { words: "the rest follows", tone: "info" };
  }
}

function notShipped(facts: ClientFacts): ClientAnswer {
  const notes = [...makingNote(facts), ...droppedNote(facts)];
  switch (facts.stock.value) {
    case "in_stock":
      return { headline: "Ready to ship", notes, tone: "positive" };
    case "expected":
    case "late": {
      const expected = expectedDay(facts);
      return expected === null
        ? { headline: CHECKING, notes, tone: "caution" }
        : { headline: `Expected ${expected.words}`, notes, tone: expected.tone };
    }
    case "partly": {
      const ready = `${quantityText(facts.ready)} of ${quantityText(facts.wanted)} ready to ship`;
      return { headline: CHECKING, notes: [ready, ...notes], tone: "caution" };
    }
    case "short":
      return { headline: CHECKING, notes, tone: "caution" };
    case "not_tracked":
    case "not_needed":
      return { headline: "Being prepared", notes, tone: "info" };
  }
}

/** The day by which everything is there; null once that day has passed, because then nobody knows. */
function expectedDay({ stock, promise, today, locale }: ClientFacts) {
  if (stock.expectedOn === null || stock.expectedOn < today) {
    return null;
  }
  const day = formatFullDay(stock.expectedOn, locale, today);
  return stock.value === "late" && promise !== null
    ? {
        words: `${day}, later than planned (${formatFullDay(promise, locale, today)})`,
        tone: "caution" as const,
      }
    : { words: day, tone: "info" as const };
}

/** What is all there needs no making any more, whatever a production order still says. */
function makingNote({ stock, production: { value, percent } }: ClientFacts): string[] {
  if (stock.value === "in_stock") {
    return [];
  }
  const made = percent ? `Being made, ${percent} %` : "Being made";
  switch (value) {
    case "not_needed":
    case "made":
      return [];
    case "not_started":
      return ["Waiting to be made"];
    case "in_progress":
      return [made];
    case "blocked":
      return [`${made}. Paused at the moment`];
  }
}

function droppedNote({ dropped }: ClientFacts): string[] {
  return dropped > 0 ? [`${quantityText(dropped)} will not be shipped`] : [];
}

function shippedBefore({ shipped, wanted }: ClientFacts): string[] {
  return shipped > 0 ? [`${quantityText(shipped)} of ${quantityText(wanted)} shipped before`] : [];
}

function heldNote({ onHold }: ClientFacts): string[] {
  return onHold ? ["On hold at the moment"] : [];
}

export type ClientStep = {
  readonly word: string;
  readonly state: "done" | "current" | "to_come";
  /** When it was, or how far it is. */
  readonly detail: string | null;
};

/** The way of an order from its coming in to its leaving; none for one that will not leave. */
export function clientSteps(facts: ClientFacts, orderedOn: Day): readonly ClientStep[] {
  if (facts.cancelled || facts.shipment === "not_needed") {
    return [];
  }
  const { production, shipment, stock, departures, locale, today } = facts;
  const day = (value: Day) => formatFullDay(value, locale, today);
  const isShipped = shipment === "shipped";
  const isReady = isShipped || stock.value === "in_stock";
  const left = latest(departures.map((one) => one.on));
  const expected = facts.onHold ? null : expectedDay(facts);
  const isMaking = production.value === "in_progress" || production.value === "blocked";
  const steps: (Omit<ClientStep, "state"> & { readonly done: boolean })[] = [
    { word: "Received", done: true, detail: day(orderedOn) },
    ...(production.value === "not_needed"
      ? []
      : [
          {
            word: isMaking && !isReady ? "Being made" : "Made",
            done: isReady || production.value === "made",
            detail: isMaking && !isReady && production.percent ? `${production.percent} %` : null,
          },
        ]),
    {
      word: "Ready to ship",
      done: isReady,
      detail: !isReady && expected !== null ? `expected ${expected.words}` : null,
    },
    {
      word: "Shipped",
      done: isShipped,
      detail: isShipped
        ? left && day(left)
        : shipment === "partly_shipped"
          ? `${quantityText(facts.shipped)} of ${quantityText(facts.wanted)}`
          : null,
    },
  ];
  const current = steps.findIndex((step) => !step.done);
  return steps.map(({ done, ...step }, at) => ({
    ...step,
    state: done ? "done" : at === current ? "current" : "to_come",
  }));
}

function latest(days: readonly Day[]): Day | null {
  return [...days].sort().at(-1) ?? null;
}
