import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createOrder } from "@/lib/orders/commands";
import { orderInputSchema } from "@/lib/orders/input";
import { setOnHand } from "@/lib/orders/stock-movements";
import { newId } from "@/lib/shared/ids";
import type { Context } from "@/lib/workspaces/context";
import { postgresDatabase, type TestDatabase } from "@/tests/database";
import { makeClient, makeProduct, makeWorkspace } from "@/tests/factories";
import { meet } from "./meeting";

/** More than the statements of a new order. */
const PLACES = 20;

let database: TestDatabase & { readonly url: string };
let admin: pg.Pool;
let ctx: Context;

beforeAll(async () => {
  database = await postgresDatabase();
  admin = new pg.Pool({ connectionString: database.url });
  ctx = await makeWorkspace(database.db);
  await makeClient(ctx);
});
afterAll(async () => {
  await admin.end();
  await database.close();
});

const inputOf = (sku: string, number?: string) =>
  orderInputSchema.parse({
    client: { code: "ACME" },
    currency: "EUR",
    ...(number ? { number } : {}),
    lines: [{ sku, quantity: 2000, unitPriceMinor: 100 }],
  });

/** Lets both meet at each statement of the first; answers at how many places that was. */
async function everywhere(run: (place: number) => Promise<boolean>): Promise<number> {
  for (let place = 1; place <= PLACES; place += 1) {
    if (!(await run(place))) {
      return place - 1;
    }
  }
  throw new Error("A new order has more statements than were tried.");
}

test("a new order gets the units of a first movement, wherever that comes between two of its statements", async () => {
  const places = await everywhere(async (place) => {
    const sku = `P-${newId().slice(-12)}`;
    const product = await makeProduct(ctx, sku, { tracked: false });
    const { replies, met } = await meet<{ ok: boolean }>(
      admin,
      place,
      () => createOrder(ctx, inputOf(sku), "api"),
      () => setOnHand(ctx, { sku, onHand: 5000 }),
    );
    expect(replies.map(({ ok }) => ok)).toEqual([true, true]);
    const { rows } = await admin.query(
      `select l.reserved::float8, o.stock_cover from order_lines l
       join orders o on o.workspace_id = l.workspace_id and o.id = l.order_id where l.product_id = $1`,
      [product.id],
    );
    expect(rows, `at ${place}`).toEqual([{ reserved: 2, stock_cover: "in_stock" }]);
    return met;
  });
  expect(places).toBeGreaterThan(6);
  await database.invariants();
}, 120_000);

test("a number given by hand and the same one from the series are two numbers or a refusal, whoever comes when", async () => {
  // Of one product they would wait for each other before they come to their numbers.
  await makeProduct(ctx, "CHAIR");
  await makeProduct(ctx, "STOOL");
  const last = await createOrder(ctx, inputOf("CHAIR"), "api");
  let next = Number(last.ok ? last.value.number.slice(3) : Number.NaN);
  const places = await everywhere(async (place) => {
    const byHand = `SO-${next + 1}`;
    const { replies, met } = await meet(
      admin,
      place,
      () => createOrder(ctx, inputOf("CHAIR"), "api"),
      () => createOrder(ctx, inputOf("STOOL", byHand), "api"),
    );
    const [ours, theirs] = replies.map((reply) =>
      reply.ok ? reply.value.number : reply.refusal.code,
    );
    expect([
      [byHand, "number_taken"],
      [`SO-${next + 2}`, byHand],
    ]).toContainEqual([ours, theirs]);
    next = Number(ours?.slice(3));
    return met;
  });
  expect(places).toBeGreaterThan(6);
  await database.invariants();
}, 120_000);
