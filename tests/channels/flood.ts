import { sql } from "drizzle-orm";
import { expect } from "vitest";
import { guardedChannelRoute } from "@/lib/intake/channel-door";
import { drainDeliveries } from "@/lib/intake/drain-deliveries";
import { newId } from "@/lib/shared/ids";
import type { Context } from "@/lib/workspaces/context";
import { makeConnection, webhookBody, webhookHeaders } from "../channels";
import type { TestDatabase } from "../database";
import { makeProduct, makeWorkspace } from "../factories";
import { serveRoute } from "../route-server";

const VERSIONS = 5;
const COPIES = 4;
const PARALLEL = 32;

type Call = { readonly body: string; readonly headers: Record<string, string> };

const nameOf = (order: number) => `#${1001 + order}`;

/** Version by version an order grows, is edited, and in every third order is cancelled, in every ninth not for good. */
function versionOf(order: number, version: number) {
  const cancelled = order % 3 === 0 && version === (order % 9 === 0 ? 3 : 4);
  return {
    name: nameOf(order),
    minute: version,
    note: `version ${version}`,
    cancelled,
    lines: [
      { sku: "CHAIR", quantity: 1 + ((order + version) % 3), id: 1 },
      ...(version > 1 ? [{ sku: `LAMP-${order % 7}`, quantity: version, id: 2 }] : []),
    ],
  };
}

/** Each version comes four times: twice under one id, as a retry does, and under two other ones. */
function callsOf(order: number): Call[] {
  return Array.from({ length: VERSIONS }, (_, version) => {
    const body = webhookBody(versionOf(order, version));
    const first = newId();
    const ids = [first, first, ...Array.from({ length: COPIES - 2 }, newId)];
    return ids.map((id, copy) => {
      const topic = copy % 2 === 0 ? "orders/updated" : "orders/create";
      return { body, headers: webhookHeaders(body, { id, topic }) };
    });
  }).flat();
}

/** The same order for the same seed, so that a failure can be seen again. */
function shuffle<T>(items: T[]): T[] {
  let seed = 20_260_601;
  for (let last = items.length - 1; last > 0; last -= 1) {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    const other = seed % (last + 1);
    [items[last], items[other]] = [items[other] as T, items[last] as T];
  }
  return items;
}

/** Sends all calls over HTTP, 32 at a time, and checks that nothing is lost, doubled or wrong. */
export async function flood(database: TestDatabase, orders: number) {
  const ctx = await makeWorkspace(database.db);
  await makeProduct(ctx, "CHAIR", { onHand: orders * 1000 });
  const connection = await makeConnection(ctx);
  const running = new Set<Promise<unknown>>();
  const route = guardedChannelRoute((work) => {
    const promise = work().finally(() => running.delete(promise));
    running.add(promise);
  });
  const params = Promise.resolve({ connection: connection.id });
  const server = await serveRoute((request) => route(request, { params }));
  const calls = shuffle(Array.from({ length: orders }, (_, order) => callsOf(order)).flat());
  const started = performance.now();
  const times = await sendAll(server.address, calls);
  const answered = performance.now();
  await Promise.all(running);
  await drainDeliveries({ rounds: 1000 });
  const handled = performance.now();
  await server.close();
  await expectAllRight(database, ctx, orders);
  times.sort((one, other) => one - other);
  return {
    calls: calls.length,
    slowestMs: Math.round(times.at(-1) ?? 0),
    medianMs: Math.round(times[Math.floor(times.length / 2)] ?? 0),
    answeredSeconds: Math.round((answered - started) / 100) / 10,
    handledSeconds: Math.round((handled - started) / 100) / 10,
  };
}

async function sendAll(address: string, calls: readonly Call[]): Promise<number[]> {
  const waiting = [...calls];
  const times: number[] = [];
  const work = async () => {
    for (let call = waiting.pop(); call; call = waiting.pop()) {
      const since = performance.now();
      const response = await fetch(address, { method: "POST", ...call });
      await response.arrayBuffer();
      times.push(performance.now() - since);
      expect(response.status).toBe(200);
    }
  };
  await Promise.all(Array.from({ length: PARALLEL }, work));
  return times;
}

async function expectAllRight(database: TestDatabase, ctx: Context, orders: number): Promise<void> {
  const { rows: ledger } = await database.db.execute(sql`
    select sum(received)::int as received, count(*)::int as rows,
      count(*) filter (where handled_at is null or fate not in ('kept', 'same', 'older'))::int as open,
      count(distinct external_id)::int as orders
    from deliveries where workspace_id = ${ctx.workspaceId}`);
  expect(ledger).toEqual([
    {
      received: orders * VERSIONS * COPIES,
      rows: orders * VERSIONS * (COPIES - 1),
      open: 0,
      orders,
    },
  ]);
  const { rows } = await database.db.execute<{ external_id: string; is: unknown }>(sql`
    select o.external_id, jsonb_build_object('tab', o.tab, 'note', o.note, 'lines',
      (select jsonb_agg(jsonb_build_array(l.sku, l.ordered) order by l.line) from order_lines l
        where l.workspace_id = o.workspace_id and l.order_id = o.id)) as is
    from orders o where o.workspace_id = ${ctx.workspaceId}`);
  const stored = new Map(rows.map((row) => [row.external_id, row.is]));
  expect(rows.length).toBe(orders);
  for (let order = 0; order < orders; order += 1) {
    const { cancelled, note, lines } = versionOf(order, VERSIONS - 1);
    expect(stored.get(nameOf(order)), nameOf(order)).toEqual({
      tab: cancelled ? "archived" : "open",
      note,
      lines: lines.map(({ sku, quantity }) => [sku, quantity]),
    });
  }
  await database.invariants();
}
