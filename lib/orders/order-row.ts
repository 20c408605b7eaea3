/** Decides what a row of the order list shows: one shape for the query that fills it and the components that draw it. */
import type { Day } from "../shared/dates";
import type { Quantity } from "../shared/quantity";
import type {
  ArchiveReason,
  LineFacts,
  OrderFacts,
  ProductionStatus,
  ShipmentStatus,
  StockStatus,
  Tab,
} from "./lifecycle";
import { statusViews, type Viewer } from "./view";

/** A line as the list reads it. */
export type ListedLine = LineFacts & { readonly line: number; readonly name: string };

/** An order as the list reads it. */
export type ListedOrder = Omit<OrderFacts, "lines"> & {
  readonly id: string;
  readonly number: string;
  readonly source: string;
  readonly externalId: string | null;
  readonly poNumber: string | null;
  readonly clientCode: string;
  readonly clientName: string;
  readonly city: string | null;
  readonly tab: Tab;
  readonly onHold: boolean;
  readonly attention: boolean;
  readonly rank: number;
  readonly version: number;
  readonly closedBy: string | null;
  readonly lines: readonly ListedLine[];
};

export type OrderRow = {
  readonly id: string;
  readonly number: string;
  /** Where the order came from, as free text: `manual`, `file`, `shopify`, `api`. */
  readonly source: string;
  readonly externalId: string | null;
  readonly poNumber: string | null;
  readonly client: { readonly code: string; readonly name: string; readonly city: string | null };
  /** The two largest lines. */
  readonly items: readonly { readonly name: string; readonly quantity: Quantity }[];
  readonly moreItems: number;
  readonly dueOn: Day | null;
  readonly shipByOn: Day | null;
  readonly overdue: boolean;
  readonly onHold: boolean;
  readonly needsAttention: boolean;
  /** The place in the queue; null once the order has left it. */
  readonly rank: number | null;
  readonly stock: {
    readonly value: StockStatus;
    readonly percent: number | null;
    readonly expectedOn: Day | null;
    /** The short detail beside the word, such as `3/5` or `2`; null where the day or the percent says it. */
    readonly text: string | null;
  };
  readonly production: {
    readonly value: ProductionStatus;
    readonly percent: number | null;
  };
  readonly shipment: {
    readonly value: ShipmentStatus;
    readonly percent: number | null;
  };
  readonly closedAt: Date | null;
  /** Who or what closed it: a person's name, or the rule's or channel's. */
  readonly closedBy: string | null;
  readonly archiveReason: ArchiveReason | null;
  readonly version: number;
};

/** The row that the list shows of an order on a day. */
export function orderRowOf(viewer: Viewer, order: ListedOrder): OrderRow {
  const { stock, production, shipment } = statusViews(viewer, order);
  const largest = [...order.lines].sort((a, b) => b.ordered - a.ordered || a.line - b.line);
  return {
    id: order.id,
    number: order.number,
    source: order.source,
    externalId: order.externalId,
    poNumber: order.poNumber,
    client: { code: order.clientCode, name: order.clientName, city: order.city },
    items: largest.slice(0, 2).map((line) => ({ name: line.name, quantity: line.ordered })),
    moreItems: Math.max(0, order.lines.length - 2),
    dueOn: order.dueOn,
    shipByOn: order.shipByOn,
    overdue: order.tab === "open" && order.dueOn !== null && order.dueOn < viewer.today,
    onHold: order.onHold,
    needsAttention: order.attention,
    rank: order.tab === "open" ? order.rank : null,
    stock,
    production,
    shipment,
    closedAt: order.closedAt,
    closedBy: order.closedBy,
    archiveReason: order.archiveReason,
    version: order.version,
  };
}
