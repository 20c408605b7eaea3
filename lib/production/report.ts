import "server-only";
import { and, desc, eq } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { productionReports } from "@/db/schema/production";
import { applyMovement } from "@/lib/orders/stock-movements";
import { newId } from "@/lib/shared/ids";
import { accept, type Outcome, refuse } from "@/lib/shared/outcome";
import { QUANTITY_MAX, type Quantity, quantityText } from "@/lib/shared/quantity";
import { type Context, withWorkspace } from "@/lib/workspaces/context";
import type { Report } from "./input";
import { deriveAround, type LockedProduction, lockProduction, tell, writeProduction } from "./load";
import { decideTakeBack, pinnedOf, type TakeBackRefusal } from "./make";
import { changePin, packedOf, pinnedFor, pinOf, shipmentOf } from "./pins";
import { type ActRefusal, decideAct, finishAfter } from "./state";

export type Reported = {
  readonly number: string;
  readonly seq: number;
  readonly quantity: Quantity;
  /** Held for the line of its order at once; the rest joins the queue. */
  readonly pinned: Quantity;
  /** How many more than planned are made by now. */
  readonly surplus: Quantity;
  readonly isDone: boolean;
};

type ReportRefusal = "not_found" | "key_reused" | "too_much_stock" | ActRefusal;

/** Records what was made: into stock, for its order line first. The same key again changes nothing and answers the same. */
export async function reportMade(
  ctx: Context,
  number: string,
  report: Report,
): Promise<Outcome<Reported, ReportRefusal>> {
  return withWorkspace(ctx, async (tx) => {
    const locked = await lockProduction(tx, ctx, number);
    if (!locked) {
      return refuse("not_found");
    }
    const known = report.key ? await reportBy(tx, ctx, locked, report.key) : null;
    if (known) {
      return known.quantity === report.quantity && known.scrapped === report.scrapped
        ? accept(reportedOf(locked.row, known))
        : refuse("key_reused");
    }
    const allowed = decideAct("report", locked.row);
    if (!allowed.ok) {
      return allowed;
    }
    const { row, product } = locked;
    if (Math.max(product.onHand, row.made) + report.quantity > QUANTITY_MAX) {
      return refuse("too_much_stock", { field: "quantity" });
    }
    if (row.scrapped + report.scrapped > QUANTITY_MAX) {
      return refuse("too_much_stock", { field: "scrapped" });
    }
    return accept(await writeReport(tx, ctx, locked, report));
  });
}

async function writeReport(
  tx: Transaction,
  ctx: Context,
  locked: LockedProduction,
  { quantity, scrapped, key }: Report,
): Promise<Reported> {
  const { row, order, line } = locked;
  const made = row.made + quantity;
  const finish = finishAfter({ quantity: row.quantity, made });
  const pinned =
    order?.row.tab === "open" && line
      ? pinnedOf(quantity, line, await pinnedFor(tx, ctx, line.id))
      : 0;
  const [last] = await reportsOf(tx, ctx, locked);
  const report = { seq: (last?.seq ?? 0) + 1, quantity, pinned };
  await tx.insert(productionReports).values({
    ...report,
    id: newId(),
    workspaceId: ctx.workspaceId,
    productionOrderId: row.id,
    scrapped,
    requestKey: key ?? null,
    actorName: ctx.actor.name,
    at: ctx.now,
  });
  const after = {
    made,
    scrapped: row.scrapped + scrapped,
    startedAt: row.startedAt ?? ctx.now,
    finish: row.finish ?? finish,
    finishedAt: row.finishedAt ?? (finish === null ? null : ctx.now),
    ...(finish === null ? {} : { blockedAt: null, blockedReason: null }),
  };
  await writeProduction(tx, ctx, locked, after);
  await changePin(tx, ctx, locked, pinned);
  await tell(tx, ctx, locked, "reported", {
    report: report.seq,
    quantity: quantityText(quantity),
    ...(scrapped > 0 ? { scrapped: quantityText(scrapped) } : {}),
    ...(finish !== null && row.finish === null ? { done: true } : {}),
  });
  await moveUnits(tx, ctx, locked, quantity);
  return reportedOf({ ...row, ...after }, report);
}

