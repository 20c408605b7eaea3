import "server-only";
import { and, desc, eq, inArray, type SQL, sql } from "drizzle-orm";
import { connections, DELIVERY_FATES, deliveries } from "@/db/schema/channels";
import { orders } from "@/db/schema/orders";
import { imports } from "@/db/schema/traffic";
import { isId } from "@/lib/shared/ids";
import {
  containsPattern,
  type KeysetPage,
  type KeysetParams,
  keysetPage,
  keysetStart,
} from "@/lib/shared/keyset";
import { type Context, withWorkspace } from "@/lib/workspaces/context";

type Delivery = typeof deliveries.$inferSelect;
export type Fate = Delivery["fate"];

export function isFate(text: string | null): text is Fate {
  return DELIVERY_FATES.some((fate) => fate === text);
}

/** What the ledger shows of a delivery in a list. */
export type LedgerRow = Pick<
  Delivery,
  | "id"
  | "source"
  | "topic"
  | "externalId"
  | "fate"
  | "reason"
  | "reasonData"
  | "received"
  | "receivedAt"
> & {
  readonly orderNumber: string | null;
  /** How often this order came, and how often that changed something. */
  readonly seen: { readonly received: number; readonly kept: number };
};

export type LedgerSearch = KeysetParams & { readonly q: string | null; readonly fate: Fate | null };

/** One page of the ledger, newest first. `q` finds a part of the external id or order number, or a source. */
export async function listDeliveries(
  ctx: Context,
  search: LedgerSearch,
  limit = 50,
): Promise<KeysetPage<LedgerRow>> {
  const start = keysetStart(search, 2);
  return withWorkspace(ctx, async (tx) => {
    const found = await tx
      .select({
        id: deliveries.id,
        source: deliveries.source,
        topic: deliveries.topic,
        externalId: deliveries.externalId,
        fate: deliveries.fate,
        reason: deliveries.reason,
        reasonData: deliveries.reasonData,
        received: deliveries.received,
        receivedAt: deliveries.receivedAt,
        orderNumber: orders.number,
      })
      .from(deliveries)
      .leftJoin(
        orders,
        and(eq(orders.workspaceId, deliveries.workspaceId), eq(orders.id, deliveries.orderId)),
      )
      .where(
        and(
          eq(deliveries.workspaceId, ctx.workspaceId),
          search.fate === null ? undefined : eq(deliveries.fate, search.fate),
          matches(ctx, search.q),
          beyond(start),
        ),
      )
      .orderBy(...orderOf(start.backwards))
      .limit(limit + 1);
    const page = keysetPage(found, limit, start, (row) => [row.receivedAt.toISOString(), row.id]);
    const ids = page.rows.flatMap(({ externalId }) => externalId ?? []);
    const counts =
      ids.length === 0
        ? []
        : await tx
            .select({
              source: deliveries.source,
              externalId: deliveries.externalId,
              received: sql<number>`sum(${deliveries.received})::int`,
              kept: sql<number>`(count(*) filter (where ${deliveries.fate} = 'kept'))::int`,
            })
            .from(deliveries)
            .where(
              and(
                eq(deliveries.workspaceId, ctx.workspaceId),
                inArray(deliveries.source, [...new Set(page.rows.map(({ source }) => source))]),
                inArray(deliveries.externalId, [...new Set(ids)]),
              ),
            )
            .groupBy(deliveries.source, deliveries.externalId);
    const keyOf = (row: { source: string; externalId: string | null }) =>
      JSON.stringify([row.source, row.externalId]);
    const seen = new Map(counts.map((row) => [keyOf(row), row]));
    return {
      ...page,
      rows: page.rows.map((row) => {
        const { received, kept } = seen.get(keyOf(row)) ?? { received: row.received, kept: 0 };
        return { ...row, seen: { received, kept } };
      }),
    };
  });
}

