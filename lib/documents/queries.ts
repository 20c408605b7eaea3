import "server-only";
import { and, asc, eq } from "drizzle-orm";
import { documents, printJobOrders, printJobs } from "@/db/schema/documents";
import { moves, orders } from "@/db/schema/orders";
import { shipments } from "@/db/schema/shipments";
import type { Tab } from "@/lib/orders/lifecycle";
import { isId } from "@/lib/shared/ids";
import { type Context, withWorkspace } from "@/lib/workspaces/context";
import { mergePdfs } from "./merge";
import { PRINT_KINDS, type PrintKind } from "./render";
import { readDocument } from "./store";

/** What a print job did, order by order. */
export type PrintResult = {
  readonly id: string;
  readonly documents: readonly {
    readonly id: string;
    readonly order: string;
    readonly shipment: string;
    readonly kind: string;
    readonly number: string;
    readonly copy: number;
  }[];
  readonly moved: readonly {
    readonly move: string;
    readonly order: string;
    readonly from: Tab;
    readonly to: Tab;
  }[];
  readonly refused: readonly {
    readonly order: string;
    readonly code: string;
    readonly data: Readonly<Record<string, string | number | boolean | null>>;
  }[];
};

/** The result of a job; throws when it does not exist in this workspace. */
export async function readPrintResult(ctx: Context, jobId: string): Promise<PrintResult> {
  const result = await findPrintResult(ctx, jobId);
  if (!result) {
    throw new Error("The print job is gone.");
  }
  return result;
}

export async function findPrintResult(ctx: Context, jobId: string): Promise<PrintResult | null> {
  if (!isId(jobId)) {
    return null;
  }
  return withWorkspace(ctx, async (tx) => {
    const [job] = await tx
      .select()
      .from(printJobs)
      .where(and(eq(printJobs.workspaceId, ctx.workspaceId), eq(printJobs.id, jobId)));
    if (!job) {
      return null;
    }
    const rows = await tx
      .select({ order: printJobOrders, move: moves })
      .from(printJobOrders)
      .leftJoin(
        moves,
        and(eq(moves.workspaceId, printJobOrders.workspaceId), eq(moves.id, printJobOrders.moveId)),
      )
      .where(
        and(eq(printJobOrders.workspaceId, ctx.workspaceId), eq(printJobOrders.printJobId, jobId)),
      )
      .orderBy(asc(printJobOrders.position));
    const stored = await tx
      .select({ document: documents, order: orders.number, shipment: shipments.number })
      .from(documents)
      .innerJoin(
        orders,
        and(eq(orders.workspaceId, documents.workspaceId), eq(orders.id, documents.orderId)),
      )
      .innerJoin(
        shipments,
        and(
          eq(shipments.workspaceId, documents.workspaceId),
          eq(shipments.id, documents.shipmentId),
        ),
      )
      .where(and(eq(documents.workspaceId, ctx.workspaceId), eq(documents.printJobId, jobId)))
      // Ids grow in the order of printing, so the same job reads the same at every look.
      .orderBy(asc(documents.id));
    const place = new Map(rows.map(({ order }) => [order.orderNumber, order.position]));
    return {
      id: jobId,
      documents: stored
        .sort((a, b) => (place.get(a.order) ?? 0) - (place.get(b.order) ?? 0))
        .map(({ document, order, shipment }) => ({
          id: document.id,
          order,
          shipment,
          kind: document.kind,
          number: document.number,
          copy: document.copy,
        })),
      moved: rows.flatMap(({ order, move }) =>
        move
          ? [{ move: move.id, order: order.orderNumber, from: move.fromTab, to: move.toTab }]
          : [],
      ),
      refused: rows.flatMap(({ order }) =>
        order.state === "refused" && order.refusal
          ? [{ order: order.orderNumber, code: order.refusal.code, data: order.refusal.data ?? {} }]
          : [],
      ),
    };
  });
}

/** One document's bytes; null for an unknown id and for another workspace's alike. */
export async function findDocument(ctx: Context, id: string) {
  return isId(id) ? withWorkspace(ctx, (tx) => readDocument(tx, ctx, id)) : null;
}

/** All documents of one kind of a job in one PDF, in the order they were asked for; null when there are none. */
export async function mergedDocuments(
  ctx: Context,
  jobId: string,
  kind: PrintKind,
): Promise<Uint8Array | null> {
  const result = await findPrintResult(ctx, jobId);
  const ids = result?.documents.filter((one) => one.kind === kind).map((one) => one.id) ?? [];
  const files: Uint8Array[] = [];
  for (const id of ids) {
    const found = await findDocument(ctx, id);
    if (found) {
      files.push(found.bytes);
    }
  }
  return files.length > 0 ? mergePdfs(files) : null;
}

export function isPrintKind(text: string): text is PrintKind {
  return PRINT_KINDS.some((kind) => kind === text);
}
