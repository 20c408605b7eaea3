import "server-only";
import { shipNotice } from "@/lib/asn/ship-notice";
import { partyId } from "@/lib/asn/x12-elements";
import type { lineRow } from "@/lib/orders/new-rows";
import { DEFAULT_POLICY } from "@/lib/orders/policy";
import { isCompanyPrefix, sscc18 } from "@/lib/shared/gs1";
import { newId } from "@/lib/shared/ids";
import type { Quantity } from "@/lib/shared/quantity";
import type { OrderLog } from "./order-log";
import type { NumberBlock } from "./past-rows";
import type { PlannedLine, PlannedOrder } from "./plan";
import { movementRow } from "./stock-rows";

export type PastLine = {
  readonly row: ReturnType<typeof lineRow>;
  readonly planned: PlannedLine;
  readonly isTracked: boolean;
};

/** What of a line is in a shipment. */
export type ShippedPart = { readonly line: PastLine; readonly quantity: Quantity };

export type PastShipment = {
  readonly id: string;
  readonly number: string;
  readonly age: number;
  readonly carrier: string;
  readonly trackingNumber: string;
  readonly sscc: string;
  readonly parts: readonly ShippedPart[];
};

/** Goods handed over by hand: rows, ledger and events, as the command writes them. */
export function addShipment(
  log: OrderLog,
  numbers: NumberBlock,
  age: number,
  parts: readonly ShippedPart[],
): PastShipment {
  const { world, rows, orderId } = log;
  const { workspaceId, workspace } = world.ctx;
  const actor = world.crew.warehouse;
  const at = world.clock.ago(age);
  const serial = numbers.next("shipment");
  const prefix = workspace.gs1Prefix;
  const known = prefix !== null && isCompanyPrefix(prefix) ? prefix : null;
  const carriers = world.profile.carriers;
  const shipment: PastShipment = {
    id: newId(),
    number: `SH-${1000 + serial}`,
    age,
    carrier: carriers[serial % carriers.length] ?? "",
    trackingNumber: `TRK${String(734_000_000 + serial * 17)}`,
    sscc: sscc18({ prefix: known, serial: numbers.next("sscc") }),
    parts,
  };
  rows.shipments.push({
    id: shipment.id,
    workspaceId,
    orderId,
    number: shipment.number,
    carrier: shipment.carrier,
    trackingNumber: shipment.trackingNumber,
    handedOverAt: at,
    dispatchedAt: at,
    dispatchedBy: actor.name,
    policyVersion: DEFAULT_POLICY.version,
    dispatchNo: 1,
    createdAt: at,
  });
  const packageId = newId();
  for (const { line, quantity } of parts) {
    const id = newId();
    rows.packageLines.push({ workspaceId, packageId, shipmentLineId: id, quantity });
    const { productId } = line.row;
    const orderLineId = line.row.id;
    rows.shipmentLines.push({
      id,
      workspaceId,
      shipmentId: shipment.id,
      orderLineId,
      productId,
      quantity,
    });
    if (line.isTracked) {
      rows.stockMovements.push(
        movementRow(
          world,
          { productId, quantity: -quantity, reason: "dispatch", shipmentLineId: id, dispatchNo: 1 },
          age,
        ),
      );
    }
  }
  rows.packages.push({
    id: packageId,
    workspaceId,
    shipmentId: shipment.id,
    position: 1,
    sscc: shipment.sscc,
    ssccInternal: known === null ? "yes" : "no",
  });
  issue(log, "shipment", shipment.number, shipment.id, at);
  issue(log, "sscc", shipment.sscc, shipment.id, at);
  const data = { shipment: shipment.number };
  log.event(age, actor, { type: "marked_shipped", cause: "by_hand", data });
  log.event(age, actor, {
    type: "dispatched",
    cause: "marked_shipped",
    policyVersion: DEFAULT_POLICY.version,
    data,
  });
  return shipment;
}

/** Records that a number was issued, as every number that was taken has a row. */
export function issue(
  log: OrderLog,
  series: "shipment" | "sscc" | "invoice",
  number: string,
  subjectId: string,
  issuedAt: Date,
): void {
  const { workspaceId } = log.world.ctx;
  log.rows.issuedNumbers.push({ workspaceId, series, number, subjectId, issuedAt });
}

/** The ASNs of all shipments of an order, sent in one go. */
export function sendPastAsns(
  log: OrderLog,
  numbers: NumberBlock,
  age: number,
  order: { readonly planned: PlannedOrder; readonly number: string },
  shipments: readonly PastShipment[],
): void {
  const { world, rows } = log;
  const actor = world.crew.office;
  const sentAt = world.clock.ago(age);
  for (const shipment of shipments) {
    const controlNumber = numbers.next("asn");
    rows.asns.push({
      id: newId(),
      workspaceId: world.ctx.workspaceId,
      shipmentId: shipment.id,
      state: "sent",
      controlNumber,
      content: noticeOf(log, order, shipment, controlNumber, sentAt),
      sentAt,
      sentBy: actor.name,
      createdAt: sentAt,
    });
  }
  log.event(age, actor, {
    type: "asn_sent",
    cause: "by_hand",
    data: { shipments: shipments.map((shipment) => shipment.number) },
  });
}

function noticeOf(
  { world }: OrderLog,
  { planned, number }: { readonly planned: PlannedOrder; readonly number: string },
  shipment: PastShipment,
  controlNumber: number,
  at: Date,
): string {
  const { profile, clock } = world;
  const address = (of: PlannedOrder["client"]["address"]) => ({
    ...of,
    line2: of.line2 ?? null,
    region: of.region ?? null,
  });
  return shipNotice({
    sender: { qualifier: "ZZ", id: partyId(profile.name) },
    receiver: { qualifier: "ZZ", id: partyId(planned.client.code) },
    version: "004010",
    usage: "P",
    controlNumber,
    purpose: "original",
    at,
    timeZone: profile.timeZone,
    shipmentNumber: shipment.number,
    shippedOn: clock.dayOf(clock.ago(shipment.age)),
    deliverOn: planned.input.deliverByOn ?? null,
    orderNumber: number,
    poNumber: planned.input.poNumber ?? null,
    orderedOn: planned.input.orderedOn ?? null,
    bolNumber: null,
    carrier: shipment.carrier,
    scac: null,
    trackingNumber: shipment.trackingNumber,
    weight: null,
    shipFrom: address(profile.shipFrom),
    shipTo: address(planned.client.address),
    packages: [
      {
        sscc: shipment.sscc,
        trackingNumber: shipment.trackingNumber,
        items: shipment.parts.map(({ line, quantity }) => ({
          line: line.row.line,
          sku: line.row.sku,
          name: line.row.name,
          gtin: line.planned.product.gtin,
          quantity,
        })),
      },
    ],
  });
}
