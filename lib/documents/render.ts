/** Decides which renderer makes which kind of document. */
import { renderBillOfLading } from "./bill-of-lading";
import type { ShipmentDocument } from "./content";
import { renderPackingSlip } from "./packing-slip";
import { renderShippingLabel } from "./shipping-label";

export const PRINT_KINDS = ["label", "packing_slip", "bill_of_lading"] as const;
export type PrintKind = (typeof PRINT_KINDS)[number];

const RENDERERS = {
  label: renderShippingLabel,
  packing_slip: renderPackingSlip,
  bill_of_lading: renderBillOfLading,
} as const satisfies Record<PrintKind, (content: ShipmentDocument) => Promise<Uint8Array>>;

/** The PDF of one document. Pure: the same content gives the same bytes. */
export function renderDocument(kind: PrintKind, content: ShipmentDocument): Promise<Uint8Array> {
  return RENDERERS[kind](content);
}
