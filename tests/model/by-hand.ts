/** Says what people do to shipments and remainders by hand. */
import { allocate } from "./allocation";
import {
  type Answer,
  isGoods,
  type Line,
  type Model,
  type Order,
  owedOf,
  type Shipment,
  sum,
  tabOf,
} from "./facts";
import { moveOrder, productsOf } from "./moves";
import { backRefusal, isDraft, lackOf, pinAll, standing } from "./packing";
import { agreedPartly, allOf, newDraft, type Units } from "./shipping";

/** Lines by position; all that is possible where none is named. */
export type Asked =
  | readonly { readonly position: number; readonly quantity?: number }[]
  | undefined;

const lineAt = (order: Order, position: number) =>
  order.lines.find((line) => line.position === position);

const unitsFor = (units: readonly Units[], line: Line) =>
  sum(units.filter((one) => one.line === line).map((one) => one.quantity));

/** The contents of a shipment made by hand, or why they can't be. */
function contentsOf(model: Model, order: Order, asked: Asked): Units[] | string {
  const named = asked?.map(({ position, quantity = 0 }) => ({
    line: lineAt(order, position),
    quantity,
  }));
  if (named?.some(({ line }) => !line)) {
    return "unknown_line";
  }
  const units = named
    ? order.lines
        .map((line) => ({
          line,
          quantity: sum(named.filter((one) => one.line === line).map((one) => one.quantity)),
        }))
        .filter(({ quantity }) => quantity > 0)
    : allOf(model, order.lines);
  if (units.length === 0) {
    return "nothing_to_ship";
  }
  if (units.some(({ line }) => !isGoods(line))) {
    return "not_shippable";
  }
  const lack = lackOf(model, units);
  if (lack !== null) {
    return lack;
  }
  const isLeft = (line: Line) => isGoods(line) && owedOf(line) > unitsFor(units, line);
  return agreedPartly(order) === false && order.lines.some(isLeft) ? "would_be_partial" : units;
}

export function prepare(model: Model, order: Order, asked: Asked): Answer {
  if (tabOf(order) !== "open") {
    return tabOf(order) === "closed" ? "already_closed" : "archived";
  }
  if (order.held) {
    return "on_hold";
  }
  if (model.shipments.some((one) => one.order === order && isDraft(one))) {
    return "draft_exists";
  }
  const units = contentsOf(model, order, asked);
  if (typeof units === "string") {
    return units;
  }
  newDraft(model, order, units);
  return "ok";
}

export function repack(model: Model, shipment: Shipment, asked: Asked): Answer {
  if (shipment.voided) {
    return "shipment_voided";
  }
  if (shipment.dispatchedAt !== null) {
    return "already_shipped";
  }
  const { order } = shipment;
  const units = contentsOf(model, order, asked);
  if (typeof units === "string") {
    return units;
  }
  unpin(model, shipment);
  const kept = shipment.lines.filter(({ line }) => unitsFor(units, line) > 0);
  const added = units.filter(({ line }) => kept.every((one) => one.line !== line));
  for (const one of kept) {
    one.quantity = unitsFor(units, one.line);
  }
  shipment.lines = [...kept, ...added.map((one) => ({ ...one, movedStock: false }))];
  for (const fact of ["label_printed", "packing_slip_printed", "bol_printed"] as const) {
    shipment.facts.delete(fact);
  }
  pinAll(model, shipment);
  allocate(model, productsOf(order));
  return "ok";
}

/** What a draft pinned is held by its lines as before. */
function unpin(model: Model, shipment: Shipment): void {
  const pins = model.holds.filter((hold) => shipment.lines.some((one) => one === hold.packed));
  model.holds = model.holds.filter((hold) => !pins.includes(hold));
  for (const pin of pins) {
    const rest = holdOutput(model, pin.line, pin.quantity);
    const free = model.holds.find(
      (hold) => hold.line === pin.line && hold.packed === null && hold.production === null,
    );
    if (free) {
      free.quantity += rest;
    } else if (rest > 0) {
      model.holds.push({ ...pin, packed: null, quantity: rest });
    }
  }
}

/** What was made for a line stays its own when a shipment lets it go; what has left counts as made first. Answers the rest. */
function holdOutput(model: Model, line: Line, quantity: number): number {
  const makers = model.productions
    .filter((one) => one.line === line)
    .map((production) => ({
      production,
      made: sum(production.reports.filter((one) => !one.takenBack).map((one) => one.pinned)),
      pin: model.holds.find((hold) => hold.production === production),
    }));
  let room = sum(makers.map(({ made, pin }) => made - (pin?.quantity ?? 0))) - line.shipped;
  let left = quantity;
  for (const { production, made, pin } of makers) {
    const units = Math.max(0, Math.min(left, room, made - (pin?.quantity ?? 0)));
    if (pin) {
      pin.quantity += units;
    } else if (units > 0) {
      model.holds.push({ line, production, packed: null, quantity: units });
    }
    room -= units;
    left -= units;
  }
  return left;
}

