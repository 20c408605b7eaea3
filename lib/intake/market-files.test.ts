import { sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { importOrders } from "@/lib/intake/direct";
import type { Context } from "@/lib/workspaces/context";
import { deliver, makeConnection } from "@/tests/channels";
import { fakeOrder, ORDER_ID } from "@/tests/channels/amazon-orders";
import { pgliteDatabase, type TestDatabase } from "@/tests/database";
import { makeWorkspace } from "@/tests/factories";

let database: TestDatabase;
let ctx: Context;

beforeAll(async () => {
  database = await pgliteDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  ctx = await makeWorkspace(database.db);
});
afterEach(() => database.invariants());

const NEW = `order-id\torder-item-id\tpurchase-date\tsku\tproduct-name\tquantity-purchased\tcurrency\titem-price\titem-tax\tshipping-price\tshipping-tax\tship-service-level\trecipient-name\tship-address-1\tship-city\tship-postal-code\tship-country`;
const UNSHIPPED = `order-id\torder-item-id\tpurchase-date\tpromise-date\tsku\tproduct-name\tquantity-purchased\tquantity-shipped\tquantity-to-ship\tship-service-level\trecipient-name\tship-address-1\tship-city\tship-postal-code\tship-country`;
const TO = "Standard\tAda Alder\t5 Quay Street\tPortland\t04101\tUS";

const newOrder = (price: string) =>
  `${NEW}\n${ORDER_ID}\t70001\t2026-06-08T14:05:00+00:00\tLAMP\tThe lamp\t3\tUSD\t${price}\t1.00\t4.00\t0.00\t${TO}\n`;
const unshipped = (quantity: number) =>
  `${UNSHIPPED}\n${ORDER_ID}\t70001\t2026-06-08T14:05:00+00:00\t2026-06-11T06:59:59+00:00\tLAMP\tThe lamp\t${quantity}\t0\t${quantity}\t${TO}\n`;

const bring = (text: string) =>
  importOrders(ctx, {
    fileName: "orders.txt",
    bytes: new TextEncoder().encode(text),
    createMissing: true,
  });

async function stored() {
  const { rows } = await database.db.execute(sql`
    select o.source, o.currency, o.total_minor, o.ship_by_on::text, c.code, c.name,
      (select sum(l.ordered)::int from order_lines l where l.order_id = o.id) as units
    from orders o join clients c on c.id = o.client_id
    where o.workspace_id = ${ctx.workspaceId}`);
  return rows;
}

describe("Amazon's reports of one order", () => {
  it("are one order, whichever comes later: what a report does not tell stays", async () => {
    await bring(newOrder("30.00"));
    const order = { source: "amazon", currency: "USD", code: "AMAZON", name: "Amazon" };
    expect(await stored()).toEqual([{ ...order, total_minor: 3500, ship_by_on: null, units: 3 }]);
    expect(await bring(unshipped(2))).toMatchObject({ ok: true, value: { updated: 1 } });
    expect(await stored()).toEqual([
      { ...order, total_minor: 2500, ship_by_on: "2026-06-11", units: 2 },
    ]);
    expect(await bring(unshipped(2))).toMatchObject({ ok: true, value: { unchanged: 1 } });
    await bring(newOrder("33.00"));
    expect(await stored()).toEqual([
      { ...order, total_minor: 3800, ship_by_on: "2026-06-11", units: 3 },
    ]);
  });

  it("change nothing of the order that Amazon's interface has brought", async () => {
    const connection = await makeConnection(ctx, { channel: "amazon", source: "amazon" }, {});
    await deliver(ctx, connection, JSON.stringify(fakeOrder()));
    const before = await stored();
    expect(await bring(unshipped(9))).toMatchObject({
      ok: true,
      value: { created: 0, updated: 0, unchanged: 1 },
    });
    expect(await stored()).toEqual(before);
  });
});
