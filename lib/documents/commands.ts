import "server-only";
import { and, eq } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { printJobs } from "@/db/schema/documents";
import { shipments } from "@/db/schema/shipments";
import { type LoadedOrder, lockOrders, orderIdsByNumber } from "@/lib/orders/facts";
import type { ClosingFact } from "@/lib/orders/policy";
import { bolNumber, isCompanyPrefix } from "@/lib/shared/gs1";
import { accept, type Outcome, refuse } from "@/lib/shared/outcome";
import { chooseShipment } from "@/lib/shipments/choose";
import { recordFacts } from "@/lib/shipments/facts";
import { type Context, withWorkspace } from "@/lib/workspaces/context";
import { recordIssued, takeNumbers } from "@/lib/workspaces/series";
import type { ShipmentDocument } from "./content";
import { gatherShipment, nextCopy } from "./gather";
import {
  openPrintJob,
  orderOfJob,
  ordersOfJob,
  type PrintJob,
  type PrintJobOrder,
  type PrintRequest,
  settleJobOrder,
} from "./print-job";
import { type PrintResult, readPrintResult } from "./queries";
import { PRINT_KINDS, type PrintKind, renderDocument } from "./render";
import { storeDocument } from "./store";

/** The fact that a print of each kind is. */
const FACT_OF = {
  label: "label_printed",
  packing_slip: "packing_slip_printed",
  bill_of_lading: "bol_printed",
} as const satisfies Record<PrintKind, ClosingFact>;

type Shipment = typeof shipments.$inferSelect;
type Prepared = {
  readonly shipmentId: string;
  readonly content: Omit<ShipmentDocument, "copy">;
  readonly copies: ReadonlyMap<PrintKind, number>;
  /** Anything that the rendered pages depend on; settled only while it is still the same. */
  readonly fingerprint: string;
};
type Rendered = { readonly kind: PrintKind; readonly copy: number; readonly bytes: Uint8Array };

/** How often an order is rendered anew because it changed meanwhile. */
const ATTEMPTS = 4;

/**
 * Prints documents of many orders: numbers first, then pages outside any transaction, then, order by
 * order, bytes, fact, dispatch, move and event together. A retry with the same key resumes the job.
 */
export async function printDocuments(
  ctx: Context,
  request: PrintRequest,
): Promise<Outcome<PrintResult, "key_reused">> {
  const opened = await openPrintJob(ctx, request);
  if (!opened.ok) {
    return opened;
  }
  const job = opened.value;
  const wanted = await withWorkspace(ctx, (tx) => ordersOfJob(tx, ctx, job.id));
  for (const order of wanted.filter((one) => one.state === "pending" || one.state === "prepared")) {
    await printOrder(ctx, job, order);
  }
  await withWorkspace(ctx, (tx) =>
    tx
      .update(printJobs)
      .set({ finishedAt: ctx.now })
      .where(and(eq(printJobs.workspaceId, ctx.workspaceId), eq(printJobs.id, job.id))),
  );
  return accept(await readPrintResult(ctx, job.id));
}

async function printOrder(ctx: Context, job: PrintJob, jobOrder: PrintJobOrder): Promise<void> {
  const kinds = PRINT_KINDS.filter((kind) => job.kinds.includes(kind));
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const prepared = await withWorkspace(ctx, (tx) => prepare(tx, ctx, jobOrder, kinds));
    if (prepared === null) {
      return;
    }
    const rendered: Rendered[] = [];
    for (const kind of kinds) {
      const copy = prepared.copies.get(kind) ?? 1;
      rendered.push({
        kind,
        copy,
        bytes: await renderDocument(kind, { ...prepared.content, copy }),
      });
    }
    const settled = await withWorkspace(ctx, (tx) =>
      settle(tx, ctx, job, jobOrder, kinds, prepared, rendered),
    );
    if (settled) {
      return;
    }
  }
  await withWorkspace(ctx, (tx) =>
    settleJobOrder(tx, ctx, jobOrder, { state: "refused", refusal: { code: "changed_meanwhile" } }),
  );
}

/** Chooses the shipment, takes its numbers and reads what the pages need. Null when the order is settled already. */
async function prepare(
  tx: Transaction,
  ctx: Context,
  jobOrder: PrintJobOrder,
  kinds: readonly PrintKind[],
): Promise<Prepared | null> {
  const order = await lockByNumber(tx, ctx, jobOrder.orderNumber);
  const current = await orderOfJob(tx, ctx, jobOrder);
  if (current === undefined || current.state === "done" || current.state === "refused") {
    return null;
  }
  if (!order) {
    await settleJobOrder(tx, ctx, jobOrder, { state: "refused", refusal: { code: "not_found" } });
    return null;
  }
  const chosen = await shipmentOf(tx, ctx, order, current);
  if (!chosen.ok) {
    const { code, data } = chosen.refusal;
    await settleJobOrder(tx, ctx, jobOrder, {
      state: "refused",
      refusal: { code, ...(data ? { data } : {}) },
    });
    return null;
  }
  const shipment = kinds.includes("bill_of_lading")
    ? await withBolNumber(tx, ctx, chosen.value)
    : chosen.value;
  await settleJobOrder(tx, ctx, jobOrder, { state: "prepared", shipmentId: shipment.id });
  return readPrepared(tx, ctx, order, shipment, kinds);
}