export function voidIt(model: Model, shipment: Shipment): Answer {
  const { order } = shipment;
  const hadLeft = shipment.dispatchedAt !== null;
  if (shipment.voided) {
    return "shipment_voided";
  }
  if (hadLeft && order.archived !== null) {
    return "archived";
  }
  const refusal = hadLeft ? standing(shipment) : null;
  if (refusal !== null) {
    return refusal;
  }
  if (hadLeft) {
    for (const { line, quantity, movedStock } of shipment.lines) {
      line.shipped -= quantity;
      line.product.onHand += movedStock ? quantity : 0;
    }
    for (const { line, quantity } of shipment.lines) {
      holdOutput(model, line, quantity);
    }
  } else {
    unpin(model, shipment);
  }
  Object.assign(shipment, { voided: true, dispatchedAt: null });
  if (order.closed && hadLeft) {
    return moveOrder(model, order, { type: "reopen" }, { batch: "", voided: [shipment] });
  }
  allocate(model, productsOf(order));
  return "ok";
}

export function takeBackVoid(model: Model, shipment: Shipment): Answer {
  const { order } = shipment;
  if (!shipment.voided) {
    return "not_voided";
  }
  if (tabOf(order) !== "open") {
    return "not_open";
  }
  const refusal = backRefusal(model, shipment);
  if (refusal !== null) {
    return refusal;
  }
  shipment.voided = false;
  pinAll(model, shipment);
  return "ok";
}

export function cancelAsn(model: Model, shipment: Shipment): Answer {
  if (!shipment.asnSent) {
    return "asn_not_sent";
  }
  const { order } = shipment;
  const moved =
    order.archived === "asn" ? moveOrder(model, order, { type: "reopen" }, { batch: "" }) : "ok";
  shipment.asnSent = false;
  return moved;
}

export function deliver(shipment: Shipment): Answer {
  if (shipment.delivered) {
    return "already_delivered";
  }
  shipment.delivered = shipment.dispatchedAt !== null && !shipment.voided;
  return shipment.delivered ? "ok" : "not_dispatched";
}

export function takeBackDelivery(shipment: Shipment): Answer {
  const was = shipment.delivered;
  shipment.delivered = false;
  return was ? "ok" : "not_delivered_yet";
}

type Cut = { readonly line: Line; readonly quantity: number };

/** What is asked of each line, or the first refusal; where no line is named, all lines that allow it. */
function cutsOf(
  order: Order,
  asked: Asked,
  cut: (line: Line, quantity: number | undefined) => number | string,
): Cut[] | string {
  const cuts: Cut[] = [];
  const wanted = asked ?? order.lines.map(({ position }) => ({ position, quantity: undefined }));
  for (const { position, quantity } of wanted) {
    const line = lineAt(order, position);
    const units = line ? cut(line, quantity) : "unknown_line";
    if (line && typeof units === "number") {
      cuts.push({ line, quantity: units });
    } else if (asked) {
      return String(units);
    }
  }
  return cuts;
}

const isOpenRefusal = (order: Order) =>
  order.archived !== null ? "archived" : order.closed ? "already_closed" : null;

export function shortClose(model: Model, order: Order, asked: Asked): Answer {
  const drafted = (line: Line) =>
    sum(
      model.shipments
        .filter(isDraft)
        .flatMap((one) => one.lines)
        .filter((one) => one.line === line)
        .map((one) => one.quantity),
    );
  const refusal = isOpenRefusal(order);
  if (refusal !== null) {
    return refusal;
  }
  const cuts = cutsOf(order, asked, (line, quantity) => {
    const free = Math.max(0, owedOf(line) - drafted(line));
    if (!isGoods(line)) {
      return "not_shippable";
    }
    if (owedOf(line) === 0) {
      return "nothing_owed";
    }
    if (quantity !== undefined && quantity > owedOf(line)) {
      return "more_than_owed";
    }
    return free === 0 || (quantity ?? 0) > free ? "in_shipment" : (quantity ?? free);
  });
  if (typeof cuts === "string") {
    return cuts;
  }
  if (cuts.length === 0) {
    return "nothing_owed";
  }
  const givenUp = (line: Line) => unitsFor(cuts, line) === owedOf(line);
  if (order.lines.filter(isGoods).every((line) => line.shipped === 0 && givenUp(line))) {
    return "nothing_shipped";
  }
  return write(model, cuts, 1);
}

export function takeBackShortClose(model: Model, order: Order, asked: Asked): Answer {
  const refusal = isOpenRefusal(order);
  const cuts = cutsOf(order, asked, ({ shortClosed }, quantity = shortClosed) =>
    quantity > shortClosed || quantity === 0 ? "no_short_close" : quantity,
  );
  if (refusal !== null || typeof cuts === "string") {
    return refusal ?? String(cuts);
  }
  return cuts.length === 0 ? "no_short_close" : write(model, cuts, -1);
}

function write(model: Model, cuts: readonly Cut[], sign: 1 | -1): Answer {
  for (const { line, quantity } of cuts) {
    line.shortClosed += sign * quantity;
  }
  allocate(
    model,
    cuts.map(({ line }) => line.product),
  );
  return "ok";
}
