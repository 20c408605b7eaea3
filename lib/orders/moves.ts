/** What a move did besides changing the tab, so that undo can take it all back. */
import type { Quantity } from "../shared/quantity";
import type { ArchiveReason } from "./lifecycle";

export type MoveEffects = {
  /** Shipments that this move's cause dispatched. */
  readonly dispatched?: readonly string[];
  /** Shipments whose void was this move's cause. */
  readonly voided?: readonly string[];
  /** Lines whose remainder it short-closed. */
  readonly shortClosed?: readonly { readonly lineId: string; readonly quantity: Quantity }[];
  /** The facts as they were before. */
  readonly before: {
    readonly closedAt: string | null;
    readonly archivedAt: string | null;
    readonly archiveReason: ArchiveReason | null;
    readonly archiveNote: string | null;
  };
};
