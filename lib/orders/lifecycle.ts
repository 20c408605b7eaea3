/** Decides what an order's facts mean: its statuses, its tab, and whether a request to move it is allowed. */
import type { Quantity } from "../shared/quantity";
import { flooredMeanPercent, type Ratio } from "./ratio";

export const TABS = ["open", "closed", "archived"] as const;
export type Tab = (typeof TABS)[number];

export const ARCHIVE_REASONS = [
  "asn",
  "completed",
  "cancelled",
  "not_to_be_fulfilled",
  "aged",
] as const;
export type ArchiveReason = (typeof ARCHIVE_REASONS)[number];

/** Worst first: an order's stock status is that of its worst line. */
export const STOCK_STATUSES = [
  "short",
  "partly",
  "late",
  "expected",
  "in_stock",
  "not_tracked",
  "not_needed",
] as const;
export type StockStatus = (typeof STOCK_STATUSES)[number];

export const PRODUCTION_STATUSES = [
  "not_needed",
  "not_started",
  "in_progress",
  "blocked",
  "made",
] as const;
export type ProductionStatus = (typeof PRODUCTION_STATUSES)[number];

export const SHIPMENT_STATUSES = [
  "not_needed",
  "not_shipped",
  "partly_shipped",
  "shipped",
] as const;
export type ShipmentStatus = (typeof SHIPMENT_STATUSES)[number];

export const INVOICING_STATUSES = ["not_needed", "not_invoiced", "partly", "invoiced"] as const;
export type InvoicingStatus = (typeof INVOICING_STATUSES)[number];

export const PAYMENT_STATUSES = ["not_needed", "unpaid", "partly", "paid"] as const;
export type PaymentStatus = (typeof PAYMENT_STATUSES)[number];

/** The facts of one order line. All quantities in thousandths; `expected` is dated supply still to come. */
export type LineFacts = {
  readonly kind: "goods" | "service";
  readonly tracked: boolean;
  readonly isMade: boolean;
  readonly ordered: Quantity;
  readonly shortClosed: Quantity;
  readonly shipped: Quantity;
  readonly reserved: Quantity;
  readonly expected: Quantity;
  /** The day by which all of `expected` is there; null when nothing is expected. */
  readonly expectedOn: string | null;
  /** Reported as made by production orders linked to this line. */
  readonly made: Quantity;
  /** Still to be made by open production orders linked to this line. */
  readonly toCome: Quantity;
  readonly productionStarted: boolean;
  readonly productionBlocked: boolean;
};

export type OrderFacts = {
  readonly lines: readonly LineFacts[];
  readonly closedAt: Date | null;
  readonly archiveReason: ArchiveReason | null;
  readonly dueOn: string | null;
  readonly shipByOn: string | null;
  readonly totalMinor: number;
  readonly invoicedMinor: number;
  readonly paidMinor: number;
};

/** What a stock status is before a date is compared with today: this much may be cached. Worst first. */
export const STOCK_COVERS = [
  "short",
  "partly",
  "expected",
  "in_stock",
  "not_tracked",
  "not_needed",
] as const satisfies readonly StockStatus[];
export type StockCover = (typeof STOCK_COVERS)[number];

type Cover = {
  readonly cover: StockCover;
  readonly percent: number | null;
  readonly on: string | null;
};
type Progress<Value> = { readonly value: Value; readonly percent: number | null };

export type Statuses = {
  readonly stock: Cover;
  readonly production: Progress<ProductionStatus>;
  readonly shipment: Progress<ShipmentStatus>;
  readonly invoicing: InvoicingStatus;
  readonly payment: PaymentStatus;
};

/** What is still to be shipped of a line: ordered - short closed - shipped; nothing where more than that has left. */
export function owedOf(line: LineFacts): Quantity {
  return Math.max(0, line.ordered - line.shortClosed - line.shipped);
}

/** What of a line is neither reserved nor covered by dated supply. */
export function uncoveredOf(line: LineFacts): Quantity {
  return Math.max(0, owedOf(line) - line.reserved - line.expected);
}

/** What of a made product nobody has planned to make. */
export function unplannedOf(line: LineFacts): Quantity {
  return line.isMade && line.tracked ? uncoveredOf(line) : 0;
}

/** All that has to be made for a line: made, planned for it, and the uncovered rest of a made product. */
export function toMakeOf(line: LineFacts): Quantity {
  // Dated supply counts the linked production order's units too, so they are not uncovered.
  return line.made + line.toCome + unplannedOf(line);
}

const isLive = (line: LineFacts) => line.ordered > line.shortClosed;
const isGoods = (line: LineFacts) => line.kind === "goods" && isLive(line);

export function lineCoverOf(line: LineFacts): StockCover {
  if (!isGoods(line)) {
    return "not_needed";
  }
  if (!line.tracked) {
    return "not_tracked";
  }
  if (uncoveredOf(line) > 0) {
    return line.reserved > 0 ? "partly" : "short";
  }
  return line.reserved < owedOf(line) ? "expected" : "in_stock";
}

