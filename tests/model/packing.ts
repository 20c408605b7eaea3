/** Says which units a shipment holds, and what its leaving and coming back does to stock. */
import {
  isGoods,
  type Line,
  type Model,
  mostOf,
  owedOf,
  type Product,
  reservedOf,
  type Shipment,
  sum,
} from "./facts";

export const hasLeft = (shipment: Shipment) => shipment.dispatchedAt !== null && !shipment.voided;

/** Why a dispatch can't be taken back. */
export const standing = (shipment: Shipment) =>
  shipment.delivered ? "is_delivered" : shipment.asnSent ? "asn_sent" : null;

export const isDraft = (one: Shipment) => one.dispatchedAt === null && !one.voided;

/** What of a line could leave now. */
export const shippableOf = (model: Model, line: Line) =>
  !isGoods(line)
    ? 0
    : line.product.tracked
      ? Math.min(reservedOf(model, line), owedOf(line))
      : owedOf(line);

/** Units on hand that nobody holds: what goes beyond an order is taken from them alone. */
const spareOf = (model: Model, product: Product) =>
  product.onHand -
  sum(model.holds.filter((one) => one.line.product === product).map((one) => one.quantity));

/** Why these units can't leave; each product's spare units are there once. */
export function lackOf(
  model: Model,
  units: readonly { readonly line: Line; readonly quantity: number }[],
): string | null {
  const taken = new Map<Product, number>();
  for (const { line, quantity } of units) {
    const { product } = line;
    const owed = Math.min(quantity, owedOf(line));
    const beyond = quantity - owed;
    const left = spareOf(model, product) - (taken.get(product) ?? 0) - beyond;
    if (quantity > mostOf(line)) {
      return "over_shipped";
    }
    if (owed > shippableOf(model, line)) {
      return "not_reserved";
    }
    if (product.tracked && beyond > 0 && left < 0) {
      return "not_spare";
    }
    taken.set(product, (taken.get(product) ?? 0) + beyond);
  }
  return null;
}

/** Why a void shipment can't be a draft again. */
export function backRefusal(model: Model, { order, lines }: Shipment): string | null {
  if (model.shipments.some((one) => one.order === order && isDraft(one))) {
    return "draft_exists";
  }
  const inOrder = order.lines.flatMap((line) => lines.filter((one) => one.line === line));
  return lackOf(model, inOrder) === null ? null : "short";
}

/**
 * Packs units of the lines' own reservations until each line has all it needs; false where one stays short.
 * What goes beyond what a line owes is not held, but has to be there.
 */
export function pinAll(model: Model, shipment: Shipment): boolean {
  const taken = new Map<Product, number>();
  for (const packed of shipment.lines.filter(({ line }) => line.product.tracked)) {
    const { line } = packed;
    const owed = Math.min(packed.quantity, owedOf(line));
    let missing = owed;
    const pin = model.holds.find((hold) => hold.packed === packed);
    missing -= pin?.quantity ?? 0;
    const own = model.holds.filter((hold) => hold.line === line && hold.packed === null);
    own.sort((a, b) => Number(b.production !== null) - Number(a.production !== null));
    let found = 0;
    for (const hold of own) {
      const units = Math.max(0, Math.min(missing, hold.quantity));
      hold.quantity -= units;
      missing -= units;
      found += units;
    }
    model.holds = model.holds.filter((hold) => hold.quantity > 0);
    if (pin) {
      pin.quantity += found;
    } else if (found > 0) {
      model.holds.push({ line, quantity: found, packed, production: null });
    }
    if (missing > 0) {
      return false;
    }
    const beyond = packed.quantity - owed;
    taken.set(line.product, (taken.get(line.product) ?? 0) + beyond);
    if (beyond > 0 && (taken.get(line.product) ?? 0) > spareOf(model, line.product)) {
      return false;
    }
  }
  return true;
}

export function dispatch(model: Model, shipment: Shipment): void {
  shipment.dispatchedAt = model.step;
  for (const packed of shipment.lines) {
    const { line, quantity } = packed;
    line.shipped += quantity;
    packed.movedStock = line.product.tracked;
    if (packed.movedStock) {
      line.product.onHand -= quantity;
      model.holds = model.holds.filter((hold) => hold.packed !== packed);
    }
  }
}

export function takeBackDispatch(model: Model, shipment: Shipment): void {
  shipment.dispatchedAt = null;
  for (const packed of shipment.lines) {
    const { line, quantity } = packed;
    line.shipped -= quantity;
    if (packed.movedStock) {
      line.product.onHand += quantity;
      const held = Math.min(quantity, owedOf(line));
      if (held > 0) {
        model.holds.push({ line, quantity: held, packed, production: null });
      }
    }
  }
}
