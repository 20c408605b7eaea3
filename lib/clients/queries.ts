import "server-only";
import { and, eq, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { clients } from "@/db/schema/clients";
import type { Address } from "@/lib/shared/address";
import { isId } from "@/lib/shared/ids";
import {
  containsPattern,
  type KeysetPage,
  type KeysetParams,
  keysetPage,
  keysetStart,
} from "@/lib/shared/keyset";
import { type Context, withWorkspace } from "@/lib/workspaces/context";
import { readParts } from "./parts";

type ClientRow = {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly city: string | null;
  readonly country: string | null;
  readonly openOrders: number;
};

export type ClientList = KeysetPage<ClientRow> & {
  /** All that match, over all pages. */
  readonly total: number;
};

/** One page of clients by name. `q` finds a part of name or code. */
export async function listClients(
  ctx: Context,
  params: KeysetParams & { readonly q: string | null },
  limit = 50,
): Promise<ClientList> {
  const start = keysetStart(params, 2);
  const pattern = params.q === null ? null : containsPattern(params.q);
  const matches = sql`c.workspace_id = ${ctx.workspaceId}
    and (${pattern}::text is null or c.name ilike ${pattern} or c.code ilike ${pattern})`;
  const [name = null, id = null] = start.place ?? [];
  const beyond = start.backwards
    ? sql`(c.name, c.id) < (${name}, ${id}::uuid)`
    : sql`(c.name, c.id) > (${name}, ${id}::uuid)`;
  const isPlace = id !== null && isId(id);
  return withWorkspace(ctx, async (tx) => {
    const found = await tx.execute<ClientListRow>(sql`
      select c.id, c.code, c.name, a.city, a.country, o.orders
      from clients c
      left join client_addresses a
        on a.workspace_id = c.workspace_id and a.client_id = c.id and a.kind = 'ship_to'
      cross join lateral (
        select count(*)::integer as orders from orders o
        where o.workspace_id = c.workspace_id and o.client_id = c.id and o.tab = 'open'
      ) o
      where ${matches} ${isPlace ? sql`and ${beyond}` : sql``}
      order by ${start.backwards ? sql`c.name desc, c.id desc` : sql`c.name, c.id`}
      limit ${limit + 1}`);
    const all = await tx.execute<{ total: number }>(
      sql`select count(*)::integer as total from clients c where ${matches}`,
    );
    const rows = found.rows.map(({ orders: openOrders, ...row }) => ({ ...row, openOrders }));
    return {
      ...keysetPage(rows, limit, start, (row) => [row.name, row.id]),
      total: all.rows[0]?.total ?? 0,
    };
  });
}

type ClientListRow = {
  id: string;
  code: string;
  name: string;
  city: string | null;
  country: string | null;
  orders: number;
};

export type ClientDetail = {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly allowPartial: boolean | null;
  /** Whether its people see prices in the portal. */
  readonly showPrices: boolean;
  readonly version: number;
  readonly shipTo: Address | null;
  readonly billTo: Address | null;
  readonly contacts: readonly {
    readonly name: string;
    readonly email: string | null;
    readonly phone: string | null;
    readonly getsMessages: boolean;
  }[];
  /** How many orders name this client, in all tabs. */
  readonly orders: number;
};

/** A client by id or code; null for one that is not in this workspace. */
export async function findClient(
  ctx: Context,
  by: { readonly id: string } | { readonly code: string },
): Promise<ClientDetail | null> {
  if ("id" in by && !isId(by.id)) {
    return null;
  }
  const isThis = "id" in by ? eq(clients.id, by.id) : eq(clients.code, by.code);
  return withWorkspace(ctx, async (tx) => {
    const [client] = await tx
      .select()
      .from(clients)
      .where(and(eq(clients.workspaceId, ctx.workspaceId), isThis));
    if (!client) {
      return null;
    }
    const { id, code, name, allowPartial, showPrices, version } = client;
    const parts = await readParts(tx, ctx, id);
    const used = await ordersOf(tx, ctx, id);
    return { id, code, name, allowPartial, showPrices, version, ...parts, orders: used };
  });
}

/** How many orders name the client, in all tabs. */
async function ordersOf(tx: Transaction, ctx: Context, clientId: string): Promise<number> {
  // Its orders stand in two indexes, the open ones apart.
  const { rows } = await tx.execute<{ orders: number }>(sql`
    select count(*)::integer as orders from (
      select 1 from orders o
      where o.workspace_id = ${ctx.workspaceId} and o.client_id = ${clientId}::uuid and o.tab = 'open'
      union all
      select 1 from orders o
      where o.workspace_id = ${ctx.workspaceId} and o.client_id = ${clientId}::uuid and o.tab <> 'open') o`);
  return rows[0]?.orders ?? 0;
}

/** The client that a portal's person belongs to; null for everybody else. */
export async function ownClient(ctx: Context): Promise<{ readonly name: string } | null> {
  const { clientId, workspaceId } = ctx;
  if (clientId === null) {
    return null;
  }
  const [client = null] = await withWorkspace(ctx, (tx) =>
    tx
      .select({ name: clients.name })
      .from(clients)
      .where(and(eq(clients.workspaceId, workspaceId), eq(clients.id, clientId))),
  );
  return client;
}
