import "server-only";
import { sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { PLAN_ONCE } from "@/db/drivers/kept-plan";
import { textList } from "@/db/lists";
import { clients } from "@/db/schema/clients";
import { products } from "@/db/schema/products";
import { chunksOf } from "@/lib/shared/chunks";
import { newId } from "@/lib/shared/ids";
import { accept, type Outcome, refuse } from "@/lib/shared/outcome";
import type { Context } from "@/lib/workspaces/context";
import type { OrderInput } from "./input";

/** Rows one INSERT carries; its columns stay far below the 65,535 parameters of a statement. */
const CHUNK = 400;

/** What of an order names clients and products. */
type Naming = Partial<Pick<OrderInput, "client">> & Pick<OrderInput, "lines">;

export type ResolvedProduct = {
  readonly id: string;
  readonly name: string;
  readonly kind: "goods" | "service";
  readonly tracked: boolean;
  readonly made: boolean;
};

type Resolved = {
  /** Ids by code. */
  readonly clientIds: ReadonlyMap<string, string>;
  /** By SKU. */
  readonly products: ReadonlyMap<string, ResolvedProduct>;
};

/** The clients and products that orders name. Those that do not exist are created where that is asked for. */
export async function resolve(
  tx: Transaction,
  ctx: Context,
  named: readonly Naming[],
  createMissing: boolean,
): Promise<Outcome<Resolved, "unknown_client" | "unknown_product">> {
  const found = await known(tx, ctx, named);
  const others = named.flatMap(({ client }, index) =>
    client && !found.clientIds.has(client.code) ? [{ client, index }] : [],
  );
  const refused = others.find(({ client }) => !(createMissing || client.createIfMissing));
  if (refused) {
    const { index, client } = refused;
    return refuse("unknown_client", { field: "client.code", data: { index, code: client.code } });
  }
  const lines = named.flatMap((one, index) =>
    one.lines.flatMap((line, at) => (found.products.has(line.sku) ? [] : [{ line, index, at }])),
  );
  const [first] = lines;
  if (first && !createMissing) {
    const { index, at, line } = first;
    return refuse("unknown_product", { field: `lines.${at}.sku`, data: { index, sku: line.sku } });
  }
  if (others.length + lines.length === 0) {
    return accept(found);
  }
  await createClients(
    tx,
    ctx,
    others.map(({ client }) => client),
  );
  await createProducts(
    tx,
    ctx,
    lines.map(({ line }) => line),
  );
  return accept(await known(tx, ctx, named));
}

/** The products of lines alone. */
export async function resolveProducts(
  tx: Transaction,
  ctx: Context,
  named: readonly Pick<OrderInput, "lines">[],
  createMissing: boolean,
): Promise<Outcome<Resolved["products"], "unknown_product">> {
  const resolved = await resolve(
    tx,
    ctx,
    named.map(({ lines }) => ({ lines })),
    createMissing,
  );
  if (resolved.ok) {
    return accept(resolved.value.products);
  }
  return { ok: false, refusal: { ...resolved.refusal, code: "unknown_product" } };
}

async function known(tx: Transaction, ctx: Context, named: readonly Naming[]): Promise<Resolved> {
  const codes = new Set(named.flatMap(({ client }) => (client ? [client.code] : [])));
  const skus = new Set(named.flatMap(({ lines }) => lines.map(({ sku }) => sku)));
  const { rows } = await tx.execute<{
    clients: [string, string][] | null;
    products: [string, ResolvedProduct][] | null;
  }>(sql`${sql.raw(PLAN_ONCE)}
    select (
      select json_agg(json_build_array(code, id)) from clients
      where workspace_id = ${ctx.workspaceId} and code = any(${textList([...codes])})) as clients, (
      select json_agg(json_build_array(sku, json_build_object(
        'id', id, 'name', name, 'kind', kind, 'tracked', tracked, 'made', made))) from products
      where workspace_id = ${ctx.workspaceId} and sku = any(${textList([...skus])})) as products`);
  return { clientIds: new Map(rows[0]?.clients), products: new Map(rows[0]?.products) };
}

async function createClients(
  tx: Transaction,
  ctx: Context,
  missing: readonly OrderInput["client"][],
): Promise<void> {
  const byCode = new Map(missing.map((client) => [client.code, client]));
  for (const part of chunksOf([...byCode.values()], CHUNK)) {
    const rows = part.map(({ code, name }) => ({
      ...{ id: newId(), workspaceId: ctx.workspaceId, code, name: name || code },
      createdAt: ctx.now,
    }));
    await tx.insert(clients).values(rows).onConflictDoNothing();
  }
}

async function createProducts(
  tx: Transaction,
  ctx: Context,
  missing: readonly OrderInput["lines"][number][],
): Promise<void> {
  const bySku = new Map(missing.map((line) => [line.sku, line]));
  for (const part of chunksOf([...bySku.values()], CHUNK)) {
    const rows = part.map(({ sku, name, kind = "goods" }) => ({
      ...{ id: newId(), workspaceId: ctx.workspaceId, sku, name: name || sku, kind },
      ...{ tracked: false, createdAt: ctx.now },
    }));
    await tx.insert(products).values(rows).onConflictDoNothing();
  }
}
