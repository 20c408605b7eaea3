import "server-only";
import { and, desc, eq, inArray, isNull } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { deliveries } from "@/db/schema/channels";
import { moves } from "@/db/schema/orders";
import { createOrders } from "@/lib/orders/create";
import { findExternal } from "@/lib/orders/external";
import { type LoadedOrder, loadOrders, lockOrders } from "@/lib/orders/facts";
import { normaliseExternalId } from "@/lib/orders/input";
import { tabOf } from "@/lib/orders/lifecycle";
import { applyMove, moveAfterFact } from "@/lib/orders/move";
import { lockArrival, writeOrigin, writeSourceAt } from "@/lib/orders/origin";
import { resolve } from "@/lib/orders/resolve";
import { updateOrders } from "@/lib/orders/update";
import { newId } from "@/lib/shared/ids";
import { flag, flagWish, shipByChannel, unrecordedLines } from "@/lib/shipments/channel-shipment";
import { asnStates } from "@/lib/shipments/facts";
import { lockProducts } from "@/lib/stock/allocate";
import type { Context } from "@/lib/workspaces/context";
import { channelEdit } from "./channel-edit";
import type { ChannelOrder } from "./channels/connector";
import { intakeHash } from "./intake-hash";
import { productsBySku, productsOfOrders } from "./lookups";
import { compareVersions, contentHash, readSaid, type Said, saidOf } from "./versions";

/** What became of an order that came in, with the reason in code words. */
export type Arrived = {
  readonly fate: "kept" | "same" | "older" | "quarantined";
  readonly reason: string | null;
  readonly data?: Readonly<Record<string, unknown>>;
  readonly orderId: string | null;
};

const CAUSE = "channel";
const CANCELLED = "channel_cancelled";
const REINSTATED = "channel_reinstated";

type Known = Awaited<ReturnType<typeof findExternal>>[number];
type Arriving = ChannelOrder & { readonly inputHash: string; readonly clientId: string };

/**
 * The one way by which a channel's order becomes or changes an order. Whatever comes, however often and
 * in whatever order: the latest version's content stands. What can't be applied is quarantined, never lost.
 */
export async function arrive(
  tx: Transaction,
  ctx: Context,
  delivered: ChannelOrder,
): Promise<Arrived> {
  const { source } = delivered.input;
  const externalId = normaliseExternalId(delivered.input.externalId ?? "");
  if (externalId === "") {
    return { fate: "quarantined", reason: "incomplete", orderId: null };
  }
  const order = { ...delivered, input: { ...delivered.input, externalId } };
  await lockArrival(tx, ctx, source, externalId);
  const [known] = await findExternal(tx, ctx, source, [externalId]);
  if (!known) {
    return create(tx, ctx, order);
  }
  const last = await lastKept(tx, ctx, source, externalId);
  const fate =
    known.sourceAt === null
      ? "newer"
      : compareVersions(
          { sourceAt: order.sourceAt, contentHash: contentHash(order) },
          { sourceAt: known.sourceAt, contentHash: last?.contentHash ?? "" },
        );
  return fate === "newer"
    ? change(tx, ctx, order, known, last?.said ?? null)
    : { fate, reason: null, orderId: known.id };
}

/** The version that stands now, as the ledger keeps it. */
async function lastKept(tx: Transaction, ctx: Context, source: string, externalId: string) {
  const [row] = await tx
    .select({ contentHash: deliveries.contentHash, data: deliveries.reasonData })
    .from(deliveries)
    .where(
      and(
        eq(deliveries.workspaceId, ctx.workspaceId),
        eq(deliveries.source, source),
        eq(deliveries.externalId, externalId),
        inArray(deliveries.fate, ["kept", "same"]),
      ),
    )
    .orderBy(desc(deliveries.sourceAt), desc(deliveries.contentHash))
    .limit(1);
  return row ? { contentHash: row.contentHash, said: readSaid(row.data) } : null;
}

