/** Says what creating, holding and changing an order, and moving stock by hand, do. */
import { allocate } from "./allocation";
import {
  type Answer,
  isGoods,
  type Line,
  type Model,
  madeOf,
  type Order,
  owedOf,
  remainingOf,
  sum,
} from "./facts";
import { moveOrder, productsOf } from "./moves";

type WantedLine = {
  readonly sku: string;
  readonly quantity: number;
  readonly overShipAllowance?: number;
};
export type NewOrder = {
  readonly client: string;
  readonly externalId: string | null;
  readonly partial: boolean | null;
  readonly shipByOn: string | null;
  readonly deliverByOn: string | null;
  readonly held: boolean;
  readonly lines: readonly WantedLine[];
};

/** The clients that exist, and whether they take parts of an order. */
export const CLIENTS = new Map<string, boolean | null>([
  ["ACME", null],
  ["PARTS", true],
]);

const productOf = (model: Model, sku: string) => model.products.find((one) => one.sku === sku);

export function create(model: Model, input: NewOrder): Answer {
  if (input.lines.some(({ quantity }) => quantity <= 0)) {
    return "invalid";
  }
  if (input.externalId !== null && model.externals.has(input.externalId)) {
    return "known";
  }
  if (!CLIENTS.has(input.client)) {
    return "unknown_client";
  }
  if (input.lines.some(({ sku }) => !productOf(model, sku))) {
    return "unknown_product";
  }
  const order: Order = {
    ...{
      rank: Math.max(0, ...model.orders.map((one) => one.rank)) + 1,
      number: "",
      version: 1,
      closed: false,
      archived: null,
    },
    ...{ partial: input.partial, clientPartial: CLIENTS.get(input.client) ?? null },
    ...{ shipByOn: input.shipByOn, deliverByOn: input.deliverByOn, held: input.held },
    ...{ invoiced: 0, paid: 0, lines: [] },
  };
  for (const line of input.lines) {
    addLine(model, order, line);
  }
  model.orders.push(order);
  if (input.externalId !== null) {
    model.externals.set(input.externalId, order);
  }
  allocate(model, productsOf(order));
  return "ok";
}

function addLine(model: Model, order: Order, wanted: WantedLine): void {
  const { sku, quantity, overShipAllowance: allowance = 0 } = wanted;
  const product = productOf(model, sku);
  if (product) {
    const position = Math.max(0, ...order.lines.map((line) => line.position)) + 1;
    order.lines.push({
      ...{ order, position, product, ordered: quantity, allowance },
      ...{ shortClosed: 0, shipped: 0, expected: 0, expectedOn: null },
    });
  }
}

export function hold(model: Model, order: Order, held: boolean): Answer {
  order.held = held;
  allocate(model, productsOf(order));
  return "ok";
}

export type Edit = {
  readonly version: number;
  /** New quantities of lines by their position; a position that the order does not have is refused. */
  readonly quantities: readonly (readonly [
    position: number,
    quantity: number,
    allowance?: number | undefined,
  ])[];
  readonly added: readonly WantedLine[];
  readonly removed: readonly number[];
};

export function edit(model: Model, order: Order, wanted: Edit): Answer {
  const refusal = editRefusal(model, order, wanted);
  if (refusal !== null) {
    return refusal;
  }
  const touched = productsOf(order);
  for (const line of order.lines.filter((one) => wanted.removed.includes(one.position))) {
    model.holds = model.holds.filter((one) => one.line !== line);
    for (const production of model.productions.filter((one) => one.line === line)) {
      production.line = null;
    }
  }
  // New lines are numbered after all that there were, also after those that go.
  const before = order.lines;
  for (const line of wanted.added) {
    addLine(model, order, line);
  }
  order.lines = order.lines.filter(
    (line) => !(before.includes(line) && wanted.removed.includes(line.position)),
  );
  for (const [position, quantity, allowance] of wanted.quantities) {
    for (const line of order.lines.filter((one) => one.position === position)) {
      line.ordered = quantity;
      line.allowance = allowance ?? line.allowance;
    }
  }
  order.version += 1;
  allocate(model, [...touched, ...productsOf(order)]);
  const owes = order.lines.some((line) => isGoods(line) && owedOf(line) > 0);
  if (order.closed && order.archived === null && owes) {
    moveOrder(model, order, { type: "reopen" }, { batch: "" });
  }
  return "ok";
}

function editRefusal(model: Model, order: Order, wanted: Edit): string | null {
  if (wanted.added.some(({ sku }) => !productOf(model, sku))) {
    return "unknown_product";
  }
  if (wanted.version !== order.version) {
    return "changed_meanwhile";
  }
  if (order.archived !== null) {
    return "archived";
  }
  for (const [position, quantity, allowance] of wanted.quantities) {
    const line = order.lines.find((one) => one.position === position);
    if (!line) {
      return "unknown_line";
    }
    const gone = line.shipped + line.shortClosed;
    const most = quantity + (allowance ?? line.allowance);
    const isLowered = (allowance ?? line.allowance) < line.allowance && quantity >= line.ordered;
    if (most < gone) {
      return isLowered ? "allowance_used" : "below_shipped";
    }
    if (most < gone + draftedOf(model, line)) {
      return "in_shipment";
    }
  }
  const removed = order.lines.filter((line) => wanted.removed.includes(line.position));
  const isPacked = (line: Line) =>
    model.shipments.some((one) => one.lines.some((packed) => packed.line === line));
  if (removed.some((line) => line.shipped > 0 || line.shortClosed > 0 || isPacked(line))) {
    return "in_shipment";
  }
  const isMaking = (line: Line) =>
    model.productions.some((one) => one.line === line && madeOf(one) + remainingOf(one) > 0);
  if (removed.some(isMaking)) {
    return "in_production";
  }
  return order.lines.length === removed.length && wanted.added.length === 0 ? "no_lines" : null;
}

function draftedOf(model: Model, line: Line): number {
  const drafts = model.shipments.filter((one) => one.dispatchedAt === null && !one.voided);
  const packed = drafts.flatMap((one) => one.lines).filter((one) => one.line === line);
  return sum(packed.map((one) => one.quantity));
}

/** Moves stock by hand: by a change, or to what was counted. */
export function moveStock(
  model: Model,
  sku: string,
  by: { readonly change: number } | { readonly count: number },
): Answer {
  const product = productOf(model, sku);
  if (!product) {
    return "not_found";
  }
  const change = "count" in by ? by.count - product.onHand : by.change;
  if (product.kind !== "goods") {
    return "not_goods";
  }
  if (change === 0 && (product.tracked || !("count" in by))) {
    return "zero";
  }
  if (product.onHand + change < 0) {
    return "below_zero";
  }
  product.onHand += change;
  product.tracked = true;
  allocate(model, [product]);
  return "ok";
}
