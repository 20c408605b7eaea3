/** Decides what an order's facts look like in the list: values, percents, short texts and the sentences behind them. */
import type { Quantity } from "../shared/quantity";
import { quantityText } from "../shared/quantity";
import { explainProduction, explainShipment, explainStock, type SupplyPiece } from "./explanation";
import {
  type LineFacts,
  type OrderFacts,
  owedOf,
  promiseOf,
  type StockStatus,
  statusesOf,
  stockStatusOn,
  toMakeOf,
  uncoveredOf,
} from "./lifecycle";
import type { Making } from "./making";

/** An order's facts, and why a production order of a line is blocked. */
export type ShownOrder = Omit<OrderFacts, "lines"> & {
  readonly lines: readonly (LineFacts & Pick<Making, "blockedReason">)[];
};

export type Viewer = { readonly today: string; readonly workspace: { readonly locale: string } };

const sum = (lines: readonly LineFacts[], of: (line: LineFacts) => Quantity) =>
  lines.reduce((total, line) => total + of(line), 0);

/** Pieces of the same day and source are one piece in a sentence. */
function merged(supply: readonly SupplyPiece[]): SupplyPiece[] {
  const pieces = new Map<string, SupplyPiece>();
  for (const piece of supply) {
    const key = `${piece.on} ${piece.source}`;
    const before = pieces.get(key);
    pieces.set(key, { ...piece, quantity: piece.quantity + (before?.quantity ?? 0) });
  }
  return [...pieces.values()];
}

/** The statuses of an order as they are shown on a day, each with its sentence. */
export function statusViews(viewer: Viewer, order: ShownOrder, supply: readonly SupplyPiece[]) {
  const statuses = statusesOf(order);
  const goods = order.lines.filter((line) => line.kind === "goods");
  const tracked = goods.filter((line) => line.tracked);
  const promise = promiseOf(order);
  const value = stockStatusOn(statuses.stock.cover, statuses.stock.on, promise, viewer.today);
  const short = sum(tracked, uncoveredOf);
  const making = goods.filter((line) => toMakeOf(line) > 0);
  return {
    stock: {
      value,
      percent: statuses.stock.percent,
      expectedOn: statuses.stock.on,
      text: stockText(value, tracked, short),
      explanation: explainStock({
        value,
        owed: sum(tracked, owedOf),
        reserved: sum(tracked, (line) => line.reserved),
        supply: merged(supply),
        short,
        promise,
        isShipBy: order.shipByOn !== null,
        today: viewer.today,
        locale: viewer.workspace.locale,
      }),
    },
    production: {
      ...statuses.production,
      explanation: explainProduction({
        value: statuses.production.value,
        made: sum(making, (line) => line.made),
        toMake: sum(making, toMakeOf),
        blockedReason: making.find((line) => line.blockedReason)?.blockedReason ?? null,
      }),
    },
    shipment: {
      ...statuses.shipment,
      explanation: explainShipment({
        value: statuses.shipment.value,
        shipped: sum(goods, (line) => line.shipped),
        wanted: sum(goods, (line) => line.ordered - line.shortClosed),
      }),
    },
    invoicing: { value: statuses.invoicing, percent: amountPercent(order.invoicedMinor, order) },
    payment: { value: statuses.payment, percent: amountPercent(order.paidMinor, order) },
  };
}

function amountPercent(part: number, order: Pick<OrderFacts, "totalMinor">): number | null {
  return order.totalMinor > 0
    ? Number((BigInt(Math.min(part, order.totalMinor)) * 100n) / BigInt(order.totalMinor))
    : null;
}

function stockText(value: StockStatus, tracked: readonly LineFacts[], short: Quantity) {
  if (value === "short") {
    return quantityText(short);
  }
  if (value === "partly") {
    const have = sum(tracked, (line) => line.reserved + line.shipped);
    return `${quantityText(have)}/${quantityText(sum(tracked, (line) => line.ordered - line.shortClosed))}`;
  }
  return null;
}