/** Whether a line lacks units that are there: not all that it is owed is reserved. */
export function waitsForStock(line: LineFacts): boolean {
  return isGoods(line) && line.tracked && line.reserved < owedOf(line);
}

/** The day supply is measured against: ship by where there is one, else the due date. */
export function promiseOf(order: { shipByOn: string | null; dueOn: string | null }): string | null {
  return order.shipByOn ?? order.dueOn;
}

/** Turns a cached cover into the status shown on a day: expected supply is late when its date has passed or is after the promise. */
export function stockStatusOn(
  cover: StockCover,
  expectedOn: string | null,
  promise: string | null,
  today: string,
): StockStatus {
  if (cover !== "expected" || expectedOn === null) {
    return cover;
  }
  return expectedOn < today || (promise !== null && expectedOn > promise) ? "late" : "expected";
}

function stockOf(lines: readonly LineFacts[]): Cover {
  const goods = lines.filter(isGoods);
  if (goods.length === 0) {
    return { cover: "not_needed", percent: null, on: null };
  }
  const tracked = goods.filter((line) => line.tracked);
  if (tracked.length === 0) {
    return { cover: "not_tracked", percent: null, on: null };
  }
  const covers = tracked.map(lineCoverOf);
  const cover = STOCK_COVERS.find((status) => covers.includes(status)) ?? "in_stock";
  const days = tracked.flatMap((line) =>
    line.expected > 0 && line.expectedOn ? [line.expectedOn] : [],
  );
  return {
    cover,
    percent: flooredMeanPercent(
      tracked.map((line) => [line.shipped + line.reserved, line.ordered - line.shortClosed]),
    ),
    on: days.sort().at(-1) ?? null,
  };
}

function productionOf(lines: readonly LineFacts[]): Progress<ProductionStatus> {
  const making = lines.filter((line) => isGoods(line) && toMakeOf(line) > 0);
  if (making.length === 0) {
    return { value: "not_needed", percent: null };
  }
  const percent = flooredMeanPercent(making.map((line): Ratio => [line.made, toMakeOf(line)]));
  if (making.some((line) => line.productionBlocked)) {
    return { value: "blocked", percent };
  }
  if (making.every((line) => line.made >= toMakeOf(line))) {
    return { value: "made", percent };
  }
  const begun = making.some((line) => line.made > 0 || line.productionStarted);
  return { value: begun ? "in_progress" : "not_started", percent };
}

function shipmentOf(lines: readonly LineFacts[]): Progress<ShipmentStatus> {
  const goods = lines.filter(isGoods);
  if (goods.length === 0) {
    return { value: "not_needed", percent: null };
  }
  const percent = flooredMeanPercent(
    goods.map((line): Ratio => [line.shipped, line.ordered - line.shortClosed]),
  );
  if (goods.every((line) => owedOf(line) === 0)) {
    return { value: "shipped", percent };
  }
  return {
    value: goods.some((line) => line.shipped > 0) ? "partly_shipped" : "not_shipped",
    percent,
  };
}

function partOf<None, Whole>(part: number, whole: number, none: None, all: Whole) {
  if (whole <= 0) {
    return "not_needed" as const;
  }
  if (part >= whole) {
    return all;
  }
  return part > 0 ? ("partly" as const) : none;
}

/** A cancelled order asks for no stock and no production any more, whatever its lines still say. */
export function wantsGoods(order: Pick<OrderFacts, "archiveReason">): boolean {
  return order.archiveReason !== "cancelled" && order.archiveReason !== "not_to_be_fulfilled";
}

/** All statuses of an order, from its facts alone. Nothing here depends on today. */
export function statusesOf(order: OrderFacts): Statuses {
  const wanted = wantsGoods(order) ? order.lines : [];
  return {
    stock: stockOf(wanted),
    production: productionOf(wanted),
    shipment: shipmentOf(order.lines),
    invoicing: partOf(order.invoicedMinor, order.totalMinor, "not_invoiced", "invoiced"),
    payment: partOf(order.paidMinor, order.totalMinor, "unpaid", "paid"),
  };
}

/** The tab an order stands in: archived if it has a reason, else closed if it is closed, else open. */
export function tabOf(order: Pick<OrderFacts, "closedAt" | "archiveReason">): Tab {
  if (order.archiveReason !== null) {
    return "archived";
  }
  return order.closedAt === null ? "open" : "closed";
}

/** Every goods line is met and at least one unit was shipped: what an automatic close asks for. */
export function isMet(order: OrderFacts): boolean {
  const goods = order.lines.filter((line) => line.kind === "goods");
  return goods.every((line) => owedOf(line) === 0) && goods.some((line) => line.shipped > 0);
}

/** Shipped, invoiced and paid in full: what an automatic archive as completed asks for. */
export function isCompleted(order: OrderFacts): boolean {
  const { invoicing, payment, shipment } = statusesOf(order);
  const settled = (value: string, done: string) => value === done || value === "not_needed";
  return (
    (isMet(order) || shipment.value === "not_needed") &&
    settled(invoicing, "invoiced") &&
    settled(payment, "paid")
  );
}
