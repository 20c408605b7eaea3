/** Says which units a shipment holds, and what its leaving and coming back does to stock. */
import { isGoods, type Line, type Model, owedOf, reservedOf, type Shipment } from "./facts";

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

/** Why a void shipment can't be a draft again. */
export function backRefusal(model: Model, { order, lines }: Shipment): string | null {
  if (model.shipments.some((one) => one.order === order && isDraft(one))) {
    return "draft_exists";
  }
  return lines.some(({ line, quantity }) => quantity > shippableOf(model, line)) ? "short" : null;
}

/** Packs units of the lines' own reservations until each line has all it needs; false where one stays short. */
export function pinAll(model: Model, shipment: Shipment): boolean {
  for (const packed of shipment.lines.filter(({ line }) => line.product.tracked)) {
    const { line } = packed;
    let missing = packed.quantity;
    const pin = model.holds.find((hold) => hold.packed === packed);
    missing -= pin?.quantity ?? 0;
    const own = model.holds.filter((hold) => hold.line === line && hold.packed === null);
    own.sort((a, b) => Number(b.production !== null) - Number(a.production !== null));
    let taken = 0;
    for (const hold of own) {
      const units = Math.max(0, Math.min(missing, hold.quantity));
      hold.quantity -= units;
      missing -= units;
      taken += units;
    }
    model.holds = model.holds.filter((hold) => hold.quantity > 0);
    if (pin) {
      pin.quantity += taken;
    } else if (taken > 0) {
      model.holds.push({ line, quantity: taken, packed, production: null });
    }
    if (missing > 0) {
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
      model.holds.push({ line, quantity, packed, production: null });
    }
  }
}
