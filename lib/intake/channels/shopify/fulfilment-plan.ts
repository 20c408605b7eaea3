/** Decides what is still to be fulfilled of a shipment in Shopify, by what Shopify knows already. */
import type { ShipmentNotice } from "@/lib/intake/channels/connector";
import { accept, type Outcome, refuse } from "@/lib/shared/outcome";
import { gidOf } from "./ids";

/** A fulfilment of the order that counts: neither cancelled nor failed. */
export type Fulfilment = {
  readonly id: string;
  readonly numbers: readonly string[];
};

export type FulfilmentOrder = {
  readonly id: string;
  /** Those of one location go in one call. */
  readonly locationId: string | null;
  readonly lines: readonly {
    readonly id: string;
    readonly orderLineId: string;
    readonly remaining: number;
  }[];
};

/**
 * What a look has found and what is going to be said, kept before it is said: whatever is new after
 * that and carries one of these numbers is ours. Null among them: it may have been sent without one.
 */
export type Intent = {
  readonly baseline: readonly string[];
  readonly numbers: readonly (string | null)[];
};

/** The intent to keep before anything is sent; the one that is kept already where it still says it all. */
export function intentOf(
  kept: Intent | null,
  known: readonly Fulfilment[],
  notice: Pick<ShipmentNotice, "trackingNumber" | "otherReferences">,
): Intent {
  const number = notice.trackingNumber;
  if (kept !== null) {
    return kept.numbers.includes(number)
      ? kept
      : { baseline: kept.baseline, numbers: [...kept.numbers, number] };
  }
  const others = otherIds(notice);
  // One with our number that nobody else's shipment was confirmed as is this one, whoever made it.
  const foreign = known.filter(
    ({ id, numbers }) => others.has(id) || number === null || !numbers.includes(number),
  );
  return { baseline: foreign.map(({ id }) => id), numbers: [number] };
}

/** The fulfilments that tell of this shipment. */
export function oursAmong<F extends Fulfilment>(
  intent: Intent,
  known: readonly F[],
  notice: Pick<ShipmentNotice, "otherReferences">,
): F[] {
  const others = otherIds(notice);
  return known.filter(
    ({ id, numbers }) =>
      !intent.baseline.includes(id) &&
      !others.has(id) &&
      // Sent without a number, it may have got one by hand since.
      (intent.numbers.includes(null) || numbers.some((one) => intent.numbers.includes(one))),
  );
}

/** Units by the shop's order line id; refused where the shop does not know a line, or counts in no such parts. */
export function unitsOf(
  notice: Pick<ShipmentNotice, "lines">,
): Outcome<Map<string, { sku: string; units: number }>, "line_unknown" | "not_whole"> {
  const units = new Map<string, { sku: string; units: number }>();
  for (const { lineRef, sku, quantity } of notice.lines) {
    const id = gidOf("LineItem", lineRef);
    if (id === null) {
      return refuse("line_unknown", { data: { sku } });
    }
    if (quantity % 1000 !== 0) {
      return refuse("not_whole", { data: { sku } });
    }
    units.set(id, { sku, units: (units.get(id)?.units ?? 0) + quantity / 1000 });
  }
  return accept(units);
}

/** What one call fulfils: lines of the fulfilment orders of one location. */
export type FulfilmentGroup = readonly {
  readonly fulfillmentOrderId: string;
  readonly fulfillmentOrderLineItems: readonly { readonly id: string; readonly quantity: number }[];
}[];

/** Spreads what is wanted over the fulfilment orders that can take it; refused where they can't take it all. */
export function planFulfilment(
  wanted: ReadonlyMap<string, { readonly sku: string; readonly units: number }>,
  told: ReadonlyMap<string, number>,
  fulfilmentOrders: readonly FulfilmentOrder[],
): Outcome<readonly FulfilmentGroup[], "not_fulfillable"> {
  const missing = new Map(
    [...wanted].map(([id, { units }]) => [id, Math.max(0, units - (told.get(id) ?? 0))]),
  );
  const byLocation = new Map<string, FulfilmentGroup[number][]>();
  for (const { id, locationId, lines } of fulfilmentOrders) {
    const taken = lines.flatMap((line) => {
      const quantity = Math.min(missing.get(line.orderLineId) ?? 0, line.remaining);
      if (quantity <= 0) {
        return [];
      }
      missing.set(line.orderLineId, (missing.get(line.orderLineId) ?? 0) - quantity);
      return [{ id: line.id, quantity }];
    });
    if (taken.length > 0) {
      const place = locationId ?? id;
      const group = byLocation.get(place) ?? [];
      byLocation.set(place, [
        ...group,
        { fulfillmentOrderId: id, fulfillmentOrderLineItems: taken },
      ]);
    }
  }
  for (const [id, left] of missing) {
    const line = wanted.get(id);
    if (left > 0 && line) {
      return refuse("not_fulfillable", { data: { sku: line.sku, left, units: line.units } });
    }
  }
  return accept([...byLocation.values()]);
}

const otherIds = ({ otherReferences = [] }: Pick<ShipmentNotice, "otherReferences">) =>
  new Set(otherReferences.flatMap((reference) => reference.split(" ")));
