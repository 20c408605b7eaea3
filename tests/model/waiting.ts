/** Says what people do to the queue and to expected receipts. */
import { allocate } from "./allocation";
import {
  type Answer,
  type Model,
  type Order,
  type Product,
  queueOf,
  type Receipt,
  tabOf,
} from "./facts";
import { productsOf } from "./moves";

export type Place =
  | { readonly to: "first" | "last" | "up" | "down" }
  | { readonly before: string }
  | { readonly after: string };

export function moveInQueue(model: Model, order: Order, place: Place): Answer {
  if (tabOf(order) !== "open") {
    return "not_open";
  }
  const others = queueOf(model).filter((one) => one !== order);
  const own = queueOf(model).indexOf(order);
  const at = placeOf(model, order, place, others, own);
  if (typeof at === "string") {
    return at;
  }
  if (at !== own) {
    for (const [rank, one] of others.toSpliced(at, 0, order).entries()) {
      one.rank = rank;
    }
    allocate(model, productsOf(order));
  }
  return "ok";
}

function placeOf(
  model: Model,
  order: Order,
  place: Place,
  others: readonly Order[],
  own: number,
): number | string {
  if ("to" in place) {
    const places = {
      first: 0,
      last: others.length,
      up: Math.max(0, own - 1),
      down: Math.min(others.length, own + 1),
    };
    return places[place.to];
  }
  const number = "before" in place ? place.before : place.after;
  const target = model.orders.find((one) => one.number === number);
  if (!target) {
    return "unknown_order";
  }
  if (tabOf(target) !== "open") {
    return "not_in_queue";
  }
  return target === order ? "beside_itself" : others.indexOf(target) + ("before" in place ? 0 : 1);
}

export function expectReceipt(
  model: Model,
  { sku, quantity, dueOn }: { sku: string; quantity: number; dueOn: string },
): Answer {
  const product = model.products.find((one) => one.sku === sku);
  if (product?.kind !== "goods") {
    return product ? "not_goods" : "unknown_product";
  }
  const made = model.productions.length + model.receipts.length;
  model.receipts.push({ id: "", made, product, quantity, dueOn, received: 0, closed: false });
  allocate(model, [product]);
  return "ok";
}

const ending = ({ received, quantity, closed }: Receipt) =>
  received >= quantity ? "receipt_complete" : closed ? "receipt_closed" : null;

export function receive(model: Model, receipt: Receipt, quantity: number): Answer {
  const refusal = ending(receipt);
  if (refusal !== null) {
    return refusal;
  }
  receipt.received += quantity;
  receipt.closed = receipt.received >= receipt.quantity;
  const product: Product = receipt.product;
  product.onHand += quantity;
  product.tracked = true;
  allocate(model, [product]);
  return "ok";
}

export function changeReceipt(
  model: Model,
  receipt: Receipt,
  to: { quantity: number; dueOn: string },
): Answer {
  const refusal = ending(receipt);
  if (refusal !== null) {
    return refusal;
  }
  if (to.quantity <= receipt.received) {
    return "below_received";
  }
  Object.assign(receipt, to);
  allocate(model, [receipt.product]);
  return "ok";
}

export function closeReceipt(model: Model, receipt: Receipt, close: boolean): Answer {
  const state = ending(receipt);
  if (state === "receipt_complete") {
    return state;
  }
  if (receipt.closed === close) {
    return close ? "receipt_closed" : "receipt_open";
  }
  receipt.closed = close;
  allocate(model, [receipt.product]);
  return "ok";
}