/** The shipment that was asked for, or that this job chose before; else the one that its order is about. */
async function shipmentOf(
  tx: Transaction,
  ctx: Context,
  order: LoadedOrder,
  jobOrder: PrintJobOrder,
): Promise<Outcome<Shipment>> {
  const known = jobOrder.shipmentId ? await findShipment(tx, ctx, jobOrder.shipmentId) : null;
  if (known === null || (known.voidedAt !== null && jobOrder.shipmentNumber === null)) {
    return chooseShipment(tx, ctx, order);
  }
  if (known.voidedAt !== null) {
    return refuse("shipment_voided", { data: { shipment: known.number } });
  }
  return known.dispatchedAt === null && order.row.onHold ? refuse("on_hold") : accept(known);
}

async function readPrepared(
  tx: Transaction,
  ctx: Context,
  order: LoadedOrder,
  shipment: Shipment,
  kinds: readonly PrintKind[],
): Promise<Prepared> {
  const copies = new Map<PrintKind, number>();
  for (const kind of kinds) {
    copies.set(kind, await nextCopy(tx, ctx, shipment.id, kind));
  }
  const content = await gatherShipment(tx, ctx, order, shipment);
  const fingerprint = JSON.stringify([
    order.row.version,
    shipment.dispatchedAt,
    shipment.voidedAt,
    shipment.bolNumber,
    [...copies],
    content.lines,
    content.packages,
    content.carrier,
    content.trackingNumber,
  ]);
  return { shipmentId: shipment.id, content, copies, fingerprint };
}

/** Stores pages and facts together. False when what was rendered is out of date and must be made again. */
async function settle(
  tx: Transaction,
  ctx: Context,
  job: PrintJob,
  jobOrder: PrintJobOrder,
  kinds: readonly PrintKind[],
  prepared: Prepared,
  rendered: readonly Rendered[],
): Promise<boolean> {
  const order = await lockByNumber(tx, ctx, jobOrder.orderNumber);
  const shipment = await findShipment(tx, ctx, prepared.shipmentId);
  if (!order || !shipment || shipment.voidedAt !== null) {
    await settleJobOrder(tx, ctx, jobOrder, { state: "pending" });
    return false;
  }
  const current = await orderOfJob(tx, ctx, jobOrder);
  // Whoever resumes the same job meanwhile may have settled this order first; its answer stands.
  if (current?.state === "done" || current?.state === "refused") {
    return true;
  }
  const now = await readPrepared(tx, ctx, order, shipment, kinds);
  if (now.fingerprint !== prepared.fingerprint) {
    return false;
  }
  const outcome = await recordFacts(tx, ctx, order, shipment, {
    facts: kinds.map((kind) => FACT_OF[kind]),
    event: {
      type: "document_printed",
      cause: "by_hand",
      data: {
        shipment: shipment.number,
        kinds: [...kinds],
        copies: rendered.map(({ copy }) => copy),
      },
    },
    batchId: job.id,
  });
  if (!outcome.ok) {
    const { code, data } = outcome.refusal;
    const refusal = { code, ...(data ? { data } : {}) };
    await settleJobOrder(tx, ctx, jobOrder, { state: "refused", refusal });
    return true;
  }
  for (const { kind, copy, bytes } of rendered) {
    const number = kind === "bill_of_lading" ? (shipment.bolNumber ?? "") : shipment.number;
    const facts = { orderId: order.row.id, shipmentId: shipment.id, printJobId: job.id };
    await storeDocument(tx, ctx, { ...facts, kind, number, copy }, bytes);
  }
  const moveId = outcome.value.moved?.move ?? null;
  await settleJobOrder(tx, ctx, jobOrder, { state: "done", moveId });
  return true;
}

async function lockByNumber(tx: Transaction, ctx: Context, number: string) {
  const [id] = await orderIdsByNumber(tx, ctx, [number]);
  const [order] = await lockOrders(tx, ctx, id ? [id] : []);
  return order ?? null;
}

async function findShipment(tx: Transaction, ctx: Pick<Context, "workspaceId">, id: string) {
  const [shipment] = await tx
    .select()
    .from(shipments)
    .where(and(eq(shipments.workspaceId, ctx.workspaceId), eq(shipments.id, id)));
  return shipment ?? null;
}

/** A shipment keeps the bill-of-lading number that its first print took. */
async function withBolNumber(tx: Transaction, ctx: Context, shipment: Shipment): Promise<Shipment> {
  if (shipment.bolNumber !== null) {
    return shipment;
  }
  const given = ctx.workspace.gs1Prefix;
  const prefix = given !== null && isCompanyPrefix(given) ? given : null;
  const number = bolNumber({ prefix, serial: await takeNumbers(tx, ctx, "bol", 1) });
  await recordIssued(tx, ctx, [{ series: "bol", number, subjectId: shipment.id }]);
  const [numbered] = await tx
    .update(shipments)
    .set({ bolNumber: number })
    .where(and(eq(shipments.workspaceId, ctx.workspaceId), eq(shipments.id, shipment.id)))
    .returning();
  return numbered ?? shipment;
}
