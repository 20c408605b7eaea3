import "server-only";
import { z } from "zod";
import { undoMoves } from "@/lib/moves/commands";
import { moveOrders } from "@/lib/orders/commands";
import { lockOrders, orderIdsByNumber } from "@/lib/orders/facts";
import type { Moved } from "@/lib/orders/move";
import { queuePlaceSchema } from "@/lib/orders/queue-input";
import { moveInQueue } from "@/lib/orders/queue-moves";
import type { MoveRequest } from "@/lib/orders/transitions";
import { optionalLine } from "@/lib/shared/fields";
import { accept, type Outcome, type Refusal, refuse } from "@/lib/shared/outcome";
import { asnStates } from "@/lib/shipments/facts";
import { type Context, withWorkspace } from "@/lib/workspaces/context";
import { notHere, type Route, writes } from "./guard";
import { type JsonAnswer, ok } from "./json";
import { currentOrder } from "./order-routes";

type Moves = Readonly<{
  moved: readonly Moved[];
  refused: readonly { readonly refusal: Refusal }[];
}>;

export const movedJson = ({ move, number, from, to }: Moved) => ({ move, order: number, from, to });

/** What every request that may move one order answers: the order as it is now, and its changes of tab. */
export async function movedOrder(
  ctx: Context,
  number: string,
  moved: readonly Moved[],
): Promise<JsonAnswer> {
  return ok({ ...(await currentOrder(ctx, number)), moved: moved.map(movedJson) });
}

async function answerMoves(ctx: Context, { moved, refused }: Moves): Promise<Outcome<JsonAnswer>> {
  const [first] = refused;
  if (first) {
    return { ok: false, refusal: first.refusal };
  }
  return accept(await movedOrder(ctx, moved[0]?.number ?? "", moved));
}

const nothing = z.object({});
const note = optionalLine("note", 1000);

function moving<Body extends z.ZodType>(
  action: string,
  body: Body,
  requestOf: (body: z.output<Body>) => MoveRequest,
): Route {
  return writes(
    ["POST", `/orders/:number/${action}`],
    "orders.move",
    body,
    async ({ ctx, params, body: sent }) => moveOne(ctx, params.number ?? "", requestOf(sent)),
  );
}

async function moveOne(
  ctx: Context,
  number: string,
  request: MoveRequest,
): Promise<Outcome<JsonAnswer>> {
  if (request.type !== "archive" || request.reason !== "asn") {
    return answerMoves(ctx, await moveOrders(ctx, [number], request));
  }
  return withWorkspace(ctx, async (tx) => {
    // The order stays locked, so that no shipment leaves between this look and the move.
    const [id] = await orderIdsByNumber(tx, ctx, [number]);
    const [order] = await lockOrders(tx, ctx, id ? [id] : []);
    const states = order ? await asnStates(tx, ctx, order.row.id) : [];
    const isSent = states.every((state) => state !== null) && states.length > 0;
    if (order?.row.tab === "closed" && !isSent) {
      return refuse("asn_missing");
    }
    return answerMoves({ ...ctx, tx }, await moveOrders({ ...ctx, tx }, [number], request));
  });
}

const archiveSchema = z.object({
  reason: z.enum(
    ["cancelled", "not_to_be_fulfilled", "completed", "asn"],
    "reason must be one of cancelled, not_to_be_fulfilled, completed, asn.",
  ),
  note,
});

export const actionRoutes: readonly Route[] = [
  moving("close", nothing, () => ({ type: "close", byHand: true })),
  moving("reopen", nothing, () => ({ type: "reopen" })),
  moving("cancel", z.object({ note }), ({ note: why }) => ({
    type: "archive",
    reason: "cancelled",
    note: why ?? undefined,
  })),
  moving("archive", archiveSchema, ({ reason, note: why }) => ({
    type: "archive",
    reason,
    note: why ?? undefined,
  })),

  writes(
    ["POST", "/orders/:number/move"],
    "orders.move",
    queuePlaceSchema,
    async ({ ctx, params, body }) => {
      const outcome = await moveInQueue(ctx, { order: params.number ?? "", place: body });
      return outcome.ok ? accept(ok(await currentOrder(ctx, outcome.value.order))) : outcome;
    },
  ),

  writes(["POST", "/moves/:id/undo"], "orders.move", nothing, async ({ ctx, params }) => {
    const result = await undoMoves(ctx, { moveId: params.id ?? "" });
    return result ? answerMoves(ctx, { ...result, moved: result.undone }) : notHere();
  }),
];
