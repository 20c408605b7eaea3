/** Decides what a shipment is: prepared, left, or given up. */

export type ShipmentState = "draft" | "dispatched" | "voided";

export function shipmentStateOf(row: {
  readonly dispatchedAt: Date | null;
  readonly voidedAt: Date | null;
}): ShipmentState {
  if (row.voidedAt !== null) {
    return "voided";
  }
  return row.dispatchedAt === null ? "draft" : "dispatched";
}
