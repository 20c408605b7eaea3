import "server-only";
import { createHash } from "node:crypto";
import { and, desc, eq } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { orderEvents } from "@/db/schema/orders";
import { idempotencyKeys } from "@/db/schema/traffic";
import { accept, type Outcome, refuse } from "@/lib/shared/outcome";
import { type Context, withWorkspace } from "@/lib/workspaces/context";
import { createOrder } from "./commands";
import type { CreateRefusal } from "./create";
import type { EditRefusal, OrderEdit } from "./edit-check";
import { orderIdsByNumber } from "./facts";
import type { OrderInput } from "./input";
import { updateOrder } from "./update";

/**
 * Creates the order of a form once: the same page sent again with the same content answers the first
 * one's order. Other content, as after going back, is another order.
 */
export async function createFromForm(
  ctx: Context,
  input: OrderInput,
  pageKey: string,
): Promise<Outcome<{ number: string }, CreateRefusal>> {
  const requestHash = createHash("sha256").update(JSON.stringify(input)).digest("hex");
  const key = `order-form:${pageKey}:${requestHash}`;
  const isThis = and(
    eq(idempotencyKeys.workspaceId, ctx.workspaceId),
    eq(idempotencyKeys.key, key),
  );
  return withWorkspace(ctx, async (tx) => {
    const { workspaceId, now: createdAt } = ctx;
    // The second click waits here for the first one's transaction.
    const [taken] = await tx
      .insert(idempotencyKeys)
      .values({ workspaceId, key, requestHash, status: 201, body: {}, createdAt })
      .onConflictDoNothing()
      .returning({ key: idempotencyKeys.key });
    if (!taken) {
      const [known] = await tx
        .select({ body: idempotencyKeys.body })
        .from(idempotencyKeys)
        .where(isThis);
      return accept({ number: String(Object(known?.body).number ?? "") });
    }
    const outcome = await createOrder({ ...ctx, tx }, input, "by_hand");
    if (outcome.ok) {
      const body = { number: outcome.value.number };
      await tx.update(idempotencyKeys).set({ body }).where(isThis);
    } else {
      await tx.delete(idempotencyKeys).where(isThis);
    }
    return outcome;
  });
}

/** Changes the order of a number as a form asks; who changed it meanwhile is named. */
export async function updateFromForm(
  ctx: Context,
  number: string,
  edit: OrderEdit,
): Promise<Outcome<{ number: string }, EditRefusal>> {
  return withWorkspace(ctx, async (tx) => {
    const [id] = await orderIdsByNumber(tx, ctx, [number]);
    if (!id) {
      return refuse("not_found");
    }
    const outcome = await updateOrder(tx, ctx, id, edit, { cause: "by_hand" });
    return !outcome.ok && outcome.refusal.code === "changed_meanwhile"
      ? refuse("changed_meanwhile", { data: { by: await lastEditor(tx, ctx, id) } })
      : outcome;
  });
}

async function lastEditor(
  tx: Transaction,
  ctx: Pick<Context, "workspaceId">,
  orderId: string,
): Promise<string> {
  const [event] = await tx
    .select({ by: orderEvents.actorName })
    .from(orderEvents)
    .where(
      and(
        eq(orderEvents.workspaceId, ctx.workspaceId),
        eq(orderEvents.orderId, orderId),
        eq(orderEvents.type, "updated"),
      ),
    )
    .orderBy(desc(orderEvents.seq))
    .limit(1);
  return event?.by ?? "Somebody";
}
