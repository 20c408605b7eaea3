import "server-only";
import { undoMoves } from "@/lib/moves/commands";
import { type BatchResult, moveOrders } from "@/lib/orders/commands";
import { lockOrders, orderIdsByNumber } from "@/lib/orders/facts";
import type { Moved } from "@/lib/orders/move";
import { queuePlaceSchema } from "@/lib/orders/queue-input";
import { moveInQueue } from "@/lib/orders/queue-moves";
import type { MoveRequest } from "@/lib/orders/transitions";
import { newId } from "@/lib/shared/ids";
import { accept, type Outcome, type Refusal } from "@/lib/shared/outcome";
import { asnStates } from "@/lib/shipments/facts";
import { type Context, withWorkspace } from "@/lib/workspaces/context";
import { notHere, type Route, sent, sentAs, writes } from "./guard";
import { type JsonAnswer, ok } from "./json";
import { answer, type Sent, type Told } from "./operation";
import { currentOrder } from "./order-routes";
import { movedOrder as movedOrderShape, order } from "./shapes/order";
import { archive, cancel, nothing, queueMove } from "./shapes/queue";

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

/** What may keep an order where it is. */
const MOVE_REFUSALS = {
  close: ["already_closed", "already_archived", "nothing_shipped"],
  reopen: ["already_open"],
  cancel: ["already_archived", "partly_shipped"],
  archive: [
    "already_archived",
    "partly_shipped",
    "note_missing",
    "not_closed",
    "not_completed",
    "asn_missing",
  ],
} as const;

function moving<Body>(
  action: keyof typeof MOVE_REFUSALS,
  told: Pick<Told, "id" | "summary" | "description"> & { readonly body: Sent<Body> },
  requestOf: (body: Body) => MoveRequest,
): Route {
  return writes(
    ["POST", `/orders/:number/${action}`],
    "orders.move",
    {
      ...told,
      answers: { 200: answer("The order as it is now, and its change of tab.", movedOrderShape) },
      refusals: MOVE_REFUSALS[action],
    },
    async ({ ctx, params, body }) =>
      answerMoves(ctx, await moveEach(ctx, [params.number ?? ""], requestOf(body))),
  );
}

/** Asks each order for the same move; as archived by ASN only one whose ASNs are all out. */
export async function moveEach(
  ctx: Context,
  numbers: readonly string[],
  request: MoveRequest,
): Promise<BatchResult> {
  if (request.type !== "archive" || request.reason !== "asn") {
    return moveOrders(ctx, numbers, request);
  }
  const batchId = newId();
  const results: BatchResult[] = [];
  for (const number of numbers) {
    results.push(await archiveByAsn(ctx, number, request, batchId));
  }
  return {
    batchId,
    moved: results.flatMap(({ moved }) => moved),
    refused: results.flatMap(({ refused }) => refused),
  };
}

async function archiveByAsn(ctx: Context, number: string, request: MoveRequest, batchId: string) {
  return withWorkspace(ctx, async (tx): Promise<BatchResult> => {
    // The order stays locked, so that no shipment leaves between this look and the move.
    const [id] = await orderIdsByNumber(tx, ctx, [number]);
    const [locked] = await lockOrders(tx, ctx, id ? [id] : []);
    const states = locked ? await asnStates(tx, ctx, locked.row.id) : [];
    const isSent = states.every((state) => state !== null) && states.length > 0;
    return locked?.row.tab === "closed" && !isSent
      ? { batchId, moved: [], refused: [{ order: number, refusal: { code: "asn_missing" } }] }
      : moveOrders({ ...ctx, tx }, [number], request, batchId);
  });
}

export const actionRoutes: readonly Route[] = [
  moving(
    "close",
    {
      id: "closeOrder",
      summary: "Close an order by hand",
      description: "What is still owed is short-closed; with nothing shipped, cancel it instead.",
      body: sent(nothing),
    },
    () => ({ type: "close", byHand: true }),
  ),
  moving(
    "reopen",
    { id: "reopenOrder", summary: "Reopen a closed or archived order", body: sent(nothing) },
    () => ({ type: "reopen" }),
  ),
  moving(
    "cancel",
    {
      id: "cancelOrder",
      summary: "Cancel an order",
      description: "Releases its reservations. A partly shipped order can't be cancelled.",
      body: sent(cancel, { note: "The client changed their mind" }),
    },
    ({ note }) => ({ type: "archive", reason: "cancelled", note: note ?? undefined }),
  ),
  moving(
    "archive",
    {
      id: "archiveOrder",
      summary: "Archive an order by hand",
      body: sent(archive, { reason: "not_to_be_fulfilled", note: "Too far away" }),
    },
    ({ reason, note }) => ({ type: "archive", reason, note: note ?? undefined }),
  ),

  writes(
    ["POST", "/orders/:number/move"],
    "orders.move",
    {
      id: "moveOrderInQueue",
      summary: "Move an order in the queue",
      description: "The queue decides who gets stock; every order it touches is given out anew.",
      body: sentAs(queueMove, queuePlaceSchema, { to: "first" }),
      answers: { 200: answer("The order as it is now.", order) },
      refusals: ["not_open", "unknown_order", "not_in_queue", "beside_itself"],
    },
    async ({ ctx, params, body }) => {
      const outcome = await moveInQueue(ctx, { order: params.number ?? "", place: body });
      return outcome.ok ? accept(ok(await currentOrder(ctx, outcome.value.order))) : outcome;
    },
  ),

  writes(
    ["POST", "/moves/:id/undo"],
    "orders.move",
    {
      id: "undoMove",
      summary: "Undo a move",
      description:
        "With its effects: stock comes back, the shipment is a draft again. Only an order's latest move can be undone.",
      body: sent(nothing),
      answers: { 200: answer("The order as it is now, and the move back.", movedOrderShape) },
      refusals: [
        "already_undone",
        "moved_since",
        "asn_cancelled",
        "asn_sent",
        "channel_confirmed",
        "channel_unsure",
        "is_delivered",
        "not_met",
        "short",
        "short_close_gone",
        "shipment_gone",
        "draft_exists",
      ],
    },
    async ({ ctx, params }) => {
      const result = await undoMoves(ctx, { moveId: params.id ?? "" });
      return result ? answerMoves(ctx, { ...result, moved: result.undone }) : notHere();
    },
  ),
];
