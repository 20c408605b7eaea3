import { eq, sql } from "drizzle-orm";
import { Webhook } from "standardwebhooks";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { webhookAttempts, webhookEndpoints, webhookMessages } from "@/db/schema/webhooks";
import { drainQuick, drainSlow } from "@/lib/background/drain";
import { moveOrders } from "@/lib/orders/commands";
import { type Context, withWorkspace } from "@/lib/workspaces/context";
import { loadContext } from "@/lib/workspaces/queries";
import type { WebhookEvent } from "@/lib/workspaces/webhook-events";
import { pgliteDatabase, type TestDatabase } from "@/tests/database";
import { makeClient, makeOrder, makeProduct, makeWorkspace } from "@/tests/factories";
import { webhookReceiver } from "@/tests/webhook-receiver";
import { addEndpoint, askEndpoint, secretsOf, updateEndpoint } from "./endpoints";
import { forgetWebhooks } from "./forget";
import { resendMessage, sendTest } from "./messages";

let database: TestDatabase;
let receiver: Awaited<ReturnType<typeof webhookReceiver>>;
let ctx: Context;

beforeAll(async () => {
  database = await pgliteDatabase();
  receiver = await webhookReceiver();
  // Only a demo may reach programs on its own machine.
  await database.db.execute(sql`insert into installation (key, value) values ('demo', '{}')`);
});
beforeEach(async () => {
  receiver.received.length = 0;
  receiver.behaviour.reply = { status: 204 };
  ctx = await makeWorkspace(database.db, { now: new Date() });
  await makeClient(ctx);
  await makeProduct(ctx, "CHAIR", { onHand: 10_000 });
});
afterEach(() => database.invariants());
afterAll(async () => {
  await receiver.stop();
  await database.close();
});

/** The context as the next request would load it: what endpoints listen to is among the settings. */
const again = async () => loadContext(ctx.workspaceId, { actor: ctx.actor, role: ctx.role });

async function listen(events: WebhookEvent[], url = receiver.url): Promise<string> {
  const added = await addEndpoint(ctx, { url, description: "", events });
  if (!added.ok) {
    throw new Error(added.refusal.code);
  }
  ctx = await again();
  return added.value.id;
}

async function deliver(): Promise<void> {
  await drainQuick();
  await drainSlow();
}

const messages = () =>
  withWorkspace(ctx, (tx) => tx.select().from(webhookMessages).orderBy(webhookMessages.id));
const endpoint = async (id: string) => {
  const [row] = await withWorkspace(ctx, (tx) =>
    tx.select().from(webhookEndpoints).where(eq(webhookEndpoints.id, id)),
  );
  return row ?? expect.fail("no endpoint");
};
const tryNow = () =>
  database.db.execute(sql`update outbox set available_at = now() where topic = 'webhook'`);

