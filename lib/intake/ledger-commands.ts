import "server-only";
import { and, eq, sql } from "drizzle-orm";
import { deliveries } from "@/db/schema/channels";
import { isId } from "@/lib/shared/ids";
import { accept, type Outcome, refuse } from "@/lib/shared/outcome";
import { type Context, withoutWorkspace, withWorkspace } from "@/lib/workspaces/context";
import { handleDelivery } from "./handle-delivery";

/** Bodies are personal data: they are dropped so long after they were handled. Quarantined ones stay until somebody decides. */
export const BODY_DAYS = 90;
const FORGET_AT_ONCE = 500;

type Settled = { readonly fate: (typeof deliveries.$inferSelect)["fate"] };

/** Reads and applies a quarantined delivery again, now; answers what has become of it. */
export async function retryDelivery(
  ctx: Context,
  id: string,
): Promise<Outcome<Settled, "not_found" | "not_quarantined" | "body_gone">> {
  const waiting = await fromQuarantine(ctx, id, {
    fate: "new",
    reason: null,
    reasonData: null,
    handledAt: null,
    attempts: 0,
    availableAt: ctx.now,
  });
  if (!waiting.ok) {
    return waiting;
  }
  await handleDelivery(ctx.workspaceId, id);
  const [row] = await withWorkspace(ctx, (tx) =>
    tx
      .select({ fate: deliveries.fate })
      .from(deliveries)
      .where(and(eq(deliveries.workspaceId, ctx.workspaceId), eq(deliveries.id, id))),
  );
  return row ? accept(row) : refuse("not_found");
}

/** Puts a quarantined delivery away for good. */
export async function discardDelivery(
  ctx: Context,
  id: string,
): Promise<Outcome<Settled, "not_found" | "not_quarantined" | "body_gone">> {
  return fromQuarantine(ctx, id, {
    fate: "discarded",
    reason: "by_hand",
    reasonData: { by: ctx.actor.name },
    handledAt: ctx.now,
  });
}

async function fromQuarantine(
  ctx: Context,
  id: string,
  set: Partial<typeof deliveries.$inferInsert> & Settled,
): Promise<Outcome<Settled, "not_found" | "not_quarantined" | "body_gone">> {
  if (!isId(id)) {
    return refuse("not_found");
  }
  return withWorkspace(ctx, async (tx) => {
    const isThis = and(eq(deliveries.workspaceId, ctx.workspaceId), eq(deliveries.id, id));
    const [row] = await tx.select().from(deliveries).where(isThis).for("no key update");
    if (!row) {
      return refuse("not_found");
    }
    if (row.fate !== "quarantined") {
      return refuse("not_quarantined");
    }
    if (set.fate === "new" && row.body === null) {
      return refuse("body_gone");
    }
    await tx.update(deliveries).set(set).where(isThis);
    return accept({ fate: set.fate });
  });
}

/** Drops bodies whose time is over, in every workspace; answers how many. */
export async function forgetBodies(): Promise<number> {
  const { rows } = await withoutWorkspace((tx) =>
    tx.execute<{ dropped: number }>(
      sql`select deliveries_forget(${BODY_DAYS}, ${FORGET_AT_ONCE}) as dropped`,
    ),
  );
  return rows[0]?.dropped ?? 0;
}
