import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { drainOutbox } from "@/lib/background/drain";
import { drainDeliveries } from "@/lib/intake/drain-deliveries";
import { runPolls } from "@/lib/intake/polls";
import { newId } from "@/lib/shared/ids";
import { markShipped } from "@/lib/shipments/commands";
import { type Context, withWorkspace } from "@/lib/workspaces/context";
import { makeConnection } from "../channels";
import { postgresDatabase } from "../database";
import { makeWorkspace } from "../factories";
import { fakeOrder } from "./amazon-orders";
import { type AmazonServer, startAmazonServer } from "./amazon-server";
import { fakePurchaseOrder } from "./wayfair-orders";
import { startWayfairServer, type WayfairServer } from "./wayfair-server";

const KILLS = process.env.SOAK === undefined ? 6 : 100;
const ORDERS_A_KILL = 2;
const LIVES_MS_MAX = 700;
/** What tells a market of a shipment, by the name of its operation. */
const TELLS = new Set(["confirm", "shipment"]);

describe("the drain is killed at any moment", () => {
  let database: Awaited<ReturnType<typeof postgresDatabase>>;
  let amazon: AmazonServer;
  let wayfair: WayfairServer;
  let ctx: Context;

  beforeAll(async () => {
    [amazon, wayfair] = await Promise.all([startAmazonServer(), startWayfairServer()]);
    Object.assign(process.env, {
      SPAPI_ORIGIN: amazon.origin,
      LWA_ORIGIN: amazon.origin,
      WAYFAIR_ORIGIN: wayfair.origin,
      WAYFAIR_SSO_ORIGIN: wayfair.origin,
    });
    database = await postgresDatabase();
    ctx = await makeWorkspace(database.db, { now: new Date() });
    for (const [channel, { settings, secrets }] of [
      ["amazon", amazon],
      ["wayfair", wayfair],
    ] as const) {
      const set = { ...settings, noticeHoldMinutes: "0" };
      const row = { channel, source: channel, name: channel, settings: set, nextPollAt: ctx.now };
      await makeConnection(ctx, row, secrets);
    }
  });
  afterAll(async () => {
    for (const name of ["SPAPI_ORIGIN", "LWA_ORIGIN", "WAYFAIR_ORIGIN", "WAYFAIR_SSO_ORIGIN"]) {
      delete process.env[name];
    }
    await Promise.all([amazon.stop(), wayfair.stop()]);
    await database.close();
  });

  /** New orders at both markets, pulled, in Open, and shipped. */
  async function shipNewOrders(round: number): Promise<void> {
    const now = new Date().toISOString();
    for (let index = 0; index < ORDERS_A_KILL; index += 1) {
      const count = round * ORDERS_A_KILL + index;
      const orderId = `701-0000001-${String(count).padStart(7, "0")}`;
      amazon.orders.set(orderId, fakeOrder({ orderId, createdTime: now, lastUpdatedTime: now }));
      const poNumber = `CS${700_000_000 + count}`;
      const poDate = now.replace("T", " ").replace("Z", "000 +00:00");
      wayfair.orders.set(poNumber, fakePurchaseOrder({ poNumber, poDate }));
    }
    await pollNow();
    const { rows } = await withWorkspace(ctx, (tx) =>
      tx.execute<{ number: string; external_id: string }>(
        sql`select number, external_id from orders where tab = 'open' and shipment_status = 'not_shipped'`,
      ),
    );
    expect(rows.length).toBe(2 * ORDERS_A_KILL);
    for (const { number: orderNumber, external_id } of rows) {
      const outcome = await markShipped(ctx, {
        orderNumber,
        batchId: newId(),
        carrier: "UPS",
        trackingNumber: `1Z-${external_id}`,
      });
      expect(outcome).toMatchObject({ ok: true });
    }
  }

  async function pollNow(): Promise<void> {
    await database.db.execute(sql`update connections set next_poll_at = now() - interval '1 s'`);
    await runPolls();
    await drainDeliveries();
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
    `${KILLS} times, and every shipment is at Amazon and Wayfair exactly once, with its number`,
    async () => {
      let heardAndUnanswered = 0;
      amazon.hooks.delayMs = () => Math.random() * 25;
      wayfair.hooks.delayMs = () => Math.random() * 25;
      let next = startDrain();
      for (let kill = 0; kill < KILLS; kill += 1) {
        const { drain, ready } = next;
        // A process takes seconds to start: the next one does so meanwhile.
        next = startDrain();
        await shipNewOrders(kill);
        await leasesEnd();
        await ready;
        const ended = once(drain, "exit");
        const market = kill % 4 === 0 ? amazon : wayfair;
        if (kill % 2 === 0) {
          market.hooks.done = (operation) => {
            if (TELLS.has(operation)) {
              heardAndUnanswered += 1;
              market.hooks.done = null;
              drain.kill("SIGKILL");
            }
          };
        }
        drain.stdin?.write("go\n");
        const lives = kill % 2 === 0 ? 30_000 : Math.random() * LIVES_MS_MAX;
        await Promise.race([ended, wait(lives)]);
        market.hooks.done = null;
        drain.kill("SIGKILL");
        await ended;
      }
      next.drain.kill("SIGKILL");
      amazon.hooks.delayMs = () => 0;
      wayfair.hooks.delayMs = () => 0;
      for (let round = 0; round < 12; round += 1) {
        await leasesEnd();
        await drainOutbox({ rounds: 100 });
      }
      const ids = (prefix: (index: number) => string) =>
        Array.from({ length: KILLS * ORDERS_A_KILL }, (_, index) => `1Z-${prefix(index)}`);
      expect(
        [...amazon.orders.values()].map(({ packages }) =>
          packages.map(({ trackingNumber }) => trackingNumber),
        ),
      ).toEqual(ids((index) => `701-0000001-${String(index).padStart(7, "0")}`).map((id) => [id]));
      expect(wayfair.shipped.map(({ trackingNumber }) => trackingNumber).sort()).toEqual(
        ids((index) => `CS${700_000_000 + index}`),
      );
      expect(wayfair.submitted.length).toBe(wayfair.orders.size);
      expect(heardAndUnanswered).toBe(KILLS / 2);
      // What comes back from the markets about them is no news.
      await pollNow();
      const { rows } = await database.db.execute(sql`
        select (select count(*)::int from orders where archive_reason = 'asn') as archived,
          (select count(*)::int from shipments) as shipments,
          (select count(*)::int from orders where attention is not null) as attention`);
      const all = 2 * KILLS * ORDERS_A_KILL;
      expect(rows[0]).toEqual({ archived: all, shipments: all, attention: 0 });
      await database.invariants();
    },
    KILLS * 60_000,
  );
});
