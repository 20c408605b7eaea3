/** A workspace in the middle of its work, built once and copied for each run of a command. */
import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import pg from "pg";
import { expect } from "vitest";
import { sendAsns } from "@/lib/asn/commands";
import { apiKeyHash, createApiKey } from "@/lib/auth/api-keys";
import { printDocuments } from "@/lib/documents/commands";
import { createInvoice } from "@/lib/invoices/commands";
import { moveOrders } from "@/lib/orders/commands";
import { expectReceipt } from "@/lib/orders/receipt-commands";
import { staleOrders } from "@/lib/orders/stale";
import { recordMovement } from "@/lib/orders/stock-movements";
import { blockProduction, cancelProduction } from "@/lib/production/commands";
import { createProduction } from "@/lib/production/create";
import { reportMade } from "@/lib/production/report";
import { newId } from "@/lib/shared/ids";
import type { Outcome } from "@/lib/shared/outcome";
import { prepareShipment } from "@/lib/shipments/prepare";
import { type Context, provedWorkspace, type WorkspaceId } from "@/lib/workspaces/context";
import { loadContext } from "@/lib/workspaces/queries";
import { type ApiClient, clientOf } from "../api/client";
import { makeConnection } from "../channels";
import type { postgresDatabase } from "../database";
import { makeClient, makeOrder, makeProduct, makeWorkspace } from "../factories";

/** What a command finds: orders and production orders under names that say how far they are. */
export type Scene = { readonly ctx: Context; readonly api: ApiClient };

export type Stage = {
  /** A fresh copy of the scene, a workspace of its own. */
  readonly copy: () => Promise<Scene>;
  /** Expects that every copy is whole, and removes them all. */
  readonly expectWhole: () => Promise<void>;
  /** A connection beside the product's own, which sees all rows. */
  readonly admin: pg.Pool;
  readonly close: () => Promise<void>;
};

/** Numbers of the production orders: linked and begun, blocked, cancelled, planned. */
export const MAKING = "MO-101";
export const BLOCKED = "MO-102";
export const DROPPED = "MO-103";
export const PLANNED = "MO-104";

/** Shipments: those of the orders LEFT and SENT, and the draft of PACKED. */
export const LEFT = "SH-1002";
export const SENT = "SH-1004";
export const PACKED = "SH-1005";

/** Builds the scene in a database of its own. */
export async function openStage({
  db,
  url,
}: Awaited<ReturnType<typeof postgresDatabase>>): Promise<Stage> {
  const admin = new pg.Pool({ connectionString: url, max: 2, application_name: "stage" });
  // A connection that is being closed may be ended by the server first, when the database is dropped.
  admin.on("connect", (client) => client.on("error", () => undefined));
  const ctx = await makeWorkspace(db, { now: new Date() });
  const { key } = await createApiKey(ctx, { name: "Program", role: "owner" });
  await build(ctx);
  const rows = await readRows(admin, ctx.workspaceId);
  const copies: WorkspaceId[] = [];
  return {
    admin,
    expectWhole: async () => {
      const broken = await admin.query(await readFile("db/invariants.sql", "utf8"));
      const stale: string[] = [];
      for (const copy of copies) {
        stale.push(...(await staleOrders(copy)));
      }
      await removeRows(admin, copies.splice(0));
      expect(broken.rows, "rows that break an invariant").toEqual([]);
      expect(stale, "orders with a wrong status").toEqual([]);
    },
    copy: async () => {
      const tail = randomBytes(6).toString("hex");
      const copied = `of_${randomBytes(16).toString("hex")}`;
      const renamed = rows.map(({ table, json }) => ({
        table,
        json: json
          .replaceAll(UUID, (id) => `${id.slice(0, 24)}${mixed(id.slice(24), tail)}`)
          .replaceAll(apiKeyHash(key), apiKeyHash(copied)),
      }));
      await writeRows(admin, renamed);
      const id = `${ctx.workspaceId.slice(0, 24)}${mixed(ctx.workspaceId.slice(24), tail)}`;
      const { actor, role } = ctx;
      copies.push(provedWorkspace(id));
      return {
        ctx: await loadContext(provedWorkspace(id), { actor, role }),
        api: clientOf(copied),
      };
    },
    close: () => admin.end(),
  };
}

