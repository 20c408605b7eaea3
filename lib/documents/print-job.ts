import "server-only";
import { and, asc, eq } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { printJobOrders, printJobs } from "@/db/schema/documents";
import { orders } from "@/db/schema/orders";
import { shipments } from "@/db/schema/shipments";
import { newId } from "@/lib/shared/ids";
import { accept, type Outcome, refuse } from "@/lib/shared/outcome";
import { type Context, withWorkspace } from "@/lib/workspaces/context";
import type { PrintKind } from "./render";

export type PrintRequest = {
  readonly kinds: readonly PrintKind[];
  /** Order numbers or shipment numbers, as asked for. */
  readonly orders?: readonly string[];
  readonly shipments?: readonly string[];
  /** The same key asks for the same job again: nothing happens twice. */
  readonly idempotencyKey: string;
};

export type PrintJob = typeof printJobs.$inferSelect;
export type PrintJobOrder = typeof printJobOrders.$inferSelect;

/** Opens the job that owns the key, or finds it again. Refused (`key_reused`) when the key stood for another request. */
export async function openPrintJob(
  ctx: Context,
  request: PrintRequest,
): Promise<Outcome<PrintJob, "key_reused">> {
  const requestHash = JSON.stringify([
    [...request.kinds].sort(),
    request.orders ?? [],
    request.shipments ?? [],
  ]);
  return withWorkspace(ctx, async (tx) => {
    const [opened] = await tx
      .insert(printJobs)
      .values({
        id: newId(),
        workspaceId: ctx.workspaceId,
        idempotencyKey: request.idempotencyKey,
        requestHash,
        kinds: [...new Set(request.kinds)],
        actorName: ctx.actor.name,
        createdAt: ctx.now,
      })
      .onConflictDoNothing()
      .returning();
    if (opened) {
      await addOrders(tx, ctx, opened.id, await wantedOrders(tx, ctx, request));
      return accept(opened);
    }
    const [known] = await tx
      .select()
      .from(printJobs)
      .where(
        and(
          eq(printJobs.workspaceId, ctx.workspaceId),
          eq(printJobs.idempotencyKey, request.idempotencyKey),
        ),
      );
    return known?.requestHash === requestHash ? accept(known) : refuse("key_reused");
  });
}

type Wanted = {
  orderNumber: string;
  shipmentNumber: string | null;
  shipmentId: string | null;
  known: boolean;
};

async function wantedOrders(
  tx: Transaction,
  ctx: Context,
  request: PrintRequest,
): Promise<Wanted[]> {
  const byShipment: Wanted[] = [];
  for (const number of new Set(request.shipments ?? [])) {
    const [found] = await tx
      .select({ id: shipments.id, orderNumber: orders.number })
      .from(shipments)
      .innerJoin(
        orders,
        and(eq(orders.workspaceId, shipments.workspaceId), eq(orders.id, shipments.orderId)),
      )
      .where(and(eq(shipments.workspaceId, ctx.workspaceId), eq(shipments.number, number)));
    byShipment.push({
      orderNumber: found?.orderNumber ?? number,
      shipmentNumber: number,
      shipmentId: found?.id ?? null,
      known: found !== undefined,
    });
  }
  const byOrder = [...new Set(request.orders ?? [])].map((orderNumber) => ({
    orderNumber,
    shipmentNumber: null,
    shipmentId: null,
    known: true,
  }));
  return [...byOrder, ...byShipment];
}

async function addOrders(
  tx: Transaction,
  ctx: Context,
  printJobId: string,
  wanted: readonly Wanted[],
) {
  if (wanted.length === 0) {
    return;
  }
  await tx.insert(printJobOrders).values(
    wanted.map(({ orderNumber, shipmentNumber, shipmentId, known }, position) => ({
      workspaceId: ctx.workspaceId,
      printJobId,
      position,
      orderNumber,
      shipmentNumber,
      shipmentId,
      state: known ? ("pending" as const) : ("refused" as const),
      refusal: known ? null : { code: "not_found" },
    })),
  );
}

export async function ordersOfJob(
  tx: Transaction,
  ctx: Pick<Context, "workspaceId">,
  printJobId: string,
): Promise<PrintJobOrder[]> {
  return tx
    .select()
    .from(printJobOrders)
    .where(
      and(
        eq(printJobOrders.workspaceId, ctx.workspaceId),
        eq(printJobOrders.printJobId, printJobId),
      ),
    )
    .orderBy(asc(printJobOrders.position));
}

/** One order of a job as it is now. */
export async function orderOfJob(
  tx: Transaction,
  ctx: Pick<Context, "workspaceId">,
  of: Pick<PrintJobOrder, "printJobId" | "position">,
): Promise<PrintJobOrder | undefined> {
  const [row] = await tx
    .select()
    .from(printJobOrders)
    .where(
      and(
        eq(printJobOrders.workspaceId, ctx.workspaceId),
        eq(printJobOrders.printJobId, of.printJobId),
        eq(printJobOrders.position, of.position),
      ),
    );
  return row;
}

export async function settleJobOrder(
  tx: Transaction,
  ctx: Pick<Context, "workspaceId">,
  of: Pick<PrintJobOrder, "printJobId" | "position">,
  set: Partial<Pick<PrintJobOrder, "state" | "shipmentId" | "refusal" | "moveId">>,
): Promise<void> {
  await tx
    .update(printJobOrders)
    .set(set)
    .where(
      and(
        eq(printJobOrders.workspaceId, ctx.workspaceId),
        eq(printJobOrders.printJobId, of.printJobId),
        eq(printJobOrders.position, of.position),
      ),
    );
}
