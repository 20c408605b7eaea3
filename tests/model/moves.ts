/** Says which moves of an order are allowed, what they do, and what taking one back does. */
import { allocate } from "./allocation";
import {
  type Answer,
  type Fact,
  isGoods,
  isMet,
  type Line,
  type Model,
  type Move,
  type Order,
  owedOf,
  type Reason,
  type Shipment,
  sum,
  type Tab,
  tabOf,
  totalOf,
} from "./facts";
import { backRefusal, dispatch, hasLeft, pinAll, standing, takeBackDispatch } from "./packing";

export type Request =
  | { readonly type: "close"; readonly byHand: boolean }
  | { readonly type: "archive"; readonly reason: Reason; readonly note?: string }
  | { readonly type: "reopen" };

type Why = {
  readonly batch: string;
  readonly dispatched?: readonly Shipment[];
  readonly voided?: readonly Shipment[];
};

export const productsOf = (order: Order) => order.lines.map((line) => line.product);

function refusalOf(order: Order, request: Request): string | null {
  const tab = tabOf(order);
  const goods = order.lines.filter(isGoods);
  const anyShipped = order.lines.some((line) => line.shipped > 0);
  if (request.type === "close") {
    if (tab !== "open") {
      return `already_${tab}`;
    }
    if (goods.length > 0 && !goods.some((line) => line.shipped > 0)) {
      return "nothing_shipped";
    }
    return request.byHand || isMet(order) ? null : "not_met";
  }
  if (request.type === "reopen") {
    return tab === "open" ? "already_open" : null;
  }
  if (tab === "archived") {
    return "already_archived";
  }
  switch (request.reason) {
    case "asn":
      return tab === "closed" ? null : "not_closed";
    case "completed":
      return isCompleted(order) ? null : "not_completed";
    case "cancelled":
      return anyShipped ? "partly_shipped" : null;
    case "not_to_be_fulfilled":
      if (anyShipped && tab === "open") {
        return "partly_shipped";
      }
      return request.note ? null : "note_missing";
  }
}

function isCompleted(order: Order): boolean {
  const total = totalOf(order);
  const live = order.lines.some((line) => isGoods(line) && line.ordered > line.shortClosed);
  return (isMet(order) || !live) && order.invoiced >= total && order.paid >= total;
}

export function moveOrder(model: Model, order: Order, request: Request, why: Why): Answer {
  const refusal = refusalOf(order, request);
  if (refusal !== null) {
    return refusal;
  }
  const from = tabOf(order);
  const before = { closed: order.closed, archived: order.archived };
  let shortClosed: { line: Line; quantity: number }[] = [];
  if (request.type === "close") {
    shortClosed = order.lines
      .filter((line) => isGoods(line) && owedOf(line) > 0)
      .map((line) => ({ line, quantity: owedOf(line) }));
    order.closed = true;
  } else if (request.type === "archive") {
    order.archived = request.reason;
  } else if (order.archived !== null) {
    order.archived = null;
  } else {
    order.closed = false;
  }
  if (request.type !== "reopen") {
    voidDrafts(model, order);
  }
  for (const { line, quantity } of shortClosed) {
    line.shortClosed += quantity;
  }
  const to = tabOf(order);
  const dispatched = why.dispatched ?? [];
  model.moves.push({
    ...{ id: "", batch: why.batch, order, from, to, before, dispatched, shortClosed },
    ...{ voided: why.voided ?? [], isUndo: false, undone: false },
  });
  allocate(model, productsOf(order));
  return `${from} > ${to}`;
}

function voidDrafts(model: Model, order: Order): void {
  for (const shipment of model.shipments) {
    if (shipment.order === order && shipment.dispatchedAt === null) {
      shipment.voided = true;
    }
  }
}

