import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { drainOutbox } from "@/lib/background/drain";
import { newId } from "@/lib/shared/ids";
import { markShipped } from "@/lib/shipments/commands";
import type { Context } from "@/lib/workspaces/context";
import { postgresDatabase } from "../database";
import { makeClient, makeProduct, makeWorkspace } from "../factories";
import { connectShop, orderFromShop } from "./shopify-connection";
import { hasShopifySchema } from "./shopify-schema";
import { type ShopifyServer, startShopify } from "./shopify-server";
import type { ShopOrder } from "./shopify-shop";

const KILLS = process.env.SOAK === undefined ? 10 : 100;
const SHIPMENTS_A_KILL = 4;
const LIVES_MS_MAX = 600;
const SECRET = "a-secret-for-tests-of-more-than-32-characters";

describe.skipIf(!hasShopifySchema)("the drain is killed at any moment", () => {
  let database: Awaited<ReturnType<typeof postgresDatabase>>;
  let server: ShopifyServer;
  let ctx: Context;

  beforeAll(async () => {
    process.env.AUTH_SECRET = SECRET;
    server = await startShopify();
    server.setBucket(2000, 10_000);
    process.env.SHOPIFY_ORIGIN = server.origin;
    database = await postgresDatabase();
    ctx = await makeWorkspace(database.db, { now: new Date() });
    await makeClient(ctx);
    await makeProduct(ctx, "CHAIR", { onHand: 5_000_000 });
    await connectShop(ctx);
  });
  afterAll(async () => {
    delete process.env.SHOPIFY_ORIGIN;
    await server.stop();
    await database.close();
  });

  /** Two of four units, so that Shopify itself would let the same shipment be fulfilled twice. */
  async function shipHalf(index: number): Promise<ShopOrder> {
    const shopOrder = server.shop.add({
      lines: [
        { sku: "CHAIR", quantity: 2 },
        { sku: "CHAIR", quantity: 2 },
      ],
    });
    const number = await orderFromShop(ctx, shopOrder);
    const outcome = await markShipped(ctx, {
      orderNumber: number,
      batchId: newId(),
      carrier: "DHL",
      trackingNumber: index % 3 === 0 ? null : `JD-${index}`,
    });
    if (!outcome.ok) {
      throw new Error(outcome.refusal.code);
    }
    for (const line of shopOrder.fulfilmentOrders.flatMap(({ lines }) => lines)) {
      line.remaining += 2;
    }
    return shopOrder;
  }

  function startDrain(): { drain: ChildProcess; ready: Promise<unknown> } {
    const drain = spawn(
      process.execPath,
      ["--conditions=react-server", "--import", "tsx", "tests/channels/drain-process.ts"],
      {
        env: {
          ...process.env,
          NODE_ENV: "production",
          DATABASE_URL: database.url,
          DATABASE_DRIVER: "postgres",
        },
        stdio: ["pipe", "pipe", "inherit"],
      },
    );
    return { drain, ready: once(drain.stdout ?? drain, "data") };
  }

  const leasesEnd = () =>
    database.db.execute(sql`update outbox set available_at = now() where done_at is null`);

  test(
    `${KILLS} times, and every shipment is in Shopify exactly once, with its number`,
    async () => {
      const all: ShopOrder[] = [];
      let heardAndUnanswered = 0;
      server.failAtRandom(() => ({ kind: "slow", ms: Math.ceil(Math.random() * 25) }));
      let next = startDrain();
      for (let kill = 0; kill < KILLS; kill += 1) {
        const { drain, ready } = next;
        // A process takes seconds to start: the next one does so meanwhile.
        next = startDrain();
        for (let index = 0; index < SHIPMENTS_A_KILL; index += 1) {
          all.push(await shipHalf(all.length));
        }
        await leasesEnd();
        await ready;
        const ended = once(drain, "exit");
        if (kill % 2 === 0) {
          let fulfilled = Math.ceil(Math.random() * SHIPMENTS_A_KILL);
          server.onExecuted((field) => {
            fulfilled -= field === "fulfillmentCreate" ? 1 : 0;
            if (fulfilled === 0) {
              heardAndUnanswered += 1;
              drain.kill("SIGKILL");
            }
          });
        }
        drain.stdin?.write("go\n");
        const lives = kill % 2 === 0 ? 30_000 : Math.random() * LIVES_MS_MAX;
        await Promise.race([ended, wait(lives)]);
        server.onExecuted(null);
        drain.kill("SIGKILL");
        await ended;
      }
      next.drain.kill("SIGKILL");
      server.failAtRandom(null);
      for (let round = 0; round < 5; round += 1) {
        await leasesEnd();
        await drainOutbox({ rounds: 100 });
      }
      expect(all.map(({ fulfilments }) => fulfilments.length)).toEqual(all.map(() => 1));
      expect(all.map(({ fulfilments }) => fulfilments[0]?.tracking.number)).toEqual(
        all.map((_, index) => (index % 3 === 0 ? null : `JD-${index}`)),
      );
      expect(heardAndUnanswered).toBeGreaterThanOrEqual(KILLS / 2);
      const { rows } = await database.db.execute<{ asns: number; archived: number }>(sql`
        select (select count(*)::int from asns where format = 'channel') as asns,
          (select count(*)::int from orders where archive_reason = 'asn') as archived`);
      expect(rows[0]).toEqual({ asns: all.length, archived: all.length });
      expect(server.invalid).toEqual([]);
      await database.invariants();
    },
    KILLS * 15_000,
  );
});
