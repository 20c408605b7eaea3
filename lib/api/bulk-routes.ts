import "server-only";
import type { Transaction } from "@/db/client";
import { ordersOfBatch, undoMoves } from "@/lib/moves/commands";
import type { BatchResult } from "@/lib/orders/commands";
import { lockOrders, orderIdsByNumber } from "@/lib/orders/facts";
import { shortClose } from "@/lib/orders/short-close";
import { newId } from "@/lib/shared/ids";
import { accept } from "@/lib/shared/outcome";
import type { Context } from "@/lib/workspaces/context";
import { movedJson, moveEach } from "./action-routes";
import { notHere, type Route, sent, writes } from "./guard";
import { ok } from "./json";
import { answer, type Sent, type Told } from "./operation";
import { refusalMessage } from "./problems/problem";
import { bulk, bulkArchive, bulkResult } from "./shapes/bulk";
import { nothing } from "./shapes/queue";

type Result = BatchResult & { readonly done: readonly string[] };

function bulkJson({ batchId, done, moved, refused }: Result) {
  return {
    batch: batchId,
    done,
    moved: moved.map(movedJson),
    refused: refused.map(({ order, refusal: { code, data } }) => ({
      order,
      code,
      message: refusalMessage(code, data),
    })),
  };
}

const EACH =
  "Each order has its own answer: one that is refused is in `refused`, and the others go on. The answer is 200 also when all are. With an Idempotency-Key the call is done once as a whole.";

const eachDone = { 200: answer("What was done and what was refused.", bulkResult) };

/** Declares a request on many orders; it answers 200 whatever becomes of each. */
function bulkOf<Body extends { readonly orders: readonly string[] }>(
  action: string,
  permission: "orders.move" | "orders.write",
  told: Pick<Told, "id" | "summary"> & { readonly body: Sent<Body> },
  run: (ctx: Context, numbers: readonly string[], body: Body) => Promise<Result>,
): Route {
  return writes(
    ["POST", `/bulk/${action}`],
    permission,
    { ...told, description: EACH, answers: eachDone },
    async ({ ctx, body }) => {
      const numbers = [...new Set(body.orders)];
      await lockTogether(ctx, (tx) => orderIdsByNumber(tx, ctx, numbers));
      return accept(ok(bulkJson(await run(ctx, numbers, body))));
    },
  );
}

/**
 * A call with a key is one transaction, which holds what it has locked until it ends: it locks all its orders
 * first, in the order that every command keeps. Without a key there may be several.
 */
async function lockTogether(
  { tx, ...ctx }: Context,
  idsOf: (tx: Transaction) => Promise<readonly (string | null)[]>,
): Promise<void> {
  if (tx) {
    const ids = await idsOf(tx);
    const known = ids.filter((id) => id !== null);
    await lockOrders(tx, ctx, known);
  }
}

/** The result of moves, with the orders that moved as done. */
const ofMoves = (result: BatchResult): Result => ({
  ...result,
  done: result.moved.map(({ number }) => number),
});

async function shortCloseEach(ctx: Context, numbers: readonly string[]): Promise<Result> {
  const done: string[] = [];
  const refused: Result["refused"][number][] = [];
  for (const orderNumber of numbers) {
    const outcome = await shortClose(ctx, { orderNumber });
    if (outcome.ok) {
      done.push(orderNumber);
    } else {
      refused.push({ order: orderNumber, refusal: outcome.refusal });
    }
  }
  return { batchId: newId(), done, moved: [], refused };
}

export const bulkRoutes: readonly Route[] = [
  bulkOf(
    "close",
    "orders.move",
    {
      id: "closeOrders",
      summary: "Close many orders by hand",
      body: sent(bulk, { orders: ["SO-2001"] }),
    },
    async (ctx, numbers) => ofMoves(await moveEach(ctx, numbers, { type: "close", byHand: true })),
  ),
  bulkOf(
    "archive",
    "orders.move",
    {
      id: "archiveOrders",
      summary: "Archive or cancel many orders",
      body: sent(bulkArchive, { orders: ["SO-2001"], reason: "cancelled" }),
    },
    async (ctx, numbers, { reason, note }) =>
      ofMoves(await moveEach(ctx, numbers, { type: "archive", reason, note: note ?? undefined })),
  ),
  bulkOf(
    "short-close",
    "orders.write",
    {
      id: "shortCloseOrders",
      summary: "Give up what is left of many orders",
      body: sent(bulk, { orders: ["SO-2001"] }),
    },
    shortCloseEach,
  ),
  writes(
    ["POST", "/batches/:id/undo"],
    "orders.move",
    {
      id: "undoBatch",
      summary: "Undo all moves of a batch",
      description: `Of a request on many orders, or of a print job. ${EACH}`,
      body: sent(nothing),
      answers: eachDone,
    },
    async ({ ctx, params }) => {
      const batchId = params.id ?? "";
      await lockTogether(ctx, (tx) => ordersOfBatch(tx, ctx, batchId));
      const result = await undoMoves(ctx, { batchId });
      return result
        ? accept(ok(bulkJson(ofMoves({ ...result, batchId, moved: result.undone }))))
        : notHere();
    },
  ),
];