/** What the policy does by itself when a fact becomes known. */
export function moveByRule(
  model: Model,
  order: Order,
  cause: Fact | "asn_sent" | "invoiced" | "paid",
  why: Why,
): Answer | null {
  const { policy } = model;
  if (policy.paused) {
    return null;
  }
  const tab: Tab = tabOf(order);
  const closing: readonly string[] = policy.closeOn;
  if (tab === "open" && closing.includes(cause) && isMet(order)) {
    return moveOrder(model, order, { type: "close", byHand: false }, why);
  }
  const isAsn = cause === "asn_sent" && policy.archiveOnAsn === "sent";
  if (tab === "closed" && isAsn && isAnnounced(model, order)) {
    return moveOrder(model, order, { type: "archive", reason: "asn" }, why);
  }
  if (tab !== "archived" && policy.archiveOnCompleted && isCompleted(order)) {
    return moveOrder(model, order, { type: "archive", reason: "completed" }, why);
  }
  return null;
}

export function undoMove(model: Model, move: Move): Answer {
  const { order } = move;
  const latest = model.moves.findLast((one) => one.order === order && !one.isUndo && !one.undone);
  if (move.undone) {
    return "already_undone";
  }
  if (latest !== move || tabOf(order) !== move.to) {
    return "moved_since";
  }
  const refusal = undoRefusal(model, move);
  if (refusal !== null) {
    return refusal;
  }
  const left = move.dispatched.filter(hasLeft);
  for (const shipment of move.voided) {
    shipment.voided = false;
    pinAll(model, shipment);
    dispatch(model, shipment);
  }
  for (const shipment of left) {
    takeBackDispatch(model, shipment);
  }
  for (const { line, quantity } of move.shortClosed) {
    line.shortClosed -= quantity;
  }
  const before = { closed: order.closed, archived: order.archived };
  Object.assign(order, move.before);
  move.undone = true;
  model.moves.push({
    ...{ id: "", batch: "", order, from: move.to, to: move.from, before, dispatched: [] },
    ...{ voided: [], shortClosed: [], isUndo: true, undone: false },
  });
  allocate(model, productsOf(order));
  return `${move.to} > ${move.from}`;
}

/** What has come to depend on a move since. */
function undoRefusal(model: Model, { order, from, before, ...move }: Move): string | null {
  const goods = order.lines.filter(isGoods);
  if (before.archived === "asn" && !isAnnounced(model, order)) {
    return "asn_cancelled";
  }
  if (from === "closed" && move.voided.length === 0 && goods.some((line) => owedOf(line) > 0)) {
    return "not_met";
  }
  for (const shipment of move.voided) {
    if (!shipment.voided) {
      return "shipment_gone";
    }
    for (const line of goods) {
      const here = sum(
        shipment.lines.filter((one) => one.line === line).map((one) => one.quantity),
      );
      if (owedOf(line) > here) {
        return "not_met";
      }
    }
    const refusal = backRefusal(model, shipment);
    if (refusal !== null) {
      return refusal;
    }
  }
  if (move.shortClosed.some(({ line, quantity }) => line.shortClosed < quantity)) {
    return "short_close_gone";
  }
  const left = move.dispatched.filter(hasLeft);
  return left.map(standing).find((refusal) => refusal !== null) ?? null;
}

function isAnnounced(model: Model, order: Order): boolean {
  const left = model.shipments.filter((one) => one.order === order && hasLeft(one));
  return left.length > 0 && left.every((shipment) => shipment.asnSent);
}

/** Invoices or pays an order: the amount given, else the rest. */
export function settle(
  model: Model,
  order: Order,
  what: "invoiced" | "paid",
  asked: number | undefined,
  left = Number.POSITIVE_INFINITY,
): { answer: Answer; amount: number } {
  const rest = Math.min(totalOf(order) - order[what], left);
  const amount = asked ?? rest;
  const refuse = (answer: string) => ({ answer, amount: 0 });
  if (order.archived === "cancelled" || order.archived === "not_to_be_fulfilled") {
    return refuse("archived");
  }
  if (rest <= 0) {
    return refuse("nothing_left");
  }
  if (amount <= 0) {
    return refuse("not_positive");
  }
  if (amount > rest) {
    return refuse("too_much");
  }
  order[what] = sum([order[what], amount]);
  return { answer: moveByRule(model, order, what, { batch: "" }) ?? "ok", amount };
}
