/** Decides what an order's facts look like in the list: values, percents and short texts. */
import type { Quantity } from "../shared/quantity";
import { quantityText } from "../shared/quantity";
import {
  type LineFacts,
  type OrderFacts,
  promiseOf,
  type StockStatus,
  statusesOf,
  stockStatusOn,
  uncoveredOf,
} from "./lifecycle";

export type Viewer = { readonly today: string; readonly workspace: { readonly locale: string } };

const sum = (lines: readonly LineFacts[], of: (line: LineFacts) => Quantity) =>
  lines.reduce((total, line) => total + of(line), 0);

/** The statuses of an order as they are shown on a day. */
export function statusViews(viewer: Viewer, order: OrderFacts) {
  const statuses = statusesOf(order);
  const { cover, on, percent } = statuses.stock;
  const tracked = order.lines.filter((line) => line.kind === "goods" && line.tracked);
  const value = stockStatusOn(cover, on, promiseOf(order), viewer.today);
  return {
    stock: { value, percent, expectedOn: on, text: stockText(value, tracked) },
    production: statuses.production,
    shipment: statuses.shipment,
    invoicing: { value: statuses.invoicing, percent: amountPercent(order.invoicedMinor, order) },
    payment: { value: statuses.payment, percent: amountPercent(order.paidMinor, order) },
  };
}

function amountPercent(part: number, order: Pick<OrderFacts, "totalMinor">): number | null {
  return order.totalMinor > 0
    ? Number((BigInt(Math.min(part, order.totalMinor)) * 100n) / BigInt(order.totalMinor))
    : null;
}

function stockText(value: StockStatus, tracked: readonly LineFacts[]): string | null {
  if (value === "short") {
    return quantityText(sum(tracked, uncoveredOf));
  }
  if (value === "partly") {
    const have = sum(tracked, (line) => line.reserved + line.shipped);
    return `${quantityText(have)}/${quantityText(sum(tracked, (line) => line.ordered - line.shortClosed))}`;
  }
  return null;
}
