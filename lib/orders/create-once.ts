import "server-only";
import { and, eq } from "drizzle-orm";
import { idempotencyKeys } from "@/db/schema/traffic";
import { accept, type Outcome } from "@/lib/shared/outcome";
import { type Context, withWorkspace } from "@/lib/workspaces/context";
import { createOrder } from "./commands";
import type { CreateRefusal } from "./create";
import type { OrderInput } from "./input";

/** Creates an order once per key, as a page sends it: a second click answers the first one's order. */
export async function createOrderOnce(
  ctx: Context,
  input: OrderInput,
  key: string,
): Promise<Outcome<{ number: string }, CreateRefusal>> {
  const isThis = and(
    eq(idempotencyKeys.workspaceId, ctx.workspaceId),
    eq(idempotencyKeys.key, `order-form:${key}`),
  );
  return withWorkspace(ctx, async (tx) => {
    const [taken] = await tx
      .insert(idempotencyKeys)
      .values({
        workspaceId: ctx.workspaceId,
        key: `order-form:${key}`,
        requestHash: "order-form",
        status: 201,
        body: {},
        createdAt: ctx.now,
      })
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
      await tx
        .update(idempotencyKeys)
        .set({ body: { number: outcome.value.number } })
        .where(isThis);
    } else {
      await tx.delete(idempotencyKeys).where(isThis);
    }
    return outcome;
  });
}
