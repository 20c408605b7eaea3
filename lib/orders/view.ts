/** Decides what an order's facts look like in the list: values, percents, short texts and the sentences behind them. */
import type { Quantity } from "../shared/quantity";
import { quantityText } from "../shared/quantity";
import { explainProduction, explainShipment, explainStock, type SupplyPiece } from "./explanation";
import type { LoadedOrder } from "./facts";
import {
  type LineFacts,
  owedOf,
  promiseOf,
  type StockStatus,
  statusesOf,
  stockStatusOn,
  toMakeOf,
  uncoveredOf,
} from "./lifecycle";
import type { OrderRow } from "./order-row";

type Viewer = { readonly today: string; readonly workspace: { readonly locale: string } };

type Beside = {
  readonly client: { readonly code: string; readonly name: string };
  readonly supply: readonly SupplyPiece[];
  readonly closedBy: string | null;
};

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
export function statusViews(viewer: Viewer, order: LoadedOrder, supply: readonly SupplyPiece[]) {
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

function amountPercent(part: number, order: LoadedOrder): number | null {
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

/** The row that the list shows of an order. */
export function orderRowOf(viewer: Viewer, order: LoadedOrder, beside: Beside): OrderRow {
  const { row } = order;
  const { stock, production, shipment } = statusViews(viewer, order, beside.supply);
  const largest = [...order.lines].sort((a, b) => b.ordered - a.ordered || a.line - b.line);
  return {
    id: row.id,
    number: row.number,
    source: row.source,
    externalId: row.externalId,
    poNumber: row.poNumber,
    client: { ...beside.client, city: row.shipTo?.city ?? null },
    items: largest.slice(0, 2).map((line) => ({ name: line.name, quantity: line.ordered })),
    moreItems: Math.max(0, order.lines.length - 2),
    dueOn: row.dueOn,
    shipByOn: row.shipByOn,
    overdue: row.tab === "open" && row.dueOn !== null && row.dueOn < viewer.today,
    onHold: row.onHold,
    needsAttention: row.attention !== null,
    rank: row.tab === "open" ? row.rank : null,
    stock,
    production,
    shipment,
    closedAt: row.closedAt,
    closedBy: beside.closedBy,
    archiveReason: row.archiveReason,
    version: row.version,
  };
}
