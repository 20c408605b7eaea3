import "server-only";
import { and, eq, type SQL, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { clientAddresses, clients } from "@/db/schema/clients";
import { isId } from "@/lib/shared/ids";
import {
  containsPattern,
  type KeysetPage,
  type KeysetParams,
  keysetPage,
  keysetStart,
} from "@/lib/shared/keyset";
import { lineTotalMinor } from "@/lib/shared/money";
import { type Context, withWorkspace } from "@/lib/workspaces/context";
import { type ClientOrderStart, clientOrderPage } from "./client-order-page";
import { type ClientOrder, type ClientOrderRow, clientOrderOf, clientRowOf } from "./client-view";
import { type LoadedLine, loadOrders } from "./facts";
import { leftShipments } from "./left-shipments";
import { supplyOf } from "./queries";

/** Amounts of an order, for clients that may see prices. */
export type ClientPrices = {
  readonly currency: string;
  readonly lines: readonly {
    readonly line: number;
    readonly unitPriceMinor: number;
    readonly discountMinor: number;
    readonly totalMinor: number;
  }[];
  readonly shippingMinor: number;
  readonly taxMinor: number;
  readonly totalMinor: number;
};

export type ClientOrderPage = ClientOrder & { readonly prices: ClientPrices | null };

/** One page of the client's own orders; nothing for a person whom no client stands behind. */
export async function listClientOrders(
  ctx: Context,
  params: KeysetParams & { readonly q: string | null },
  limit = 25,
): Promise<KeysetPage<ClientOrderRow>> {
  const { clientId } = ctx;
  if (clientId === null) {
    return { rows: [], next: null, previous: null };
  }
  const start = startOf(params);
  return withWorkspace(ctx, async (tx) => {
    const found = await tx.execute<{ id: string; part: number; place: string }>(
      clientOrderPage(ctx, clientId, matches(params.q), start, limit),
    );
    const { rows, ...page } = keysetPage(found.rows, limit, start, (row) => [
      String(row.part),
      row.place,
      row.id,
    ]);
    return {
      rows: await rowsOf(
        tx,
        ctx,
        rows.map((row) => row.id),
      ),
      ...page,
    };
  });
}

/** A cursor that we did not make starts at the beginning. */
function startOf(params: KeysetParams): ClientOrderStart {
  const start = keysetStart(params, 3);
  const [part = "", place = "", id = ""] = start.place ?? [];
  const isOurs = /^[01]$/.test(part) && /^-?\d{1,12}(\.\d{1,9})?$/.test(place) && isId(id);
  return isOurs ? start : { place: null, backwards: false };
}

function matches(q: string | null): SQL {
  return q === null ? sql`` : sql`and o.search_text like ${containsPattern(q.toLowerCase())}`;
}

async function rowsOf(
  tx: Transaction,
  ctx: Context,
  ids: readonly string[],
): Promise<ClientOrderRow[]> {
  const loaded = new Map((await loadOrders(tx, ctx, ids)).map((order) => [order.row.id, order]));
  const shipments = await leftShipments(tx, ctx, ids);
  return ids.flatMap((id) => {
    const order = loaded.get(id);
    return order ? [clientRowOf(ctx, order, { shipments: shipments.get(id) ?? [] })] : [];
  });
}

/** One order of the client; null for an unknown number, another client's and another workspace's alike. */
export async function findClientOrder(
  ctx: Context,
  number: string,
): Promise<ClientOrderPage | null> {
  const { clientId } = ctx;
  if (clientId === null) {
    return null;
  }
  return withWorkspace(ctx, async (tx) => {
    const { rows } = await tx.execute<{ id: string }>(sql`
      select o.id from orders o
      where o.workspace_id = ${ctx.workspaceId} and o.client_id = ${clientId}::uuid and o.number = ${number}`);
    return rows[0] ? readClientOrder(tx, ctx, rows[0].id) : null;
  });
}

/** An order as its client sees it. Whoever calls it has proved that the order may be seen. */
export async function readClientOrder(
  tx: Transaction,
  ctx: Context,
  orderId: string,
): Promise<ClientOrderPage | null> {
  const [order] = await loadOrders(tx, ctx, [orderId]);
  if (!order) {
    return null;
  }
  const supply = await supplyOf(tx, ctx, [orderId]);
  const shipments = await leftShipments(tx, ctx, [orderId]);
  const [client] = await tx
    .select({
      showPrices: clients.showPrices,
      shipTo: {
        name: clientAddresses.name,
        line1: clientAddresses.line1,
        line2: clientAddresses.line2,
        city: clientAddresses.city,
        region: clientAddresses.region,
        postalCode: clientAddresses.postalCode,
        country: clientAddresses.country,
      },
    })
    .from(clients)
    .leftJoin(
      clientAddresses,
      and(
        eq(clientAddresses.workspaceId, clients.workspaceId),
        eq(clientAddresses.clientId, clients.id),
        eq(clientAddresses.kind, "ship_to"),
      ),
    )
    .where(and(eq(clients.workspaceId, ctx.workspaceId), eq(clients.id, order.row.clientId)));
  const { currency, shippingMinor, taxMinor, totalMinor } = order.row;
  return {
    ...clientOrderOf(ctx, order, {
      supply: supply.get(orderId) ?? [],
      shipments: shipments.get(orderId) ?? [],
      shipTo: client?.shipTo ?? null,
    }),
    prices: client?.showPrices
      ? { currency, shippingMinor, taxMinor, totalMinor, lines: order.lines.map(amountsOf) }
      : null,
  };
}

function amountsOf({ line, ordered, unitPriceMinor, discountMinor }: LoadedLine) {
  const totalMinor = lineTotalMinor(ordered, unitPriceMinor, discountMinor);
  return { line, unitPriceMinor, discountMinor, totalMinor };
}