async function create(tx: Transaction, ctx: Context, order: ChannelOrder): Promise<Arrived> {
  const outcome = await createOrders(tx, ctx, [order.input], {
    cause: CAUSE,
    createMissing: true,
    intakeHashes: [intakeHash(order.input)],
  });
  if (!outcome.ok) {
    const { code, data } = outcome.refusal;
    return { fate: "quarantined", reason: code, ...(data ? { data } : {}), orderId: null };
  }
  const id = outcome.value[0]?.id ?? "";
  const [loaded] = await lockOrders(tx, ctx, [id]);
  if (!loaded) {
    throw new Error("An order that was just created is gone.");
  }
  const arriving = await resolved(tx, ctx, order);
  await adopt(
    tx,
    ctx,
    loaded,
    arriving,
    loaded.lines.map(({ line }) => line),
  );
  const done = await applyFacts(tx, ctx, id, { arriving, said: null, isNews: true });
  return { fate: "kept", reason: done ?? "created", orderId: id };
}

async function resolved(tx: Transaction, ctx: Context, order: ChannelOrder): Promise<Arriving> {
  const { client } = order.input;
  const found = await resolve(tx, ctx, [{ client, lines: [] }], true);
  const clientId = found.ok ? found.value.clientIds.get(client.code) : undefined;
  if (clientId === undefined) {
    throw new Error("A channel's client was neither found nor created.");
  }
  return { ...order, inputHash: intakeHash(order.input), clientId };
}

async function adopt(
  tx: Transaction,
  ctx: Context,
  order: LoadedOrder,
  { sourceAt, sourceRef, lineRefs, clientId, inputHash }: Arriving,
  positions: readonly number[],
): Promise<void> {
  const origin = { sourceAt, sourceRef, lineRefs, clientId, intakeHash: inputHash };
  await writeOrigin(tx, ctx, order, origin, positions);
}

async function change(
  tx: Transaction,
  ctx: Context,
  version: ChannelOrder,
  known: Known,
  said: Said | null,
): Promise<Arrived> {
  const skus = version.input.lines.map(({ sku }) => sku);
  const named = [...(await productsBySku(tx, ctx, skus)).values()];
  await lockProducts(tx, ctx, [
    ...new Set([...named, ...(await productsOfOrders(tx, ctx, [known.id]))]),
  ]);
  const [order] = await lockOrders(tx, ctx, [known.id]);
  if (!order) {
    throw new Error("An order that came before is gone.");
  }
  const arriving = await resolved(tx, ctx, version);
  const { intakeHash: keptHash, sourceRef } = order.row;
  const isNews = keptHash !== arriving.inputHash || sourceRef !== arriving.sourceRef;
  const says = saidOf(arriving);
  const isSame = !isNews && JSON.stringify(says) === JSON.stringify(said);
  const mayChange = order.archiveReason === null || (await isCancelledByChannel(tx, ctx, order));
  if (isSame || (!mayChange && (arriving.cancelled || known.sourceAt === null))) {
    await writeSourceAt(tx, ctx, known.id, version.sourceAt);
    return { fate: "same", reason: mayChange ? null : "archived", orderId: known.id };
  }
  if (!mayChange) {
    return settleArchived(tx, ctx, order, arriving, isNews);
  }
  const edited = isNews ? await edit(tx, ctx, order, arriving) : null;
  if (edited && !arriving.cancelled) {
    return edited;
  }
  if (edited || !isNews) {
    await writeSourceAt(tx, ctx, known.id, version.sourceAt);
  }
  const done = await applyFacts(tx, ctx, known.id, { arriving, said, isNews });
  return done === null && !isNews
    ? { fate: "same", reason: null, orderId: known.id }
    : { fate: "kept", reason: done ?? "updated", orderId: known.id };
}

/** An order that people or rules have archived stays as it is; what the channel now wants of it is for a person. */
async function settleArchived(
  tx: Transaction,
  ctx: Context,
  order: LoadedOrder,
  arriving: Arriving,
  isNews: boolean,
): Promise<Arrived> {
  const orderId = order.row.id;
  const ships = unrecordedLines(order, shippedByLine(arriving)).length > 0;
  if (!isNews && !ships) {
    await writeSourceAt(tx, ctx, orderId, arriving.sourceAt);
    return { fate: "same", reason: null, orderId };
  }
  const data = { number: order.row.number, archiveReason: order.archiveReason };
  return { fate: "quarantined", reason: "archived", data, orderId };
}

