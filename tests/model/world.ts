import { sql } from "drizzle-orm";
import { createInvoice } from "@/lib/invoices/commands";
import { moveOrders } from "@/lib/orders/commands";
import { expectReceipt } from "@/lib/orders/receipt-commands";
import { createProduction } from "@/lib/production/create";
import { newId } from "@/lib/shared/ids";
import { markShipped } from "@/lib/shipments/commands";
import { type Context, withWorkspace } from "@/lib/workspaces/context";
import type { TestDatabase } from "@/tests/database";
import { makeClient, makeOrder, makeProduct, makeWorkspace } from "@/tests/factories";
import type { Strangers } from "./dice";
import { CLIENTS } from "./editing";
import type { Product } from "./facts";

/** The products of every run. */
export const PRODUCTS: readonly Product[] = [
  { sku: "BOUGHT", kind: "goods", isMade: false, leadTimeDays: null, tracked: true, onHand: 6000 },
  { sku: "MADE", kind: "goods", isMade: true, leadTimeDays: 9, tracked: true, onHand: 2000 },
  { sku: "MADE-2", kind: "goods", isMade: true, leadTimeDays: null, tracked: true, onHand: 0 },
  { sku: "LOOSE", kind: "goods", isMade: false, leadTimeDays: null, tracked: false, onHand: 0 },
  { sku: "SERVICE", kind: "service", isMade: false, leadTimeDays: null, tracked: false, onHand: 0 },
];

/** The product under test: a workspace of its own, and a strange one beside it that must not notice anything. */
export type World = {
  readonly database: TestDatabase;
  readonly ctx: Context;
  readonly neighbour: Neighbour;
};

type Neighbour = { readonly ctx: Context; readonly strangers: Strangers };

const START = new Date("2026-06-01T06:00:00Z");
const MINUTE = 60_000;

/** The same world some minutes later: each command has a time of its own. */
export function atStep(world: World, step: number): Context {
  return { ...world.ctx, now: new Date(START.getTime() + step * MINUTE) };
}

/** The strange workspace, for all runs. */
export async function newNeighbour(database: TestDatabase): Promise<Neighbour> {
  const ctx = await makeWorkspace(database.db, { name: "Next Door", now: START });
  return { ctx, strangers: await makeStrangers(ctx) };
}

/** A workspace with stock and no orders. */
export async function newWorld(database: TestDatabase, neighbour: Neighbour): Promise<World> {
  const ctx = await makeWorkspace(database.db, { now: START });
  for (const [code, allowPartial] of CLIENTS) {
    await makeClient(ctx, code, { allowPartial });
  }
  for (const { sku, isMade, kind, tracked, leadTimeDays, onHand } of PRODUCTS) {
    await makeProduct(ctx, sku, { kind, tracked, leadTimeDays, onHand, made: isMade });
  }
  return { database, ctx, neighbour };
}

/** Takes a workspace away again: the invariants read all that there is, after each command. */
export async function removeWorld({ database, ctx }: World): Promise<void> {
  const { rows } = await database.db.execute<{ name: string }>(sql`
    select c.table_name as name from information_schema.columns c
    join information_schema.tables t on t.table_schema = c.table_schema and t.table_name = c.table_name
    where c.table_schema = 'public' and c.column_name = 'workspace_id' and t.table_type = 'BASE TABLE'`);
  const deletes = rows.map(
    ({ name }) => `delete from ${name} where workspace_id = '${ctx.workspaceId}';`,
  );
  // One block without triggers is a hundred times as fast as a truncation.
  await database.db.execute(
    sql.raw(`do $$ begin
      set local session_replication_role = replica;
      ${deletes.join("\n")}
      delete from workspaces where id = '${ctx.workspaceId}';
    end $$`),
  );
}

async function makeStrangers(foreign: Context): Promise<Strangers> {
  await makeClient(foreign, "OTHERS");
  await makeProduct(foreign, "ALIEN", { onHand: 5000, made: true });
  const order = await makeOrder(foreign, [{ sku: "ALIEN" }], {
    number: "FOREIGN-1",
    client: { code: "OTHERS" },
  });
  const cancelled = { type: "archive", reason: "cancelled" } as const;
  const { moved } = await moveOrders(foreign, [order], cancelled);
  const other = await makeOrder(foreign, [{ sku: "ALIEN" }], {
    number: "FOREIGN-2",
    client: { code: "OTHERS" },
  });
  await createInvoice(foreign, { orderNumber: other, batchId: newId() });
  await createProduction(foreign, { sku: "ALIEN", quantity: 1000, dueOn: "2026-07-01" });
  const receipt = await expectReceipt(foreign, {
    ...{ sku: "ALIEN", quantity: 1000, dueOn: "2026-07-01", reference: "PO-1" },
  });
  // The same clients, SKUs and numbers as ours: a query that forgets its workspace finds two.
  for (const [code] of CLIENTS) {
    await makeClient(foreign, code);
  }
  for (const { sku, kind, tracked } of PRODUCTS) {
    await makeProduct(foreign, sku, { kind, tracked, onHand: tracked ? 3000 : 0 });
  }
  for (const { sku } of [...PRODUCTS, ...PRODUCTS]) {
    const number = await makeOrder(foreign, [{ sku }], { allowPartial: true });
    await markShipped(foreign, { orderNumber: number, batchId: newId() });
  }
  // Series count per workspace: the names below must be beyond those that a run of our own can reach.
  await withWorkspace(foreign, async (tx) => {
    await tx.execute(
      sql`update invoices set number = 'INV-FOREIGN-1' where workspace_id = ${foreign.workspaceId}::uuid`,
    );
    await tx.execute(
      sql`update production_orders set number = 'MO-FOREIGN-1' where workspace_id = ${foreign.workspaceId}::uuid`,
    );
  });
  return {
    order: other,
    client: "OTHERS",
    sku: "ALIEN",
    shipment: "SH-FOREIGN-1",
    production: "MO-FOREIGN-1",
    invoice: "INV-FOREIGN-1",
    receipt: receipt.ok ? receipt.value.id : "",
    move: moved[0]?.move ?? "",
  };
}

/** What of the strange workspace a command of ours could have changed. */
export async function digestOf({ ctx }: Neighbour): Promise<unknown> {
  return withWorkspace(ctx, async (tx) => {
    const { rows } = await tx.execute(sql`
      with here as (select ${ctx.workspaceId}::uuid as id)
      select (select json_agg(p order by p.id) from products p, here where workspace_id = here.id) as products,
        (select json_agg(o order by o.id) from orders o, here where workspace_id = here.id) as orders,
        (select json_agg(l order by l.id) from order_lines l, here where workspace_id = here.id) as lines,
        (select json_agg(r order by r.id) from expected_receipts r, here where workspace_id = here.id) as receipts,
        (select json_agg(s order by s.id) from shipments s, here where workspace_id = here.id) as shipments,
        (select count(*) from order_events e, here where workspace_id = here.id) as events,
        (select count(*) from stock_movements m, here where workspace_id = here.id) as movements,
        (select json_agg(m order by m.id) from production_orders m, here where workspace_id = here.id) as productions`);
    return rows;
  });
}
