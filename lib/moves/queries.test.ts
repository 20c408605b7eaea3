import { sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { moveOrders } from "@/lib/orders/commands";
import { newId } from "@/lib/shared/ids";
import type { Context } from "@/lib/workspaces/context";
import { pgliteDatabase, type TestDatabase } from "@/tests/database";
import { makeClient, makeOrder, makeProduct, makeWorkspace } from "@/tests/factories";
import { undoMoves } from "./commands";
import { findBatch } from "./queries";

let database: TestDatabase;
let ctx: Context;

beforeAll(async () => {
  database = await pgliteDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  ctx = await makeWorkspace(database.db);
  await makeClient(ctx);
  await makeProduct(ctx, "CHAIR");
});
afterEach(() => database.invariants());

const order = () => makeOrder(ctx, [{ sku: "CHAIR", quantity: 1000 }]);
const cancel = async (numbers: readonly string[]) => {
  const { batchId } = await moveOrders(ctx, numbers, { type: "archive", reason: "cancelled" });
  return batchId;
};

test("a batch tells how many orders it moved, where to, why and who", async () => {
  const batch = await cancel([await order(), await order(), await order()]);
  expect(await findBatch(ctx, batch)).toEqual({
    batchId: batch,
    orders: 3,
    to: "archived",
    cause: "by_hand",
    at: expect.any(Date),
    actorName: ctx.actor.name,
    undoable: true,
  });
});

test("it can be taken back as long as one of its orders stands where it was moved to", async () => {
  const [first, second] = [await order(), await order()];
  const batch = await cancel([first, second]);
  await moveOrders(ctx, [first], { type: "reopen" });
  expect(await findBatch(ctx, batch)).toMatchObject({ orders: 2, undoable: true });
  const undone = await undoMoves(ctx, { batchId: batch });
  expect(undone?.undone).toHaveLength(1);
  expect(await findBatch(ctx, batch)).toMatchObject({ orders: 2, undoable: false });
});

test("what takes a batch back is no batch that can be taken back", async () => {
  await undoMoves(ctx, { batchId: await cancel([await order()]) });
  const { rows } = await database.db.execute<{ batch: string }>(sql`
    select batch_id as batch from moves where workspace_id = ${ctx.workspaceId} and undoes is not null`);
  const back = await findBatch(ctx, rows[0]?.batch ?? "");
  expect(back).toMatchObject({ orders: 1, to: "open", undoable: false });
});

test("asked for an order, it answers only where that order is in it", async () => {
  const [moved, other] = [await order(), await order()];
  const batch = await cancel([moved]);
  expect(await findBatch(ctx, batch, moved)).toMatchObject({ orders: 1 });
  expect(await findBatch(ctx, batch, other)).toBeNull();
});

test("an unknown batch, one of another workspace and no id at all are alike", async () => {
  const batch = await cancel([await order()]);
  const elsewhere = await makeWorkspace(database.db);
  expect(await findBatch(elsewhere, batch)).toBeNull();
  expect(await findBatch(ctx, newId())).toBeNull();
  expect(await findBatch(ctx, "")).toBeNull();
});
