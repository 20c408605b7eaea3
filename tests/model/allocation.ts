/** Says who gets which units: on hand in queue order after pins and held orders, then dated supply, then nothing. */
import {
  type Line,
  type Model,
  owedOf,
  type Product,
  queueOf,
  remainingOf,
  reservedOf,
  sum,
  toReceive,
} from "./facts";

/** Gives out the stock and the supply of these products anew. */
export function allocate(model: Model, products: readonly Product[]): void {
  for (const product of new Set(products)) {
    reserve(model, product);
    cover(model, product);
  }
}

/** The lines that ask for a product, in queue order. */
function askingFor(model: Model, product: Product): Line[] {
  const isAsking = product.tracked && product.kind === "goods";
  return isAsking
    ? queueOf(model)
        .flatMap((order) => order.lines)
        .filter((line) => line.product === product && owedOf(line) > 0)
    : [];
}

function reserve(model: Model, product: Product): void {
  const queue = askingFor(model, product);
  let left = product.onHand;
  const give = (wanted: number) => {
    const units = Math.max(0, Math.min(wanted, left));
    left -= units;
    return units;
  };
  const mine = model.holds.filter((hold) => hold.line.product === product);
  const free = new Map(queue.map((line) => [line, 0]));
  const kept = new Map<Line, number>();
  for (const hold of mine.filter((one) => one.packed === null && one.production === null)) {
    kept.set(hold.line, hold.quantity);
  }
  const pins = new Map(mine.map((hold) => [hold, 0]));
  for (const line of queue) {
    // What was packed for a line comes before what was made for it; it never holds more than it owes.
    const own = mine.filter((hold) => hold.line === line && isPin(hold));
    own.sort((a, b) => Number(b.packed !== null) - Number(a.packed !== null));
    let owed = owedOf(line);
    for (const hold of own) {
      pins.set(hold, Math.min(hold.quantity, owed));
      owed -= Math.min(hold.quantity, owed);
    }
  }
  // Pins take stock in the queue's order, inside a line in the order they were made.
  for (const line of queue) {
    for (const hold of mine.filter((one) => one.line === line && isPin(one))) {
      pins.set(hold, give(pins.get(hold) ?? 0));
    }
  }
  const missing = (line: Line) =>
    owedOf(line) - sum([...pins].flatMap(([hold, units]) => (hold.line === line ? [units] : [])));
  for (const line of queue.filter((one) => one.order.held)) {
    free.set(line, give(Math.min(kept.get(line) ?? 0, missing(line))));
  }
  for (const line of queue.filter((one) => !one.order.held)) {
    free.set(line, give(missing(line)));
  }
  for (const [hold, units] of pins) {
    hold.quantity = units;
  }
  model.holds = model.holds
    .filter((hold) => hold.line.product !== product || (isPin(hold) && hold.quantity > 0))
    .concat(
      [...free].flatMap(([line, quantity]) =>
        quantity > 0 ? [{ line, quantity, packed: null, production: null }] : [],
      ),
    );
}

const isPin = (hold: Model["holds"][number]) => hold.packed !== null || hold.production !== null;

function cover(model: Model, product: Product): void {
  for (const line of model.orders.flatMap((order) => order.lines)) {
    if (line.product === product) {
      line.expected = 0;
      line.expectedOn = null;
    }
  }
  const queue = askingFor(model, product);
  const supplies = [
    ...model.productions.map((one) => ({ ...one, left: remainingOf(one) })),
    ...model.receipts.map((one) => ({ ...one, left: toReceive(one), line: null })),
  ]
    .filter((one) => one.product === product && one.left > 0)
    .sort((a, b) => (a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : a.made - b.made));
  const give = (line: Line, supply: (typeof supplies)[number]) => {
    const units = Math.min(supply.left, owedOf(line) - reservedOf(model, line) - line.expected);
    if (units > 0) {
      supply.left -= units;
      line.expected += units;
      line.expectedOn =
        line.expectedOn !== null && line.expectedOn > supply.dueOn ? line.expectedOn : supply.dueOn;
    }
  };
  for (const supply of supplies) {
    if (supply.line !== null && queue.includes(supply.line)) {
      give(supply.line, supply);
    }
  }
  for (const line of queue) {
    for (const supply of supplies) {
      give(line, supply);
    }
  }
}
