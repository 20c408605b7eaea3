/** Says what an order's facts mean, by the table of PRODUCT.md section 2. */
import {
  isGoods,
  type Line,
  type Model,
  madeOf,
  type Order,
  owedOf,
  remainingOf,
  reservedOf,
  sum,
  totalOf,
} from "./facts";

/** The mean of exact ratios, floored: only when all are met is it 100. */
function percentOf(ratios: readonly (readonly [number, number])[]): number | null {
  if (ratios.length === 0) {
    return null;
  }
  const bottom = ratios.reduce((product, [, whole]) => product * BigInt(whole), 1n);
  const top = ratios.reduce(
    (total, [part, whole]) => total + (BigInt(Math.min(part, whole)) * bottom) / BigInt(whole),
    0n,
  );
  return Number((100n * top) / (bottom * BigInt(ratios.length)));
}

export const shortOf = (model: Model, line: Line) =>
  Math.max(0, owedOf(line) - reservedOf(model, line) - line.expected);

export const isWanted = (order: Order) =>
  order.archived !== "cancelled" && order.archived !== "not_to_be_fulfilled";

const COVERS = ["short", "partly", "expected", "in_stock"] as const;

function coverOf(model: Model, line: Line): (typeof COVERS)[number] {
  const reserved = reservedOf(model, line);
  if (shortOf(model, line) > 0) {
    return reserved > 0 ? "partly" : "short";
  }
  return reserved < owedOf(line) ? "expected" : "in_stock";
}

function stockOf(model: Model, goods: readonly Line[]) {
  if (goods.length === 0) {
    return { stock: "not_needed", stockPercent: null, stockOn: null };
  }
  const tracked = goods.filter((line) => line.product.tracked);
  if (tracked.length === 0) {
    return { stock: "not_tracked", stockPercent: null, stockOn: null };
  }
  const covers = tracked.map((line) => coverOf(model, line));
  return {
    stock: COVERS.find((cover) => covers.includes(cover)) ?? "in_stock",
    stockPercent: percentOf(
      tracked.map((line) => [
        line.shipped + reservedOf(model, line),
        line.ordered - line.shortClosed,
      ]),
    ),
    stockOn:
      tracked
        .flatMap((line) => line.expectedOn ?? [])
        .sort()
        .at(-1) ?? null,
  };
}

function productionOf(model: Model, goods: readonly Line[]) {
  const making = goods
    .map((line) => {
      const linked = model.productions.filter((one) => one.line === line);
      const open = linked.filter((one) => one.finish === null);
      const made = sum(linked.map(madeOf));
      const isPlanned = line.product.isMade && line.product.tracked;
      const unplanned = isPlanned ? shortOf(model, line) : 0;
      return { made, toMake: made + sum(open.map(remainingOf)) + unplanned, open };
    })
    .filter(({ toMake }) => toMake > 0);
  const productionPercent = percentOf(making.map(({ made, toMake }) => [made, toMake]));
  const open = making.flatMap((one) => one.open);
  const begun = making.some(({ made }) => made > 0) || open.some((one) => one.started);
  const production =
    making.length === 0
      ? "not_needed"
      : open.some((one) => one.blocked)
        ? "blocked"
        : making.every(({ made, toMake }) => made >= toMake)
          ? "made"
          : begun
            ? "in_progress"
            : "not_started";
  return { production, productionPercent };
}

function shipmentOf(goods: readonly Line[]) {
  const shipment =
    goods.length === 0
      ? "not_needed"
      : goods.every((line) => owedOf(line) === 0)
        ? "shipped"
        : goods.some((line) => line.shipped > 0)
          ? "partly_shipped"
          : "not_shipped";
  const ratios = goods.map((line) => [line.shipped, line.ordered - line.shortClosed] as const);
  return { shipment, shipmentPercent: percentOf(ratios) };
}

const moneyOf = (part: number, whole: number, none: string, all: string) =>
  whole <= 0 ? "not_needed" : part >= whole ? all : part > 0 ? "partly" : none;

export function statusesOf(model: Model, order: Order) {
  const goods = order.lines.filter((line) => isGoods(line) && line.ordered > line.shortClosed);
  const wanted = isWanted(order) ? goods : [];
  return {
    ...stockOf(model, wanted),
    ...productionOf(model, wanted),
    ...shipmentOf(goods),
    invoicing: moneyOf(order.invoiced, totalOf(order), "not_invoiced", "invoiced"),
    payment: moneyOf(order.paid, totalOf(order), "unpaid", "paid"),
  };
}