function matches(ctx: Context, q: string | null): SQL | undefined {
  if (q === null) {
    return undefined;
  }
  const pattern = containsPattern(q);
  return sql`(${deliveries.externalId} ilike ${pattern} or ${deliveries.source} = ${q}
    or ${deliveries.orderId} in (select o.id from orders o
      where o.workspace_id = ${ctx.workspaceId} and o.number ilike ${pattern}))`;
}

function beyond({ place, backwards }: ReturnType<typeof keysetStart>): SQL | undefined {
  const [at, id] = place ?? [];
  if (at === undefined || id === undefined || Number.isNaN(Date.parse(at)) || !isId(id)) {
    return undefined;
  }
  const here = sql`(${deliveries.receivedAt}, ${deliveries.id})`;
  const there = sql`(${at}::timestamptz, ${id}::uuid)`;
  return backwards ? sql`${here} > ${there}` : sql`${here} < ${there}`;
}

/** As the index has it, so that a page is read off it. */
function orderOf(backwards: boolean): SQL[] {
  return backwards
    ? [sql`${deliveries.receivedAt} asc nulls first`, sql`${deliveries.id} asc nulls first`]
    : [sql`${deliveries.receivedAt} desc nulls last`, sql`${deliveries.id} desc nulls last`];
}

/** How many deliveries wait for a person's decision. */
export async function countQuarantined(ctx: Context): Promise<number> {
  const [row] = await withWorkspace(ctx, (tx) =>
    tx
      .select({ count: sql<number>`count(*)::int` })
      .from(deliveries)
      .where(and(eq(deliveries.workspaceId, ctx.workspaceId), eq(deliveries.fate, "quarantined"))),
  );
  return row?.count ?? 0;
}

export type DeliveryDetail = Delivery & {
  readonly orderNumber: string | null;
  readonly connectionName: string | null;
  readonly fileName: string | null;
  /** The other deliveries of the same order, newest first. */
  readonly others: readonly Pick<
    Delivery,
    "id" | "topic" | "fate" | "reason" | "reasonData" | "received" | "receivedAt" | "sourceAt"
  >[];
};

const OTHERS = 50;

/** A delivery by id; null for one that is not in this workspace. */
export async function findDelivery(ctx: Context, id: string): Promise<DeliveryDetail | null> {
  if (!isId(id)) {
    return null;
  }
  return withWorkspace(ctx, async (tx) => {
    const [row] = await tx
      .select({
        delivery: deliveries,
        orderNumber: orders.number,
        connectionName: connections.name,
        fileName: imports.fileName,
      })
      .from(deliveries)
      .leftJoin(
        orders,
        and(eq(orders.workspaceId, deliveries.workspaceId), eq(orders.id, deliveries.orderId)),
      )
      .leftJoin(
        connections,
        and(
          eq(connections.workspaceId, deliveries.workspaceId),
          eq(connections.id, deliveries.connectionId),
        ),
      )
      .leftJoin(
        imports,
        and(eq(imports.workspaceId, deliveries.workspaceId), eq(imports.id, deliveries.importId)),
      )
      .where(and(eq(deliveries.workspaceId, ctx.workspaceId), eq(deliveries.id, id)));
    if (!row) {
      return null;
    }
    const { delivery, ...names } = row;
    const { externalId, source } = delivery;
    const others =
      externalId === null
        ? []
        : await tx
            .select({
              id: deliveries.id,
              topic: deliveries.topic,
              fate: deliveries.fate,
              reason: deliveries.reason,
              reasonData: deliveries.reasonData,
              received: deliveries.received,
              receivedAt: deliveries.receivedAt,
              sourceAt: deliveries.sourceAt,
            })
            .from(deliveries)
            .where(
              and(
                eq(deliveries.workspaceId, ctx.workspaceId),
                eq(deliveries.source, source),
                eq(deliveries.externalId, externalId),
                sql`${deliveries.id} <> ${id}::uuid`,
              ),
            )
            .orderBy(desc(deliveries.receivedAt), desc(deliveries.id))
            .limit(OTHERS);
    return { ...delivery, ...names, others };
  });
}
