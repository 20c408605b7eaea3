/** Decides what is said of an order's statuses: gathers the facts of each sentence from the order and what lies beside it. */
import type { Quantity } from "../shared/quantity";
import {
  explainHolder,
  explainInvoicing,
  explainLine,
  explainPayment,
  explainProduction,
  explainShipment,
  explainStock,
  type Holder,
  type LinkedOrder,
  type ShipmentFacts,
  type SupplyPiece,
} from "./explanation";
import {
  type LineFacts,
  type OrderFacts,
  owedOf,
  promiseOf,
  toMakeOf,
  uncoveredOf,
  unplannedOf,
  waitsForStock,
  wantsGoods,
} from "./lifecycle";
import { type Sentence, sentenceText } from "./sentence";
import { statusViews, type Viewer } from "./view";

type ExplainedLine = LineFacts & {
  readonly id: string;
  readonly productId: string;
  readonly name: string;
  readonly linked: readonly LinkedOrder[];
};

export type ExplainedOrder = Omit<OrderFacts, "lines"> & {
  readonly lines: readonly ExplainedLine[];
  readonly row: { readonly currency: string; readonly onHold: boolean };
};

/** What lies beside an order: the dated supply that covers it, its shipments and its invoices that stand. */
export type Beside = {
  readonly supply: readonly (SupplyPiece & { readonly lineId: string })[];
  readonly shipments: ShipmentFacts["shipments"];
  readonly invoices: readonly string[];
};

export type Explanations = Readonly<
  Record<"stock" | "production" | "shipment" | "invoicing" | "payment", Sentence>
>;

const sum = (lines: readonly LineFacts[], of: (line: LineFacts) => Quantity) =>
  lines.reduce((total, line) => total + of(line), 0);

/** The sentence of each status, as it reads on a day. */
export function explanationsOf(
  viewer: Viewer,
  order: ExplainedOrder,
  { supply, shipments, invoices }: Beside,
): Explanations {
  const { stock, production, shipment } = statusViews(viewer, order);
  const goods = order.lines.filter((line) => line.kind === "goods");
  const tracked = goods.filter((line) => line.tracked);
  const making = goods.filter((line) => line.ordered > line.shortClosed && toMakeOf(line) > 0);
  const reader = { today: viewer.today, locale: viewer.workspace.locale };
  const amounts = { totalMinor: order.totalMinor, currency: order.row.currency, ...reader };
  return {
    stock: explainStock({
      ...reader,
      value: stock.value,
      owed: sum(tracked, owedOf),
      shipped: sum(tracked, (line) => line.shipped),
      reserved: sum(tracked, (line) => line.reserved),
      supply: merged(supply),
      short: sum(tracked, uncoveredOf),
      productId: onlyOne(tracked.map((line) => line.productId)),
      promise: promiseOf(order),
      isShipBy: order.shipByOn !== null,
    }),
    production: explainProduction({
      ...reader,
      value: production.value,
      made: sum(making, (line) => line.made),
      toMake: sum(making, toMakeOf),
      unplanned: sum(making, unplannedOf),
      linked: making.flatMap((line) => line.linked),
    }),
    shipment: explainShipment({
      value: shipment.value,
      shipped: sum(goods, (line) => line.shipped),
      wanted: sum(goods, (line) => line.ordered - line.shortClosed),
      owed: sum(goods, owedOf),
      shortClosed: sum(goods, (line) => line.shortClosed),
      shipments,
    }),
    invoicing: explainInvoicing({ ...amounts, partMinor: order.invoicedMinor, invoices }),
    payment: explainPayment({ ...amounts, partMinor: order.paidMinor }),
  };
}

/** The same as plain text. */
export function explanationTexts(
  viewer: Viewer,
  order: ExplainedOrder,
  beside: Beside,
): Readonly<Record<keyof Explanations, string>> {
  const { stock, production, shipment, invoicing, payment } = explanationsOf(viewer, order, beside);
  return {
    stock: sentenceText(stock),
    production: sentenceText(production),
    shipment: sentenceText(shipment),
    invoicing: sentenceText(invoicing),
    payment: sentenceText(payment),
  };
}

export type LineExplanation = {
  readonly lineId: string;
  readonly name: string;
  readonly sentence: Sentence;
};

/** The split of each line that waits for stock. */
export function lineExplanations(
  viewer: Viewer,
  order: ExplainedOrder,
  supply: Beside["supply"],
): LineExplanation[] {
  const waiting = wantsGoods(order) ? order.lines.filter(waitsForStock) : [];
  return waiting.map((line) => ({
    lineId: line.id,
    name: line.name,
    sentence: explainLine({
      today: viewer.today,
      locale: viewer.workspace.locale,
      owed: owedOf(line),
      reserved: line.reserved,
      supply: merged(supply.filter((piece) => piece.lineId === line.id)),
      short: uncoveredOf(line),
      productId: line.productId,
    }),
  }));
}

/** Why an order does not have the stock that it waits for: others hold it, or it is on hold itself. */
export function stockNotes(order: ExplainedOrder, holders: readonly Holder[]): Sentence[] {
  return [
    ...(order.row.onHold && order.lines.some(waitsForStock)
      ? [["It is on hold: it keeps what it has and gets no more."]]
      : []),
    ...holders.map(explainHolder),
  ];
}

const onlyOne = (ids: readonly string[]) => (new Set(ids).size === 1 ? (ids[0] ?? null) : null);

/** Pieces of the same day and source are one piece in a sentence; earliest first. */
function merged(supply: readonly SupplyPiece[]): SupplyPiece[] {
  const pieces = new Map<string, SupplyPiece>();
  for (const piece of [...supply].sort((a, b) => compare(a.on, b.on))) {
    const key = `${piece.on} ${piece.source}`;
    const before = pieces.get(key);
    pieces.set(key, { ...piece, quantity: piece.quantity + (before?.quantity ?? 0) });
  }
  return [...pieces.values()];
}

const compare = (a: string, b: string) => (a === b ? 0 : a < b ? -1 : 1);