async function build(ctx: Context): Promise<void> {
  const print = (number: string) =>
    printDocuments(ctx, { kinds: ["label"], orders: [number], idempotencyKey: newId() });
  await makeClient(ctx);
  await makeConnection(ctx);
  await makeProduct(ctx, "CHAIR", { onHand: 2000 });
  await makeProduct(ctx, "LAMP", { onHand: 20_000 });
  await makeProduct(ctx, "OAK", { made: true });
  const line = (sku: string, units: number) => ({ sku, quantity: units * 1000 });
  await makeOrder(ctx, [line("CHAIR", 4)], { number: "PART", allowPartial: true });
  must(await print("PART"));
  must(await recordMovement(ctx, { sku: "CHAIR", quantity: 12_000, reason: "receipt" }));
  await makeOrder(ctx, [line("CHAIR", 3), line("LAMP", 1)], { number: "READY" });
  await makeOrder(ctx, [line("LAMP", 2), line("CHAIR", 4)], { number: "NEXT" });
  await makeOrder(ctx, [line("CHAIR", 6)], { number: "SHORT" });
  await makeOrder(ctx, [line("OAK", 5)], { number: "MAKE" });
  await makeOrder(ctx, [line("OAK", 20)], { number: "WANT" });
  for (const number of ["LEFT", "BILLED", "SENT"]) {
    await makeOrder(ctx, [line("LAMP", 1)], { number });
    must(await print(number));
  }
  must(await createInvoice(ctx, { orderNumber: "BILLED", batchId: newId() }));
  await sendAsns(ctx, ["SENT"]);
  await makeOrder(ctx, [line("LAMP", 1)], { number: "GONE" });
  await moveOrders(ctx, ["GONE"], { type: "archive", reason: "cancelled" });
  await makeOrder(ctx, [line("LAMP", 1)], { number: "HELD", onHold: true });
  await makeOrder(ctx, [line("LAMP", 2)], { number: "PACKED" });
  must(await prepareShipment(ctx, { orderNumber: "PACKED" }));
  const expected = { quantity: 5000, dueOn: ctx.today, reference: "PO-1" };
  must(await expectReceipt(ctx, { sku: "CHAIR", ...expected }));
  const oak = { sku: "OAK", quantity: 5000, dueOn: ctx.today };
  must(await createProduction(ctx, { ...oak, order: "MAKE" }));
  must(await reportMade(ctx, MAKING, { quantity: 1000, scrapped: 0 }));
  must(await createProduction(ctx, oak));
  must(await blockProduction(ctx, BLOCKED, "No oak"));
  must(await createProduction(ctx, oak));
  must(await cancelProduction(ctx, DROPPED));
  must(await createProduction(ctx, oak));
}

function must(outcome: Outcome<unknown>): void {
  if (!outcome.ok) {
    throw new Error(`The scene was refused: ${JSON.stringify(outcome.refusal)}`);
  }
}

type TableRows = { readonly table: string; readonly json: string };

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** Ids keep their time, and with it their order. */
function mixed(tail: string, by: string): string {
  const bits = BigInt(`0x${tail}`) ^ BigInt(`0x${by}`);
  return bits.toString(16).padStart(12, "0");
}

/** The tables that hold rows of a workspace, the workspace itself first. */
export async function workspaceTables(admin: pg.Pool): Promise<string[]> {
  const { rows } = await admin.query<{ name: string }>(`
    select table_name as name from information_schema.columns
    join information_schema.tables using (table_schema, table_name)
    where table_schema = 'public' and column_name = 'workspace_id' and table_type = 'BASE TABLE'
      and not exists (select from pg_class where oid = to_regclass(table_name) and relispartition)
    order by 1`);
  return ["workspaces", ...rows.map(({ name }) => name)];
}

export const keyOf = (table: string) => (table === "workspaces" ? "id" : "workspace_id");

async function readRows(admin: pg.Pool, workspaceId: string): Promise<TableRows[]> {
  const found: TableRows[] = [];
  for (const table of await workspaceTables(admin)) {
    const { rows } = await admin.query<{ json: string | null }>(
      `select jsonb_agg(to_jsonb(t))::text as json from "${table}" t where ${keyOf(table)} = $1`,
      [workspaceId],
    );
    const json = rows[0]?.json;
    if (json) {
      found.push({ table, json });
    }
  }
  return found;
}

async function removeRows(admin: pg.Pool, workspaces: readonly string[]): Promise<void> {
  const deletes = (await workspaceTables(admin)).map(
    (table) =>
      `delete from "${table}" where ${keyOf(table)} = any('{${workspaces.join(",")}}'::uuid[])`,
  );
  await admin.query(
    ["begin", "set local session_replication_role = replica", ...deletes, "commit"].join(";"),
  );
}

/** Writes rows as they were read; references are whole because all rows come at once. */
async function writeRows(admin: pg.Pool, tables: readonly TableRows[]): Promise<void> {
  const client = await admin.connect();
  try {
    await client.query("begin; set local session_replication_role = replica");
    for (const { table, json } of tables) {
      const columns = await writtenColumns(client, table);
      await client.query(
        `insert into "${table}" (${columns}) select ${columns} from jsonb_populate_recordset(null::"${table}", $1::jsonb)`,
        [json],
      );
    }
    await client.query("commit");
  } finally {
    client.release();
  }
}

const columnsOf = new Map<string, string>();

/** All columns but those that the database fills itself. */
async function writtenColumns(client: pg.PoolClient, table: string): Promise<string> {
  const known = columnsOf.get(table);
  if (known !== undefined) {
    return known;
  }
  const { rows } = await client.query<{ columns: string }>(
    `select string_agg(quote_ident(column_name), ', ') as columns from information_schema.columns
     where table_schema = 'public' and table_name = $1 and is_generated = 'NEVER' and is_identity = 'NO'`,
    [table],
  );
  const columns = rows[0]?.columns ?? "";
  columnsOf.set(table, columns);
  return columns;
}
