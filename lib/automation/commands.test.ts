import { eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { orderEvents, orders } from "@/db/schema/orders";
import { printDocuments } from "@/lib/documents/commands";
import { CLOSING_FACTS } from "@/lib/orders/policy";
import { newId } from "@/lib/shared/ids";
import { markShipped } from "@/lib/shipments/commands";
import { type Context, withWorkspace } from "@/lib/workspaces/context";
import { pgliteDatabase, type TestDatabase } from "@/tests/database";
import { makeClient, makeOrder, makeProduct, makeWorkspace } from "@/tests/factories";
import { savePolicy } from "./commands";
import { policySchema } from "./input";
import { readPolicy } from "./queries";

let database: TestDatabase;
let ctx: Context;

beforeAll(async () => {
  database = await pgliteDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  ctx = await makeWorkspace(database.db);
  await makeClient(ctx);
  await makeProduct(ctx, "CHAIR", { onHand: 9000 });
});
afterEach(() => database.invariants());

const RULES = {
  version: 0,
  dispatchOn: [...CLOSING_FACTS],
  closeOn: [...CLOSING_FACTS],
  archiveOnAsn: "sent" as const,
  archiveOnCompleted: true,
  paused: false,
};
const printLabel = (number: string) =>
  printDocuments(ctx, { kinds: ["label"], orders: [number], idempotencyKey: newId() });
const order = async (number: string) => {
  const [row] = await withWorkspace(ctx, (tx) =>
    tx.select().from(orders).where(eq(orders.number, number)),
  );
  return row;
};

test("each save is a new version; a stale one is refused and changes nothing", async () => {
  expect((await readPolicy(ctx)).policy.version).toBe(0);
  expect(await savePolicy(ctx, RULES)).toMatchObject({ ok: true, value: { version: 1 } });
  expect(await savePolicy(ctx, RULES)).toMatchObject({
    ok: false,
    refusal: { code: "changed_meanwhile" },
  });
  expect(await savePolicy(ctx, { ...RULES, version: 1, paused: true })).toMatchObject({ ok: true });
  const { policy, history } = await readPolicy(ctx);
  expect(policy).toMatchObject({ version: 2, paused: true });
  expect(history.map((one) => one.version)).toEqual([2, 1]);
});

test("another workspace keeps its own policy", async () => {
  await savePolicy(ctx, { ...RULES, paused: true });
  const other = await makeWorkspace(database.db, { name: "Other" });
  expect((await readPolicy(other)).policy).toMatchObject({ version: 0, paused: false });
});

test("where labels do not close, a print dispatches and the hand-over closes, and the move names the version", async () => {
  await savePolicy(ctx, { ...RULES, closeOn: ["marked_shipped"] });
  const number = await makeOrder(ctx, [{ sku: "CHAIR" }]);
  await printLabel(number);
  expect(await order(number)).toMatchObject({ tab: "open", shipmentStatus: "shipped" });
  await markShipped(ctx, { orderNumber: number, batchId: newId() });
  expect(await order(number)).toMatchObject({ tab: "closed" });
  const events = await withWorkspace(ctx, (tx) =>
    tx.select().from(orderEvents).where(eq(orderEvents.type, "closed")),
  );
  expect(events).toMatchObject([{ cause: "marked_shipped", policyVersion: 1, actorKind: "rule" }]);
});

test("where labels do not dispatch, a print moves no stock", async () => {
  await savePolicy(ctx, { ...RULES, dispatchOn: ["marked_shipped"] });
  const number = await makeOrder(ctx, [{ sku: "CHAIR" }]);
  await printLabel(number);
  expect(await order(number)).toMatchObject({ tab: "open", shipmentStatus: "not_shipped" });
  await markShipped(ctx, { orderNumber: number, batchId: newId() });
  expect(await order(number)).toMatchObject({ tab: "closed", shipmentStatus: "shipped" });
});

test("while paused nothing moves by itself, but stock stays true", async () => {
  await savePolicy(ctx, { ...RULES, paused: true });
  const number = await makeOrder(ctx, [{ sku: "CHAIR" }]);
  await printLabel(number);
  expect(await order(number)).toMatchObject({ tab: "open", shipmentStatus: "shipped" });
});

test("a form's boxes are read as they are ticked", () => {
  expect(
    policySchema.parse({
      version: "3",
      dispatchOn: "label_printed",
      archiveOnAsn: "off",
      paused: "on",
    }),
  ).toEqual({
    version: 3,
    dispatchOn: ["label_printed"],
    closeOn: [],
    archiveOnAsn: "off",
    archiveOnCompleted: false,
    paused: true,
  });
});
