import "server-only";
import { and, eq } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { orders } from "@/db/schema/orders";
import { chunksOf } from "@/lib/shared/chunks";
import { newId } from "@/lib/shared/ids";
import { accept, type Outcome, type Refusal, refuse } from "@/lib/shared/outcome";
import { reallocate } from "@/lib/stock/allocate";
import { type Context, withWorkspace } from "@/lib/workspaces/context";
import { type CreateRefusal, createOrders } from "./create";
import { recordDeliveries } from "./deliveries";
import { rederive } from "./derive";
import { appendEvent } from "./events";
import { findExternal, lockSource } from "./external";
import { lockOrders, orderIdsByNumber } from "./facts";
import type { OrderInput } from "./input";
import { applyMoves, type Moved } from "./move";
import type { MoveRequest } from "./transitions";

/** What a request on many orders did: each order has its own answer, none holds up another. */
export type BatchResult = {
  readonly batchId: string;
  readonly moved: readonly Moved[];
  readonly refused: readonly { readonly order: string; readonly refusal: Refusal }[];
};

/** Creates one order; the same (source, external id) again answers the order as it is, with `created` false. */
export async function createOrder(
  ctx: Context,
  input: OrderInput,
  cause: string,
): Promise<Outcome<{ number: string; created: boolean }, CreateRefusal>> {
  return withWorkspace(ctx, async (tx) => {
    if (input.externalId) {
      await lockSource(tx, ctx, input.source);
      const [known] = await findExternal(tx, ctx, input.source, [input.externalId]);
      if (known) {
        const { source, externalId } = input;
        await recordDeliveries(tx, ctx, cause, [
          { source, externalId, fate: "same", reason: null, orderId: known.id },
        ]);
        return accept({ number: known.number, created: false });
      }
    }
    const outcome = await createOrders(tx, ctx, [input], { cause, isDelivered: true });
    return outcome.ok ? accept({ number: outcome.value[0]?.number ?? "", created: true }) : outcome;
  });
}

/** Orders that move in one transaction: enough to be quick, few enough to keep nobody waiting. */
const MOVED_AT_ONCE = 100;

/**
 * Asks each order for the same move, a hundred in a transaction. Each has its own answer; all share a
 * batch, so that one click takes them back.
 */
export async function moveOrders(
  ctx: Context,
  numbers: readonly string[],
  request: MoveRequest,
  batchId: string = newId(),
): Promise<BatchResult> {
  const asked = [...new Set(numbers)];
  const outcomes = new Map<string, Outcome<Moved>>();
  for (const part of chunksOf(asked, MOVED_AT_ONCE)) {
    const answers = await withWorkspace(ctx, async (tx) => {
      const ids = await orderIdsByNumber(tx, ctx, part);
      const locked = await lockOrders(
        tx,
        ctx,
        ids.filter((id) => id !== null),
      );
      const why = { cause: "by_hand", batchId };
      // Locked by id, moved as they were asked for: a batch is taken back in the order it was made.
      const inOrder = ids.flatMap((id) => locked.find(({ row }) => row.id === id) ?? []);
      const moved = await applyMoves(tx, ctx, inOrder, request, why);
      return inOrder.map(({ row }, at) => [row.number, moved[at]] as const);
    });
    for (const [number, outcome] of answers) {
      outcomes.set(number, outcome ?? refuse("not_found"));
    }
  }
  const answered = asked.map((order) => ({
    order,
    outcome: outcomes.get(order) ?? refuse("not_found"),
  }));
  return {
    batchId,
    moved: answered.flatMap(({ outcome }) => (outcome.ok ? [outcome.value] : [])),
    refused: answered.flatMap(({ order, outcome }) =>
      outcome.ok ? [] : [{ order, refusal: outcome.refusal }],
    ),
  };
}

/** Puts an order on hold or releases it. A held order keeps what it has and gets nothing new. */
export async function holdOrder(
  ctx: Context,
  number: string,
  onHold: boolean,
): Promise<Outcome<null, "not_found">> {
  return withWorkspace(ctx, async (tx) => {
    const [id] = await orderIdsByNumber(tx, ctx, [number]);
    const [order] = await lockOrders(tx, ctx, id ? [id] : []);
    if (!order) {
      return refuse("not_found");
    }
    if (order.row.onHold !== onHold) {
      await setHold(tx, ctx, order.row.id, onHold);
      const productIds = order.lines.map((line) => line.productId);
      await rederive(tx, ctx, [order.row.id, ...(await reallocate(tx, ctx, productIds))]);
    }
    return accept(null);
  });
}

async function setHold(tx: Transaction, ctx: Context, orderId: string, onHold: boolean) {
  await tx
    .update(orders)
    .set({ onHold })
    .where(and(eq(orders.workspaceId, ctx.workspaceId), eq(orders.id, orderId)));
  await appendEvent(tx, ctx, orderId, { type: onHold ? "held" : "released", cause: "by_hand" });
}
