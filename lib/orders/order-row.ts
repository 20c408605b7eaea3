/** Decides what a row of the order list shows: one shape for the query that fills it and the components that draw it. */
import type { Day } from "../shared/dates";
import type { Quantity } from "../shared/quantity";
import type { ArchiveReason, ProductionStatus, ShipmentStatus, StockStatus } from "./lifecycle";

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
    readonly explanation: string;
    /** The short detail beside the word, such as `3/5` or `2`; null where the day or the percent says it. */
    readonly text: string | null;
  };
  readonly production: {
    readonly value: ProductionStatus;
    readonly percent: number | null;
    readonly explanation: string;
  };
  readonly shipment: {
    readonly value: ShipmentStatus;
    readonly percent: number | null;
    readonly explanation: string;
  };
  readonly closedAt: Date | null;
  /** Who or what closed it: a person's name, or the rule's or channel's. */
  readonly closedBy: string | null;
  readonly archiveReason: ArchiveReason | null;
  readonly version: number;
};
