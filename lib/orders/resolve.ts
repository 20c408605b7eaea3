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

/** Rows one INSERT carries; 42 columns stay far below the 65,535 parameters of a statement. */
const CHUNK = 400;

export async function inChunks<Row>(
  rows: readonly Row[],
  write: (part: Row[]) => PromiseLike<unknown>,
) {
  for (const part of chunksOf(rows, CHUNK)) {
    await write(part);
  }
}

/** Ids of the inputs' clients by code. */
export async function resolveClients(
  tx: Transaction,
  ctx: Context,
  inputs: readonly OrderInput[],
  createMissing: boolean,
): Promise<Outcome<Map<string, string>, "unknown_client">> {
  const codes = [...new Set(inputs.map((input) => input.client.code))];
  const known = async () => {
    const { rows } = await tx.execute<{ id: string; code: string }>(sql`${sql.raw(PLAN_ONCE)}
      select id, code from clients
      where workspace_id = ${ctx.workspaceId} and code = any(${textList(codes)})`);
    return new Map(rows.map((row) => [row.code, row.id]));
  };
  const found = await known();
  const missing = inputs.filter((input) => !found.has(input.client.code));
  if (missing.length === 0) {
    return accept(found);
  }
  const refused = missing.find((input) => !(createMissing || input.client.createIfMissing));
  if (refused) {
    return refuse("unknown_client", {
      field: "client.code",
      data: { index: inputs.indexOf(refused), code: refused.client.code },
    });
  }
  const rows = new Map(
    missing.map(({ client }) => [
      client.code,
      {
        id: newId(),
        workspaceId: ctx.workspaceId,
        code: client.code,
        name: client.name || client.code,
        createdAt: ctx.now,
      },
    ]),
  );
  await inChunks([...rows.values()], (part) =>
    tx.insert(clients).values(part).onConflictDoNothing(),
  );
  return accept(await known());
}

export type ResolvedProduct = {
  readonly id: string;
  readonly name: string;
  readonly kind: "goods" | "service";
  readonly tracked: boolean;
  readonly made: boolean;
};

/** The products of the inputs' lines by SKU. */
export async function resolveProducts(
  tx: Transaction,
  ctx: Context,
  inputs: readonly Pick<OrderInput, "lines">[],
  createMissing: boolean,
): Promise<Outcome<Map<string, ResolvedProduct>, "unknown_product">> {
  const bySku = new Map(inputs.flatMap((input) => input.lines).map((line) => [line.sku, line]));
  const known = async () => {
    const { rows } = await tx.execute<ResolvedProduct & { sku: string }>(sql`${sql.raw(PLAN_ONCE)}
      select id, sku, name, kind, tracked, made from products
      where workspace_id = ${ctx.workspaceId} and sku = any(${textList([...bySku.keys()])})`);
    return new Map(rows.map((row) => [row.sku, row]));
  };
  const found = await known();
  const missing = [...bySku.values()].filter((line) => !found.has(line.sku));
  if (missing.length === 0) {
    return accept(found);
  }
  if (!createMissing) {
    const sku = missing[0]?.sku ?? "";
    const index = inputs.findIndex((input) => input.lines.some((line) => line.sku === sku));
    const line = inputs[index]?.lines.findIndex((one) => one.sku === sku) ?? 0;
    return refuse("unknown_product", { field: `lines.${line}.sku`, data: { index, sku } });
  }
  const rows = missing.map((line) => ({
    id: newId(),
    workspaceId: ctx.workspaceId,
    sku: line.sku,
    name: line.name || line.sku,
    kind: line.kind ?? ("goods" as const),
    tracked: false,
    createdAt: ctx.now,
  }));
  await inChunks(rows, (part) => tx.insert(products).values(part).onConflictDoNothing());
  return accept(await known());
}