function reportedOf(
  row: Pick<LockedProduction["row"], "number" | "quantity" | "made" | "finish">,
  {
    seq,
    quantity,
    pinned,
  }: Pick<typeof productionReports.$inferSelect, "seq" | "quantity" | "pinned">,
): Reported {
  const surplus = Math.max(0, row.made - row.quantity);
  return { number: row.number, seq, quantity, pinned, surplus, isDone: row.finish === "done" };
}

/**
 * Takes the last report back: its units leave stock again, and the production order is open again
 * where that report had ended it. Refused where the units are packed, shipped or gone.
 */
export async function takeBackReport(
  ctx: Context,
  number: string,
  seq: number,
): Promise<
  Outcome<
    { number: string; quantity: Quantity },
    "not_found" | "already_taken_back" | "report_not_last" | TakeBackRefusal
  >
> {
  return withWorkspace(ctx, async (tx) => {
    const locked = await lockProduction(tx, ctx, number);
    const reports = locked ? await reportsOf(tx, ctx, locked) : [];
    const report = reports.find((one) => one.seq === seq);
    if (!locked || !report) {
      return refuse("not_found");
    }
    if (report.takenBackAt !== null) {
      return refuse("already_taken_back");
    }
    if (reports.find((one) => one.takenBackAt === null) !== report) {
      return refuse("report_not_last");
    }
    const stillPinned = await pinOf(tx, ctx, locked);
    const decision = decideTakeBack({
      reported: report.quantity,
      pinned: report.pinned,
      stillPinned: stillPinned?.quantity ?? 0,
      shipment: await shipmentOf(tx, ctx, locked),
      free: locked.product.onHand - (await packedOf(tx, ctx, locked)),
    });
    if (!decision.ok) {
      return decision;
    }
    await tx
      .update(productionReports)
      .set({ takenBackAt: ctx.now, takenBackBy: ctx.actor.name })
      .where(
        and(
          eq(productionReports.workspaceId, ctx.workspaceId),
          eq(productionReports.id, report.id),
        ),
      );
    await writeProduction(tx, ctx, locked, afterTakeBack(locked, report));
    await changePin(tx, ctx, locked, -Math.min(report.pinned, stillPinned?.quantity ?? 0));
    await tell(tx, ctx, locked, "report_taken_back", {
      report: seq,
      quantity: quantityText(report.quantity),
    });
    await moveUnits(tx, ctx, locked, -report.quantity);
    return accept({ number, quantity: report.quantity });
  });
}

/** What ended by its units is open again without them. */
function afterTakeBack(
  { row }: LockedProduction,
  report: Pick<typeof productionReports.$inferSelect, "quantity" | "scrapped">,
) {
  const made = row.made - report.quantity;
  const opens =
    (row.finish === "done" && made < row.quantity) || (row.finish === "short" && made === 0);
  return {
    made,
    scrapped: row.scrapped - report.scrapped,
    ...(opens ? { finish: null, finishedAt: null } : {}),
  };
}

/** Moves the units, gives stock out again and derives the orders; scrap alone moves nothing. */
async function moveUnits(
  tx: Transaction,
  ctx: Context,
  locked: LockedProduction,
  quantity: Quantity,
): Promise<void> {
  if (quantity !== 0) {
    await applyMovement(tx, ctx, locked.product, {
      quantity,
      reason: "production",
      note: locked.row.number,
      productionOrderId: locked.row.id,
    });
  }
  await deriveAround(tx, ctx, locked, []);
}

/** All reports of a production order, the last one first. */
async function reportsOf(tx: Transaction, ctx: Context, { row }: LockedProduction) {
  return tx
    .select()
    .from(productionReports)
    .where(
      and(
        eq(productionReports.workspaceId, ctx.workspaceId),
        eq(productionReports.productionOrderId, row.id),
      ),
    )
    .orderBy(desc(productionReports.seq));
}

async function reportBy(tx: Transaction, ctx: Context, locked: LockedProduction, key: string) {
  const reports = await reportsOf(tx, ctx, locked);
  return reports.find((one) => one.requestKey === key) ?? null;
}
