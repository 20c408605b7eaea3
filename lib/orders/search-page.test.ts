import { sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type Context, withWorkspace } from "@/lib/workspaces/context";
import { pgliteDatabase, type TestDatabase } from "@/tests/database";
import { makeClient, makeOrder, makeProduct, makeWorkspace } from "@/tests/factories";
import { moveOrders } from "./commands";
import type { Tab } from "./lifecycle";
import { readOrderList } from "./list";
import { parseListParams } from "./list-params";

const IN_TAB = 53;

let database: TestDatabase;
let ctx: Context;

beforeAll(async () => {
  database = await pgliteDatabase();
  ctx = await makeWorkspace(database.db);
  await makeClient(ctx);
  await makeClient(ctx, "CHAIRS");
  await makeProduct(ctx, "CHAIR");
  const archived: string[] = [];
  for (let at = 0; at < IN_TAB * 2; at += 1) {
    const code = at % 5 === 0 ? "CHAIRS" : "ACME";
    const number = await makeOrder(ctx, [{ sku: "CHAIR" }], { client: { code } });
    if (at % 2 === 0) {
      archived.push(number);
    }
  }
  // Many come into a tab at the same instant: then their ids say who is first.
  for (const [at, part] of [archived.slice(0, 30), archived.slice(30)].entries()) {
    const then = { ...ctx, now: new Date(ctx.now.getTime() + at * 60_000) };
    await moveOrders(then, part, { type: "archive", reason: "cancelled" });
  }
}, 120_000);
afterEach(() => database.invariants());
afterAll(() => database.close());

const list = (tab: Tab, raw: Record<string, string>) =>
  readOrderList(ctx, tab, parseListParams(raw, tab));

/** The numbers on all pages from the first to the last, and on the way back from there. */
async function walked(tab: Tab, raw: Record<string, string>) {
  const forth: string[][] = [];
  const back: string[][] = [];
  let page = await list(tab, raw);
  forth.push(page.rows.map(({ number }) => number));
  while (page.next !== null) {
    page = await list(tab, { ...raw, after: page.next });
    forth.push(page.rows.map(({ number }) => number));
  }
  while (page.previous !== null) {
    page = await list(tab, { ...raw, before: page.previous });
    back.unshift(page.rows.map(({ number }) => number));
  }
  return { forth, back };
}

describe.each(["open", "archived"] as const)("a search in the tab %s", (tab) => {
  test.each([
    ["by a word of all orders", "chair"],
    ["by a word of all orders that is also a client's name", "chairs"],
    ["by the name of a client that has most of them", "acme"],
    ["by several words of each order", "so-1"],
  ])("%s pages forth and back in the order of the tab", async (_name, q) => {
    const all = await withWorkspace(ctx, (tx) =>
      tx.execute<{ number: string }>(sql`
        select o.number from orders o join clients c on c.workspace_id = o.workspace_id and c.id = o.client_id
        where o.workspace_id = ${ctx.workspaceId} and o.tab = ${tab}
          and (o.search_text ~ ${`(^|[^a-z])${q}`} or c.search_text like ${`%${q}%`})
        order by ${tab === "open" ? sql`o.rank, o.id` : sql`o.tab_since desc, o.id desc`}`),
    );
    const numbers = all.rows.map(({ number }) => number);
    expect(numbers.length).toBeGreaterThan(10);
    const { forth, back } = await walked(tab, { q });
    expect(forth.flat()).toEqual(numbers);
    expect(back).toEqual(forth.slice(0, -1));
    expect((await list(tab, { q })).found).toBe(numbers.length);
  });
});

test("a search follows an order that moves in the queue", async () => {
  const first = (await list("open", { q: "chair" })).rows.map(({ number }) => number);
  const [number = ""] = first;
  await withWorkspace(ctx, (tx) =>
    tx.execute(sql`update orders set rank = rank + 1000000 where number = ${number}`),
  );
  const { forth } = await walked("open", { q: "chair" });
  expect(forth.flat().at(-1)).toBe(number);
  expect(forth.flat().slice(0, -1)).toEqual((await walked("open", {})).forth.flat().slice(0, -1));
});
