import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { moveOrders } from "@/lib/orders/commands";
import { readOrderList } from "@/lib/orders/list";
import { parseListParams } from "@/lib/orders/list-params";
import { moveInQueue } from "@/lib/orders/queue-moves";
import type { Context } from "@/lib/workspaces/context";
import { postgresDatabase, type TestDatabase } from "@/tests/database";
import { makeClient, makeOrder, makeProduct, makeWorkspace } from "@/tests/factories";

/** Real Postgres only: an embedded database has one connection and hides every race. */
let database: TestDatabase;
let ctx: Context;

beforeAll(async () => {
  database = await postgresDatabase();
  ctx = await makeWorkspace(database.db);
  await makeClient(ctx);
  await makeProduct(ctx, "CHAIR");
});
afterEach(() => database.invariants());
afterAll(() => database.close());

test("a search shows what stands still once and in order, while others leave the tab and move in it", async () => {
  const numbers: string[] = [];
  for (let at = 0; at < 12; at += 1) {
    numbers.push(await makeOrder(ctx, [{ sku: "CHAIR" }]));
  }
  const [leaving = "", jumping = "", ...still] = numbers;
  let isDone = false;
  const leave = async () => {
    for (let round = 0; round < 12; round += 1) {
      const away = await moveOrders(ctx, [leaving], { type: "archive", reason: "cancelled" });
      const back = await moveOrders(ctx, [leaving], { type: "reopen" });
      expect([away.moved.length, back.moved.length]).toEqual([1, 1]);
    }
  };
  const jump = async () => {
    for (let round = 0; round < 12; round += 1) {
      const place = round % 2 === 0 ? { before: still[4] ?? "" } : { after: still[7] ?? "" };
      expect(await moveInQueue(ctx, { order: jumping, place })).toMatchObject({ ok: true });
    }
  };
  const search = async (q: string) => {
    let answers = 0;
    while (!isDone) {
      const { rows } = await readOrderList(ctx, "open", parseListParams({ q }, "open"));
      const shown = rows.map(({ number }) => number);
      expect(new Set(shown).size).toBe(shown.length);
      expect(shown.filter((number) => still.includes(number))).toEqual(still);
      answers += 1;
    }
    return answers;
  };
  const searching = Promise.all([search("chair"), search("acme"), search("so-10")]);
  await Promise.all([leave(), jump()]).finally(() => {
    isDone = true;
  });
  expect(Math.min(...(await searching))).toBeGreaterThan(3);
}, 120_000);
