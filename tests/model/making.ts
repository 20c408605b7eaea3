/** Says what people may do to a production order and what it does to stock and to its order's line. */
import { allocate } from "./allocation";
import {
  type Answer,
  type Line,
  type Model,
  madeOf,
  type Order,
  owedOf,
  type Product,
  type Production,
  sum,
  tabOf,
} from "./facts";
import { shortOf } from "./statuses";

export function plan(
  model: Model,
  of: { product: Product; line: Line | null; quantity: number; dueOn: string; key: string },
): void {
  model.productions.push({
    ...of,
    made: model.productions.length + model.receipts.length,
    ...{ number: "", started: false, blocked: false, finish: null, reports: [] },
  });
  allocate(model, [of.product]);
}

function addDays(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

/** Plans exactly what is short of the made products of an order; the same key again does nothing. */
export function make(model: Model, order: Order, key: string): Answer {
  const known = model.productions.some((one) => one.key === key && one.line?.order === order);
  if (known) {
    return "ok";
  }
  if (tabOf(order) !== "open") {
    return "not_open";
  }
  if (order.held) {
    return "on_hold";
  }
  const needs = order.lines
    .filter(({ product }) => product.isMade && product.tracked && product.kind === "goods")
    .map((line) => ({ line, quantity: shortOf(model, line) }))
    .filter(({ quantity }) => quantity > 0);
  if (needs.length === 0) {
    return "nothing_to_make";
  }
  const promise = order.shipByOn ?? order.deliverByOn;
  for (const { line, quantity } of needs) {
    const { product } = line;
    const days = product.leadTimeDays ?? (promise === null ? 14 : 0);
    const isKept = promise !== null && promise >= model.today;
    plan(model, {
      ...{ product, line, quantity, key },
      dueOn: isKept ? promise : addDays(model.today, days),
    });
  }
  return "ok";
}

const stateOf = (one: Production) =>
  one.finish === "done"
    ? "production_made"
    : one.finish === "short"
      ? "production_finished_short"
      : one.finish === "cancelled"
        ? "production_cancelled"
        : null;

export function report(
  model: Model,
  production: Production,
  { quantity, scrapped, key }: { quantity: number; scrapped: number; key: string },
): Answer {
  const known = production.reports.find((one) => one.key === key);
  if (known) {
    const isSame = known.quantity === quantity && known.scrapped === scrapped;
    return isSame ? "ok" : "key_reused";
  }
  const state = stateOf(production);
  if (state !== null && state !== "production_made") {
    return state;
  }
  const { line, product } = production;
  const pinned = sum(
    model.holds
      .filter((hold) => hold.line === line && (hold.packed !== null || hold.production !== null))
      .map((hold) => hold.quantity),
  );
  const isAsking = line !== null && tabOf(line.order) === "open";
  const forLine = isAsking ? Math.max(0, Math.min(quantity, owedOf(line) - pinned)) : 0;
  const seq = production.reports.length + 1;
  production.reports.push({ seq, quantity, scrapped, key, pinned: forLine, takenBack: false });
  production.started = true;
  if (madeOf(production) >= production.quantity) {
    production.finish = "done";
    production.blocked = false;
  }
  if (line !== null && forLine > 0) {
    const pin = model.holds.find((hold) => hold.production === production);
    if (pin) {
      pin.quantity += forLine;
    } else {
      model.holds.push({ line, production, packed: null, quantity: forLine });
    }
  }
  moveUnits(model, product, quantity);
  return "ok";
}

function moveUnits(model: Model, product: Product, quantity: number): void {
  if (quantity !== 0) {
    product.onHand += quantity;
    product.tracked = true;
  }
  allocate(model, [product]);
}

export function takeBack(model: Model, production: Production, seq: number): Answer {
  const wanted = production.reports.find((one) => one.seq === seq);
  if (!wanted) {
    return "not_found";
  }
  if (wanted.takenBack) {
    return "already_taken_back";
  }
  if (production.reports.findLast((one) => !one.takenBack) !== wanted) {
    return "report_not_last";
  }
  const { product, line } = production;
  const pin = model.holds.find((hold) => hold.production === production);
  const isPacked = model.shipments.some(
    (one) => !one.voided && one.lines.some((packed) => packed.line === line),
  );
  if (isPacked && (pin?.quantity ?? 0) < wanted.pinned) {
    return "units_shipped";
  }
  const packed = model.holds.filter((one) => one.line.product === product && one.packed !== null);
  if (product.onHand - sum(packed.map((one) => one.quantity)) < wanted.quantity) {
    return "units_gone";
  }
  wanted.takenBack = true;
  const made = madeOf(production);
  const reopens =
    (production.finish === "done" && made < production.quantity) ||
    (production.finish === "short" && made === 0);
  if (reopens) {
    production.finish = null;
  }
  if (pin) {
    pin.quantity -= Math.min(wanted.pinned, pin.quantity);
    model.holds = model.holds.filter((hold) => hold.quantity > 0);
  }
  moveUnits(model, product, -wanted.quantity);
  return "ok";
}

export const ACTS = ["start", "block", "unblock", "finish_short", "cancel", "reopen"] as const;

export function act(model: Model, production: Production, what: (typeof ACTS)[number]): Answer {
  const refusal = actRefusal(production, what);
  if (refusal !== null) {
    return refusal;
  }
  switch (what) {
    case "start":
      production.started = true;
      break;
    case "block":
      production.blocked = true;
      break;
    case "unblock":
      production.blocked = false;
      break;
    case "reopen":
      production.finish = null;
      break;
    default:
      production.finish = what === "cancel" ? "cancelled" : "short";
      production.blocked = false;
  }
  allocate(model, [production.product]);
  return "ok";
}

function actRefusal(production: Production, what: (typeof ACTS)[number]): string | null {
  const state = stateOf(production);
  const made = madeOf(production);
  if (what === "reopen") {
    return state === null ? "production_open" : state === "production_made" ? state : null;
  }
  if (state !== null) {
    return state;
  }
  switch (what) {
    case "start":
      return production.blocked
        ? "production_blocked"
        : production.started || made > 0
          ? "production_started"
          : null;
    case "block":
      return production.blocked ? "production_blocked" : null;
    case "unblock":
      return production.blocked ? null : "production_not_blocked";
    case "finish_short":
      return made === 0 ? "none_made" : null;
    case "cancel":
      return made > 0 ? "some_made" : null;
  }
}

export function change(
  model: Model,
  production: Production,
  { quantity, dueOn }: { quantity: number; dueOn: string },
): Answer {
  const state = stateOf(production);
  const made = madeOf(production);
  if (state !== null && state !== "production_made") {
    return state;
  }
  if (quantity < made) {
    return "below_made";
  }
  if (quantity !== production.quantity || dueOn !== production.dueOn) {
    Object.assign(production, { quantity, dueOn });
    production.finish = made >= quantity ? "done" : null;
    production.blocked = production.blocked && production.finish === null;
    allocate(model, [production.product]);
  }
  return "ok";
}
