import "server-only";
import { createHash, randomBytes } from "node:crypto";
import { and, desc, eq, isNull, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { trackingLinks } from "@/db/schema/people";
import { countAttempt, forgiveAttempt } from "@/lib/auth/attempts";
import { isId, newId } from "@/lib/shared/ids";
import { accept, type Outcome, refuse } from "@/lib/shared/outcome";
import {
  type Context,
  enterWorkspace,
  provedWorkspace,
  withoutWorkspace,
  withWorkspace,
} from "@/lib/workspaces/context";
import { contextIn } from "@/lib/workspaces/queries";
import { readClientOrder } from "./client-orders";
import type { ClientOrder, ClientShipment } from "./client-view";
import { appendEvent } from "./events";
import { orderIdsByNumber } from "./facts";

/** 128 bits, 22 letters of base64url: nothing to guess, so a plain hash keeps it. */
const TOKEN_BYTES = 16;
/** So many may be alive for one order. */
const LIVE_MAX = 20;

const hashOf = (token: string) => createHash("sha256").update(token).digest("hex");

/** A link that is alive. Its text is nowhere: the database keeps the hash. */
export type TrackingLink = {
  readonly id: string;
  readonly createdBy: string;
  readonly createdAt: Date;
};

/** The living links of an order, the latest first. */
export async function trackingLinksOf(ctx: Context, orderId: string): Promise<TrackingLink[]> {
  return withWorkspace(ctx, (tx) =>
    tx
      .select({
        id: trackingLinks.id,
        createdBy: trackingLinks.createdBy,
        createdAt: trackingLinks.createdAt,
      })
      .from(trackingLinks)
      .where(and(isAlive(ctx), eq(trackingLinks.orderId, orderId)))
      .orderBy(desc(trackingLinks.createdAt), desc(trackingLinks.id)),
  );
}

const isAlive = (ctx: Context) =>
  and(eq(trackingLinks.workspaceId, ctx.workspaceId), isNull(trackingLinks.revokedAt));

/** Makes a link to follow one order by. The token is answered this once. */
export async function createTrackingLink(
  ctx: Context,
  number: string,
  token: string = randomBytes(TOKEN_BYTES).toString("base64url"),
): Promise<Outcome<{ readonly token: string }, "not_found" | "too_many_links">> {
  return withWorkspace(ctx, async (tx) => {
    const orderId = await lockOrder(tx, ctx, number);
    if (orderId === null) {
      return refuse("not_found");
    }
    const alive = await tx
      .select({ id: trackingLinks.id })
      .from(trackingLinks)
      .where(and(isAlive(ctx), eq(trackingLinks.orderId, orderId)));
    if (alive.length >= LIVE_MAX) {
      return refuse("too_many_links", { data: { most: LIVE_MAX } });
    }
    await tx.insert(trackingLinks).values({
      id: newId(),
      workspaceId: ctx.workspaceId,
      orderId,
      tokenHash: hashOf(token),
      createdBy: ctx.actor.name,
      createdAt: ctx.now,
    });
    await appendEvent(tx, ctx, orderId, { type: "tracking_link_created", cause: "by_hand" });
    return accept({ token });
  });
}

/** Ends a link: it then answers like one that never was. Ending it again changes nothing. */
export async function revokeTrackingLink(
  ctx: Context,
  of: { readonly number: string; readonly id: string },
): Promise<Outcome<null, "not_found">> {
  if (!isId(of.id)) {
    return refuse("not_found");
  }
  return withWorkspace(ctx, async (tx) => {
    const orderId = await lockOrder(tx, ctx, of.number);
    const [link] = await tx
      .select({ orderId: trackingLinks.orderId, revokedAt: trackingLinks.revokedAt })
      .from(trackingLinks)
      .where(and(eq(trackingLinks.workspaceId, ctx.workspaceId), eq(trackingLinks.id, of.id)));
    if (orderId === null || link?.orderId !== orderId) {
      return refuse("not_found");
    }
    if (link.revokedAt === null) {
      await tx
        .update(trackingLinks)
        .set({ revokedAt: ctx.now, revokedBy: ctx.actor.name })
        .where(and(isAlive(ctx), eq(trackingLinks.id, of.id)));
      await appendEvent(tx, ctx, orderId, { type: "tracking_link_revoked", cause: "by_hand" });
    }
    return accept(null);
  });
}

async function lockOrder(tx: Transaction, ctx: Context, number: string): Promise<string | null> {
  const [id = null] = await orderIdsByNumber(tx, ctx, [number]);
  if (id !== null) {
    await tx.execute(
      sql`select id from orders where workspace_id = ${ctx.workspaceId} and id = ${id}::uuid for no key update`,
    );
  }
  return id;
}

/** What a tracking link shows: no prices, no address beyond the city, no documents. */
export type TrackedOrder = Omit<ClientOrder, "shipTo" | "shipments" | "externalId" | "isPast"> & {
  readonly shipments: readonly Omit<ClientShipment, "packingSlipId">[];
};

type Followed = { readonly ctx: Context; readonly order: TrackedOrder };

/**
 * The order behind a token. Tries are counted by address before they are looked at; a malformed, an
 * unknown and a revoked token take the same way to the same answer.
 */
export async function followTrackingLink(
  token: string,
  address: string,
): Promise<Outcome<Followed, "not_found" | "too_many_tries">> {
  const tried = [{ kind: "tracking", value: address }] as const;
  const wait = await countAttempt(tried);
  if (wait !== null) {
    return refuse("too_many_tries", { data: { seconds: wait } });
  }
  const followed = await readTracked(hashOf(token));
  if (followed === null) {
    return refuse("not_found");
  }
  await forgiveAttempt(tried);
  return accept(followed);
}

async function readTracked(hash: string): Promise<Followed | null> {
  return withoutWorkspace(async (tx) => {
    const { rows } = await tx.execute<{ workspace_id: string; order_id: string; link_id: string }>(
      sql`select workspace_id, order_id, link_id from tracked_order(${hash})`,
    );
    const [link] = rows;
    if (!link) {
      return null;
    }
    const workspaceId = provedWorkspace(link.workspace_id);
    await enterWorkspace(tx, workspaceId);
    const actor = { kind: "system", name: "Tracking link", id: link.link_id } as const;
    const ctx = await contextIn(tx, workspaceId, { actor, role: "client" });
    const order = await readClientOrder(tx, ctx, link.order_id);
    return order && { ctx, order: withoutPrivate(order) };
  });
}

/** Named one by one, so that what an order gains later is not shown by accident. */
function withoutPrivate(order: ClientOrder): TrackedOrder {
  const { number, poNumber, orderedOn, answer, items, steps, lines, shipByOn, deliverByOn, city } =
    order;
  return {
    number,
    poNumber,
    orderedOn,
    answer,
    items,
    steps,
    lines,
    shipByOn,
    deliverByOn,
    city,
    shipments: order.shipments.map(({ packingSlipId: _private, ...shipment }) => shipment),
  };
}
