/** Decides what an order looks like in the API: the `Order` of the contract, from its facts. */
import { explanationTexts } from "@/lib/orders/explanations";
import { owedOf, toMakeOf } from "@/lib/orders/lifecycle";
import { shipmentStateOf } from "@/lib/orders/shipment-state";
import { statusViews } from "@/lib/orders/view";
import { type Quantity, quantityNumber } from "@/lib/shared/quantity";
import type { OrderParts, ShipmentParts } from "./order-parts";

type Viewer = { readonly today: string; readonly workspace: { readonly locale: string } };

export function orderJson(viewer: Viewer, parts: OrderParts) {
  const { order, client } = parts;
  const { row } = order;
  return {
    number: row.number,
    tab: row.tab,
    archive_reason: row.archiveReason,
    source: row.source,
    external_id: row.externalId,
    po_number: row.poNumber,
    client: { code: client.code, name: client.name },
    ordered_on: row.orderedOn,
    due_on: row.dueOn,
    ship_by_on: row.shipByOn,
    overdue: row.tab === "open" && row.dueOn !== null && row.dueOn < viewer.today,
    on_hold: row.onHold,
    rank: row.tab === "open" ? row.rank : null,
    version: row.version,
    currency: row.currency,
    total_minor: row.totalMinor,
    status: statusJson(viewer, parts),
    lines: order.lines.map((line) => ({
      line: line.line,
      sku: line.sku,
      name: line.name,
      ordered: quantityNumber(line.ordered),
      short_closed: quantityNumber(line.shortClosed),
      reserved: quantityNumber(line.reserved),
      to_make: quantityNumber(toMakeOf(line)),
      made: quantityNumber(line.made),
      shipped: quantityNumber(line.shipped),
      owed: quantityNumber(owedOf(line)),
      over_ship_allowance: quantityNumber(line.overShipAllowance),
      supply: parts.supply
        .filter((piece) => piece.lineId === line.id)
        .map(({ quantity, on, source }) => ({ quantity: quantityNumber(quantity), on, source })),
    })),
    shipments: parts.shipments.map((shipment) => shipmentJson(parts, shipment)),
  };
}

function statusJson(viewer: Viewer, parts: OrderParts) {
  const { stock, production, shipment, invoicing, payment } = statusViews(viewer, parts.order);
  const says = explanationTexts(viewer, parts.order, {
    ...parts,
    shipments: parts.shipments.map(({ row }) => ({
      number: row.number,
      state: shipmentStateOf(row),
    })),
  });
  const { value, percent, expectedOn } = stock;
  return {
    stock: { value, percent, expected_on: expectedOn, explanation: says.stock },
    production: { ...production, expected_on: null, explanation: says.production },
    shipment: { ...shipment, expected_on: null, explanation: says.shipment },
    invoicing: { ...invoicing, expected_on: null, explanation: says.invoicing },
    payment: { ...payment, expected_on: null, explanation: says.payment },
  };
}

function shipmentJson({ order }: OrderParts, { row, packages, documents }: ShipmentParts) {
  return {
    number: row.number,
    state: shipmentStateOf(row),
    carrier: row.carrier,
    tracking_number: row.trackingNumber,
    planned_ship_on: row.plannedShipOn,
    packages: packages.map(({ sscc, ssccInternal, contents }) => ({
      sscc,
      internal: ssccInternal === "yes",
      lines: unitsJson(order, contents),
    })),
    documents: documents.map(({ id, kind, number, copy }) => ({
      id,
      kind,
      number,
      copy,
      url: documentUrl(id),
    })),
  };
}

type Content = { readonly orderLineId: string; readonly quantity: Quantity };

/** Units by the order's lines, in their order. */
function unitsJson({ lines }: OrderParts["order"], contents: readonly Content[]) {
  return lines.flatMap(({ id, line, sku }) => {
    const here = contents.filter((one) => one.orderLineId === id);
    const quantity = here.reduce((sum, one) => sum + one.quantity, 0);
    return quantity > 0 ? [{ line, sku, quantity: quantityNumber(quantity) }] : [];
  });
}

/** One shipment by itself: what its order says of it, and all that happened to it. */
export function oneShipmentJson(parts: OrderParts, shipment: ShipmentParts) {
  const { row, packages } = shipment;
  return {
    order: parts.order.row.number,
    ...shipmentJson(parts, shipment),
    lines: unitsJson(
      parts.order,
      packages.flatMap(({ contents }) => contents),
    ),
    bol_number: row.bolNumber,
    version: row.version,
    created_at: row.createdAt,
    label_printed_at: row.labelPrintedAt,
    packing_slip_printed_at: row.packingSlipPrintedAt,
    bol_printed_at: row.bolPrintedAt,
    dispatched_at: row.dispatchedAt,
    handed_over_at: row.handedOverAt,
    delivered_at: row.deliveredAt,
    voided_at: row.voidedAt,
  };
}

/** The address of a document's bytes; a session may read it as well as a key. */
export function documentUrl(id: string): string {
  return `/api/documents/${id}`;
}
