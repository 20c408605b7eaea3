import "server-only";
import { and, asc, eq, inArray } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { issuedNumbers } from "@/db/schema/numbers";
import { packageLines, packages, shipmentLines } from "@/db/schema/shipments";
import { isCompanyPrefix, sscc18 } from "@/lib/shared/gs1";
import { newId } from "@/lib/shared/ids";
import type { Quantity } from "@/lib/shared/quantity";
import type { Context } from "@/lib/workspaces/context";
import { recordIssued, takeNumbers } from "@/lib/workspaces/series";

type Carton = readonly { readonly line: { readonly id: string }; readonly quantity: Quantity }[];

/** Puts the lines of a new shipment, by their order line, into cartons. Call it last: it takes numbers. */
export async function packNew(
  tx: Transaction,
  ctx: Context,
  shipmentId: string,
  cartons: readonly Carton[],
  lineIds: ReadonlyMap<string, string>,
): Promise<void> {
  const ids = await addPackages(tx, ctx, shipmentId, 0, cartons.length);
  await fill(tx, ctx, ids, cartons, lineIds);
}

/**
 * Puts a draft's lines into cartons anew. A carton that stays keeps its SSCC, a new one takes the next, one
 * that goes leaves its number void. Call it last: it takes numbers.
 */
export async function pack(
  tx: Transaction,
  ctx: Context,
  shipmentId: string,
  cartons: readonly Carton[],
): Promise<void> {
  const known = await tx
    .select()
    .from(packages)
    .where(and(eq(packages.workspaceId, ctx.workspaceId), eq(packages.shipmentId, shipmentId)))
    .orderBy(asc(packages.position));
  await removePackages(tx, ctx, known.slice(cartons.length));
  const kept = known.slice(0, cartons.length).map(({ id }) => id);
  if (kept.length > 0) {
    await tx
      .delete(packageLines)
      .where(
        and(eq(packageLines.workspaceId, ctx.workspaceId), inArray(packageLines.packageId, kept)),
      );
  }
  const ids = [
    ...kept,
    ...(await addPackages(tx, ctx, shipmentId, kept.length, cartons.length - kept.length)),
  ];
  const lines = await tx
    .select({ id: shipmentLines.id, orderLineId: shipmentLines.orderLineId })
    .from(shipmentLines)
    .where(
      and(eq(shipmentLines.workspaceId, ctx.workspaceId), eq(shipmentLines.shipmentId, shipmentId)),
    );
  await fill(tx, ctx, ids, cartons, new Map(lines.map(({ id, orderLineId }) => [orderLineId, id])));
}

async function fill(
  tx: Transaction,
  ctx: Context,
  packageIds: readonly string[],
  cartons: readonly Carton[],
  lineIds: ReadonlyMap<string, string>,
): Promise<void> {
  await tx.insert(packageLines).values(
    cartons.flatMap((carton, index) =>
      carton.map(({ line, quantity }) => ({
        workspaceId: ctx.workspaceId,
        packageId: packageIds[index] ?? "",
        shipmentLineId: lineIds.get(line.id) ?? "",
        quantity,
      })),
    ),
  );
}

async function removePackages(
  tx: Transaction,
  ctx: Context,
  gone: readonly (typeof packages.$inferSelect)[],
): Promise<void> {
  if (gone.length === 0) {
    return;
  }
  await tx
    .update(issuedNumbers)
    .set({ voidedAt: ctx.now })
    .where(
      and(
        eq(issuedNumbers.workspaceId, ctx.workspaceId),
        eq(issuedNumbers.series, "sscc"),
        inArray(
          issuedNumbers.number,
          gone.map(({ sscc }) => sscc),
        ),
      ),
    );
  await tx.delete(packages).where(
    and(
      eq(packages.workspaceId, ctx.workspaceId),
      inArray(
        packages.id,
        gone.map(({ id }) => id),
      ),
    ),
  );
}

/** Adds cartons after the ones there are; answers their ids. */
async function addPackages(
  tx: Transaction,
  ctx: Context,
  shipmentId: string,
  after: number,
  count: number,
): Promise<string[]> {
  if (count <= 0) {
    return [];
  }
  const given = ctx.workspace.gs1Prefix;
  const prefix = given !== null && isCompanyPrefix(given) ? given : null;
  const first = await takeNumbers(tx, ctx, "sscc", count);
  const rows = Array.from({ length: count }, (_, index) => ({
    id: newId(),
    workspaceId: ctx.workspaceId,
    shipmentId,
    position: after + index + 1,
    sscc: sscc18({ prefix, serial: first + index }),
    ssccInternal: prefix === null ? ("yes" as const) : ("no" as const),
  }));
  await tx.insert(packages).values(rows);
  await recordIssued(
    tx,
    ctx,
    rows.map(({ sscc }) => ({ series: "sscc", number: sscc, subjectId: shipmentId })),
  );
  return rows.map(({ id }) => id);
}