describe("an endpoint", () => {
  test("is told of what it listens to, signed so that a consumer's library verifies it", async () => {
    const id = await listen(["order.created", "order.archived"]);
    const number = await makeOrder(ctx, [{ sku: "CHAIR", quantity: 2000 }]);
    await moveOrders(ctx, [number], { type: "archive", reason: "cancelled" });
    await deliver();
    const [secret = ""] = secretsOf(await endpoint(id), new Date());
    const verified = receiver.received.map(({ headers, body }) =>
      new Webhook(secret).verify(body, headers),
    );
    expect(verified).toMatchObject([
      { type: "order.created", data: { order: { number }, event: { seq: 1, type: "created" } } },
      {
        type: "order.archived",
        data: { order: { tab: "archived" }, event: { from: "open", to: "archived" } },
      },
    ]);
    expect(new Set(receiver.received.map(({ headers }) => headers["webhook-id"])).size).toBe(2);
    expect((await messages()).map(({ state }) => state)).toEqual(["delivered", "delivered"]);
    const changed = receiver.received[0]?.body.replace(number, "SO-1") ?? "";
    expect(() =>
      new Webhook(secret).verify(changed, receiver.received[0]?.headers ?? {}),
    ).toThrow();
  });

  test("costs nothing where nobody listens", async () => {
    await listen(["import.completed"]);
    await makeOrder(ctx, [{ sku: "CHAIR", quantity: 2000 }]);
    const { rows } = await database.db.execute(
      sql`select 1 from outbox where workspace_id = ${ctx.workspaceId}`,
    );
    expect(rows).toEqual([]);
  });

  test("hears that others' orders wait for what one order took", async () => {
    const first = await makeOrder(ctx, [{ sku: "CHAIR", quantity: 10_000 }]);
    const second = await makeOrder(ctx, [{ sku: "CHAIR", quantity: 3000 }]);
    await listen(["order.availability_updated"]);
    await moveOrders(ctx, [first], { type: "archive", reason: "cancelled" });
    await deliver();
    const told = receiver.received.map(({ body }) => JSON.parse(body).data.order);
    expect(told).toContainEqual(
      expect.objectContaining({
        number: second,
        status: expect.objectContaining({ stock: expect.objectContaining({ value: "in_stock" }) }),
      }),
    );
  });

  test("belongs to its workspace alone", async () => {
    const id = await listen(["order.created"]);
    const other = await makeWorkspace(database.db, { now: new Date() });
    await makeClient(other);
    await makeProduct(other, "CHAIR");
    await makeOrder(other, [{ sku: "CHAIR", quantity: 1000 }]);
    await deliver();
    expect(receiver.received).toEqual([]);
    for (const outcome of [
      await askEndpoint(other, id, "remove"),
      await sendTest(other, id),
      await askEndpoint(other, "nothing", "remove"),
    ]) {
      expect(outcome).toMatchObject({ refusal: { code: "not_found" } });
    }
  });

  test("is off at once when a person says so, and waiting messages fail", async () => {
    const id = await listen(["order.created"]);
    await makeOrder(ctx, [{ sku: "CHAIR", quantity: 1000 }]);
    await drainQuick();
    await askEndpoint(ctx, id, "switch_off");
    await drainSlow();
    expect(receiver.received).toEqual([]);
    expect(await messages()).toMatchObject([{ state: "failed" }]);
    expect((await again()).workspace.webhookEvents).toEqual([]);
    expect(await sendTest(ctx, id)).toMatchObject({ refusal: { code: "endpoint_off" } });
    await askEndpoint(ctx, id, "switch_on");
    expect((await again()).workspace.webhookEvents).toEqual(["order.created"]);
  });

  test("is refused when another person changed it meanwhile", async () => {
    const id = await listen(["order.created"]);
    const input = { id, url: receiver.url, description: "", events: ["order.closed" as const] };
    expect(await updateEndpoint(ctx, { ...input, version: 1 })).toMatchObject({ ok: true });
    expect(await updateEndpoint(ctx, { ...input, version: 1 })).toMatchObject({
      refusal: { code: "changed_meanwhile" },
    });
  });
});

describe("a secret", () => {
  test("signs beside the new one for a day after its rotation", async () => {
    const id = await listen([]);
    const [old = ""] = secretsOf(await endpoint(id), new Date());
    await askEndpoint(ctx, id, "rotate_secret");
    await sendTest(ctx, id);
    await deliver();
    const [next = "", kept] = secretsOf(await endpoint(id), new Date());
    expect(kept).toBe(old);
    for (const secret of [old, next]) {
      const { body = "", headers = {} } = receiver.received[0] ?? {};
      expect(new Webhook(secret).verify(body, headers)).toMatchObject({ type: "test" });
    }
    const tomorrow = new Date(Date.now() + 25 * 3_600_000);
    expect(secretsOf(await endpoint(id), tomorrow)).toEqual([next]);
    await askEndpoint(ctx, id, "end_overlap");
    expect(secretsOf(await endpoint(id), new Date())).toEqual([next]);
  });

  test("is not in the database as text", async () => {
    const row = await endpoint(await listen([]));
    const [secret = "x"] = secretsOf(row, new Date());
    expect(secret).toMatch(/^whsec_/);
    expect(JSON.stringify(row)).not.toContain(secret.slice(6));
  });
});

