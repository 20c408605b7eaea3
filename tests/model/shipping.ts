/** Says what a print, a hand-over and an ASN of an order do. */
import { allocate } from "./allocation";
import {
  type Answer,
  type Fact,
  isGoods,
  type Line,
  type Model,
  type Order,
  owedOf,
  type Shipment,
} from "./facts";
import { moveByRule, productsOf } from "./moves";
import { dispatch, hasLeft, pinAll, shippableOf } from "./packing";
import { isWanted } from "./statuses";

export const agreedPartly = (order: Order) => order.partial ?? order.clientPartial;

export type Units = { readonly line: Line; readonly quantity: number };

/** The draft of an order, else a new one of what could leave, else the latest one again; or why there is none. */
function choose(model: Model, order: Order): Shipment | string {
  const own = model.shipments.filter((one) => one.order === order && !one.voided);
  const latest = own
    .filter(hasLeft)
    .reduce<Shipment | null>(
      (last, one) => (last && (last.dispatchedAt ?? 0) > (one.dispatchedAt ?? 0) ? last : one),
      null,
    );
  const owing = order.lines.filter((line) => isGoods(line) && owedOf(line) > 0);
  if (!isWanted(order)) {
    return "archived";
  }
  const draft = own.find((one) => one.dispatchedAt === null);
  if (latest && owing.length === 0 && !draft) {
    return latest;
  }
  if (order.held) {
    return "on_hold";
  }
  if (draft) {
    return draft;
  }
  if (owing.every((line) => shippableOf(model, line) === 0)) {
    return latest ?? "nothing_to_ship";
  }
  const leavesRest = owing.some((line) => shippableOf(model, line) < owedOf(line));
  if (leavesRest && !(agreedPartly(order) ?? !model.shipComplete)) {
    return "would_be_partial";
  }
  return newDraft(model, order, allOf(model, owing));
}

export const allOf = (model: Model, lines: readonly Line[]): Units[] =>
  lines
    .map((line) => ({ line, quantity: shippableOf(model, line) }))
    .filter(({ quantity }) => quantity > 0);

export function newDraft(model: Model, order: Order, units: readonly Units[]): Shipment {
  const lines = units.map((one) => ({ ...one, movedStock: false }));
  const shipment: Shipment = {
    ...{ order, lines, facts: new Set(), number: "" },
    ...{ dispatchedAt: null, voided: false, asnSent: false, delivered: false },
  };
  model.shipments.push(shipment);
  pinAll(model, shipment);
  return shipment;
}

/** Records facts of a shipment: the policy dispatches it and moves its order. */
function record(
  model: Model,
  order: Order,
  shipment: Shipment,
  facts: readonly Fact[],
  batch: string,
): Answer {
  const fresh = facts.filter((fact) => !shipment.facts.has(fact));
  const leaves =
    shipment.dispatchedAt === null && facts.some((fact) => model.policy.dispatchOn.includes(fact));
  if (leaves && !pinAll(model, shipment)) {
    return "short";
  }
  for (const fact of facts) {
    shipment.facts.add(fact);
  }
  if (leaves) {
    dispatch(model, shipment);
  }
  allocate(model, productsOf(order));
  for (const fact of leaves ? facts : fresh) {
    const moved = moveByRule(model, order, fact, { batch, dispatched: leaves ? [shipment] : [] });
    if (moved !== null) {
      return moved;
    }
  }
  return "ok";
}

export function print(model: Model, order: Order, facts: readonly Fact[], batch: string): Answer {
  const shipment = choose(model, order);
  return typeof shipment === "string" ? shipment : record(model, order, shipment, facts, batch);
}

export function handOver(model: Model, order: Order): Answer {
  const shipment = choose(model, order);
  return typeof shipment === "string" ? shipment : handOverShipment(model, shipment, false);
}

export function handOverShipment(model: Model, shipment: Shipment, isNamed: boolean): Answer {
  if (shipment.voided) {
    return "shipment_voided";
  }
  if (isNamed && shipment.dispatchedAt === null && shipment.order.held) {
    return "on_hold";
  }
  if (shipment.dispatchedAt !== null && shipment.facts.has("marked_shipped")) {
    return "already_shipped";
  }
  return record(model, shipment.order, shipment, ["marked_shipped"], "");
}

export function announce(model: Model, order: Order, batch: string): Answer {
  const left = model.shipments.filter((one) => one.order === order && hasLeft(one));
  const waiting = left.filter((shipment) => !shipment.asnSent);
  if (waiting.length === 0) {
    return left.length > 0 ? "already_sent" : "nothing_dispatched";
  }
  for (const shipment of waiting) {
    shipment.asnSent = true;
  }
  return moveByRule(model, order, "asn_sent", { batch }) ?? "ok";
}