/** Changes the order to what the version says; null when it could, else its quarantine. */
async function edit(
  tx: Transaction,
  ctx: Context,
  order: LoadedOrder,
  arriving: Arriving,
): Promise<Arrived | null> {
  const { edit: wanted, positions } = channelEdit(order, arriving);
  const outcome = await updateOrders(
    tx,
    ctx,
    [{ orderId: order.row.id, edit: wanted, intakeHash: arriving.inputHash }],
    { cause: CAUSE, createMissing: true, evenArchived: true },
  );
  if (!outcome.ok) {
    const { code, data } = outcome.refusal;
    const facts = { number: order.row.number, ...data };
    return { fate: "quarantined", reason: code, data: facts, orderId: order.row.id };
  }
  await adopt(tx, ctx, order, arriving, positions);
  return null;
}

type News = {
  readonly arriving: Arriving;
  /** What the version before said; null where there was none. */
  readonly said: Said | null;
  /** Whether the order's content is new, too. */
  readonly isNews: boolean;
};

/** Ships, cancels or reinstates what the version newly says so; answers the strongest of what was done. */
async function applyFacts(
  tx: Transaction,
  ctx: Context,
  orderId: string,
  { arriving, said, isNews }: News,
): Promise<string | null> {
  const reload = async (): Promise<LoadedOrder> => {
    const [order] = await loadOrders(tx, ctx, [orderId]);
    if (!order) {
      throw new Error("A locked order is gone.");
    }
    return order;
  };
  let done: string | null = null;
  const batchId = newId();
  let order = await reload();
  if (!arriving.cancelled && (await isCancelledByChannel(tx, ctx, order))) {
    await applyMove(tx, ctx, order, { type: "reopen" }, { cause: REINSTATED, batchId });
    done = "reinstated";
    order = await reload();
  }
  const lines = unrecordedLines(order, shippedByLine(arriving));
  const shipsAnew = JSON.stringify(arriving.shippedByChannel) !== JSON.stringify(said?.shipped);
  if (lines.length > 0 && shipsAnew && order.archiveReason === null) {
    await shipByChannel(tx, ctx, order, lines);
    done = "shipped";
    order = await reload();
  } else if (isNews && (arriving.shippedByChannel ?? []).some((units) => units > 0)) {
    // An edit may leave nothing owed of what the channel shipped before: the same as shipping it now.
    await moveAfterFact(tx, ctx, order, {
      cause: "channel_shipped",
      asns: await asnStates(tx, ctx, orderId),
      batchId,
    });
    order = await reload();
  }
  if (arriving.cancelled && !said?.cancelled && order.archiveReason === null) {
    await cancel(tx, ctx, order, batchId);
    done = "cancelled";
    order = await reload();
  }
  const isOpen = tabOf(order) === "open";
  await flagWish(tx, ctx, orderId, arriving.cancelAsked === true && isOpen);
  return done;
}

/** A cancelled order is archived; of one that has shipped in part the rest is short-closed; one that has left needs a person. */
async function cancel(
  tx: Transaction,
  ctx: Context,
  order: LoadedOrder,
  batchId: string,
): Promise<void> {
  const why = { cause: CANCELLED, batchId };
  const archived = await applyMove(tx, ctx, order, { type: "archive", reason: "cancelled" }, why);
  if (archived.ok) {
    return;
  }
  const closed =
    tabOf(order) === "open"
      ? await applyMove(tx, ctx, order, { type: "close", byHand: true }, why)
      : archived;
  if (!closed.ok) {
    await flag(tx, ctx, order.row.id, "cancelled_after_shipping");
  }
}

/** Whether an order is archived because its channel cancelled it, and nobody has moved it since. */
async function isCancelledByChannel(
  tx: Transaction,
  ctx: Context,
  order: LoadedOrder,
): Promise<boolean> {
  if (order.archiveReason !== "cancelled") {
    return false;
  }
  const [move] = await tx
    .select({ cause: moves.cause })
    .from(moves)
    .where(
      and(
        eq(moves.workspaceId, ctx.workspaceId),
        eq(moves.orderId, order.row.id),
        isNull(moves.undoneAt),
      ),
    )
    .orderBy(desc(moves.at), desc(moves.id))
    .limit(1);
  return move?.cause === CANCELLED;
}

/** The channel's counts by line number: the order's lines have the version's order. */
function shippedByLine({ shippedByChannel }: ChannelOrder): Map<number, number> {
  return new Map((shippedByChannel ?? []).map((quantity, index) => [index + 1, quantity]));
}