describe("a receiver that", () => {
  const attempts = () =>
    withWorkspace(ctx, (tx) => tx.select().from(webhookAttempts).orderBy(webhookAttempts.id));

  test("answers with an error is tried again later, with the same id", async () => {
    receiver.behaviour.reply = { status: 500 };
    const id = await listen([]);
    await sendTest(ctx, id);
    await deliver();
    expect(await messages()).toMatchObject([
      { state: "waiting", attempts: 1, lastStatus: 500, lastError: "It answered 500." },
    ]);
    expect((await endpoint(id)).failingSince).not.toBeNull();
    receiver.behaviour.reply = { status: 200 };
    await tryNow();
    await deliver();
    expect(await messages()).toMatchObject([{ state: "delivered", attempts: 2, lastError: null }]);
    expect((await endpoint(id)).failingSince).toBeNull();
    const [first, second] = receiver.received;
    expect(first?.headers["webhook-id"]).toBe(second?.headers["webhook-id"]);
    expect(first?.body).toBe(second?.body);
    expect(await attempts()).toMatchObject([{ status: 500, answer: "seen" }, { status: 200 }]);
  });

  test("redirects is not followed", async () => {
    receiver.behaviour.reply = { status: 302, headers: { location: receiver.url } };
    await sendTest(ctx, await listen([]));
    await deliver();
    expect(receiver.received).toHaveLength(1);
    expect(await messages()).toMatchObject([
      { state: "waiting", lastError: expect.stringContaining("redirects are not followed") },
    ]);
  });

  test("says that it is gone is switched off", async () => {
    receiver.behaviour.reply = { status: 410 };
    const id = await listen(["order.created"]);
    await sendTest(ctx, id);
    await deliver();
    expect(await messages()).toMatchObject([{ state: "failed", lastStatus: 410 }]);
    expect(await endpoint(id)).toMatchObject({ offReason: "gone" });
    expect((await again()).workspace.webhookEvents).toEqual([]);
  });

  test("is silent is given up after ten seconds and tried again", async () => {
    receiver.behaviour.reply = "silence";
    await sendTest(ctx, await listen([]));
    await deliver();
    expect(await messages()).toMatchObject([
      { state: "waiting", lastStatus: null, lastError: "There was no answer within 10 seconds." },
    ]);
  });

  test("is down for five days is switched off", async () => {
    receiver.behaviour.reply = { status: 503 };
    const id = await listen([]);
    await sendTest(ctx, id);
    await deliver();
    await database.db.execute(
      sql`update webhook_endpoints set failing_since = now() - interval '5 days' where id = ${id}`,
    );
    await tryNow();
    await deliver();
    expect(await endpoint(id)).toMatchObject({ offReason: "failing" });
  });

  test("stays down for three days loses the message, which a person can send again", async () => {
    receiver.behaviour.reply = { status: 503 };
    const id = await listen([]);
    await sendTest(ctx, id);
    await deliver();
    await database.db.execute(sql`update webhook_messages set attempts = 9`);
    await tryNow();
    await deliver();
    const [lost] = await messages();
    expect(lost).toMatchObject({ state: "failed", attempts: 10, nextAt: null });
    receiver.behaviour.reply = { status: 200 };
    const outcomes = [
      await resendMessage(ctx, lost?.id ?? ""),
      await resendMessage(ctx, lost?.id ?? ""),
    ];
    expect(outcomes.map(({ ok }) => ok)).toEqual([true, true]);
    receiver.received.length = 0;
    await deliver();
    expect(receiver.received).toHaveLength(1);
    expect(await messages()).toMatchObject([{ state: "delivered" }]);
  });
});

describe("an address", () => {
  test("in a private network gets nothing", async () => {
    await sendTest(ctx, await listen([], "http://10.1.2.3/hook"));
    await sendTest(ctx, await listen([], "http://[fd00::1]/hook"));
    await deliver();
    for (const message of await messages()) {
      expect(message).toMatchObject({
        state: "waiting",
        lastError: "The address leads into a private network, where nothing is sent.",
      });
    }
  });

  test("on this machine or without encryption is for demos", async () => {
    await database.db.execute(sql`delete from installation where key = 'demo'`);
    try {
      const events = ["order.created" as const];
      expect(await addEndpoint(ctx, { url: receiver.url, description: "", events })).toMatchObject({
        refusal: { code: "invalid", issues: [{ field: "url" }] },
      });
      const port = new URL(receiver.url).port;
      await sendTest(ctx, await listen([], `https://localhost:${port}/`));
      await deliver();
      expect(await messages()).toMatchObject([{ lastError: expect.stringContaining("private") }]);
      expect(receiver.received).toEqual([]);
    } finally {
      await database.db.execute(sql`insert into installation (key, value) values ('demo', '{}')`);
    }
  });
});

test("messages are forgotten after thirty days, those that wait are not", async () => {
  const id = await listen([]);
  await sendTest(ctx, id);
  await deliver();
  await sendTest(ctx, id);
  await database.db.execute(
    sql`update webhook_messages set created_at = now() - interval '31 days' where endpoint_id = ${id}`,
  );
  expect(await forgetWebhooks()).toBeGreaterThanOrEqual(1);
  expect(await messages()).toMatchObject([{ state: "waiting" }]);
});
