import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { setDatabase } from "@/db/client";
import { PRODUCTION_STATUSES, SHIPMENT_STATUSES, STOCK_COVERS } from "@/lib/orders/lifecycle";
import { followTrackingLink } from "@/lib/orders/tracking";
import { pgliteDatabase, type TestDatabase } from "@/tests/database";
import { seedDemo } from "./demo";

let database: TestDatabase;

beforeAll(async () => {
  database = await pgliteDatabase();
  setDatabase(database.db);
  await seedDemo(database.db, {
    orders: 240,
    now: new Date("2026-06-15T09:00:00Z"),
    log: () => undefined,
  });
}, 240_000);
afterAll(() => database.close());

const column = async (text: string) => {
  const { rows } = await database.db.execute<{ value: string }>(sql.raw(text));
  return rows.map((row) => row.value);
};

test("the demo breaks no rule and its stored statuses are the computed ones", async () => {
  await database.invariants();
});

test("every status value and every tab is there", async () => {
  const values = (name: string) =>
    column(`select distinct ${name} as value from orders order by 1`);
  expect(await values("tab")).toEqual(["archived", "closed", "open"]);
  expect(await values("stock_cover")).toEqual([...STOCK_COVERS].sort());
  expect(await values("production_status")).toEqual([...PRODUCTION_STATUSES].sort());
  expect(await values("shipment_status")).toEqual([...SHIPMENT_STATUSES].sort());
});

test("the accounts, keys and sizes are those of the contract, and all are marked as demo", async () => {
  expect(await column("select email as value from users where demo order by 1")).toEqual([
    "admin@oakline.example",
    "buyer@acme.example",
    "operator@oakline.example",
    "owner@harbor.example",
    "owner@oakline.example",
    "viewer@oakline.example",
  ]);
  expect(await column("select count(*)::text as value from api_keys where demo")).toEqual(["2"]);
  expect(
    await column(
      "select w.name || ' ' || count(*) as value from orders o join workspaces w on w.id = o.workspace_id group by w.name order by 1",
    ),
  ).toEqual(["Harbor Supply 60", "Oakline Furniture 240"]);
});

test("the first client has an order that left in part, which its tracking link shows", async () => {
  const followed = await followTrackingLink("demo-tracking-oakline1", "203.0.113.1");
  expect(followed).toMatchObject({
    value: { order: { answer: { headline: expect.stringMatching(/^Partly shipped: /) } } },
  });
  expect(
    await column(
      "select distinct c.code as value from tracking_links t join orders o on o.id = t.order_id join clients c on c.id = o.client_id",
    ),
  ).toEqual(["ACME"]);
});

test("clients of one workspace were told of the last days, and nothing waits to be sent", async () => {
  expect(
    await column(
      "select distinct w.name || ' ' || m.state as value from messages m join workspaces w on w.id = m.workspace_id",
    ),
  ).toEqual(["Oakline Furniture kept"]);
  expect(await column("select distinct kind as value from messages order by 1")).toEqual(
    expect.arrayContaining(["confirmed", "shipped"]),
  );
  expect(await column("select topic as value from outbox where done_at is null")).toEqual([]);
});

test("a database that holds a workspace is not filled again", async () => {
  const again = seedDemo(database.db, { orders: 240, now: new Date(), log: () => undefined });
  await expect(again).rejects.toThrow("only an empty database");
});
