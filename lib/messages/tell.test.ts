import { asc, eq, sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { clientContacts } from "@/db/schema/clients";
import { messages } from "@/db/schema/messages";
import { expectedReceipts } from "@/db/schema/products";
import { outbox } from "@/db/schema/traffic";
import { undoMoves } from "@/lib/moves/commands";
import { holdOrder, moveOrders } from "@/lib/orders/commands";
import { createOrders } from "@/lib/orders/create";
import { rederive } from "@/lib/orders/derive";
import { orderInputSchema } from "@/lib/orders/input";
import { todayIn } from "@/lib/shared/dates";
import { newId } from "@/lib/shared/ids";
import { markShipped } from "@/lib/shipments/commands";
import { recordDelivery } from "@/lib/shipments/deliver";
import { lockProducts, reallocate } from "@/lib/stock/allocate";
import { type Context, withWorkspace } from "@/lib/workspaces/context";
import { loadContext } from "@/lib/workspaces/queries";
import { pgliteDatabase, type TestDatabase } from "@/tests/database";
import { makeClient, makeOrder, makeProduct, makeWorkspace } from "@/tests/factories";
import { makeMember } from "@/tests/members";
import { saveMessageRules } from "./commands";
import { NEWS_KINDS, type NewsKind } from "./news";
import { tellClient } from "./tell";

let database: TestDatabase;
let ctx: Context;
let clientId: string;

beforeAll(async () => {
  database = await pgliteDatabase();
});
afterAll(() => database.close());

beforeEach(async () => {
  const quiet = await makeWorkspace(database.db, { name: "Oakline Furniture" });
  ctx = await withRules(quiet, NEWS_KINDS);
  clientId = (await makeClient(ctx)).id;
  await addContact("Ida Berg", "ida@acme.example");
  await makeProduct(ctx, "TABLE", { name: "Oak table", onHand: 5000 });
});
afterEach(() => database.invariants());

async function withRules(from: Context, messageOn: readonly NewsKind[]): Promise<Context> {
  const [row] = (
    await database.db.execute<{ version: number }>(
      sql`select version from workspaces where id = ${from.workspaceId}`,
    )
  ).rows;
  await saveMessageRules(from, {
    version: row?.version ?? 0,
    messageOn: [...messageOn],
    delayMinutes: 10,
  });
  return loadContext(from.workspaceId, { actor: from.actor, role: "owner", now: from.now });
}

async function addContact(name: string, email: string | null, getsMessages = true) {
  await withWorkspace(ctx, (tx) =>
    tx
      .insert(clientContacts)
      .values({ id: newId(), workspaceId: ctx.workspaceId, clientId, name, email, getsMessages }),
  );
}

/** The same context so many minutes later. */
function later(minutes: number): Context {
  const now = new Date(ctx.now.getTime() + minutes * 60_000);
  return { ...ctx, now, today: todayIn(ctx.workspace.timeZone, now) };
}

async function sentMessages() {
  return withWorkspace(ctx, (tx) =>
    tx
      .select()
      .from(messages)
      .where(eq(messages.workspaceId, ctx.workspaceId))
      .orderBy(asc(messages.createdAt), asc(messages.id)),
  );
}

const subjects = async () => (await sentMessages()).map((message) => message.subject);

async function openChanges(): Promise<number> {
  const rows = await withWorkspace(ctx, (tx) =>
    tx.select({ doneAt: outbox.doneAt }).from(outbox).where(eq(outbox.topic, "order_event")),
  );
  return rows.filter((row) => row.doneAt === null).length;
}

/** Promises units of a product for a day, as an expected receipt. */
async function expectUnits(sku: string, quantity: number, dueOn: string, of: Context = ctx) {
  const reference = `R-${sku}`;
  await withWorkspace(of, async (tx) => {
    const { rows } = await tx.execute<{ id: string }>(
      sql`select id from products where workspace_id = ${of.workspaceId} and sku = ${sku}`,
    );
    const productId = rows[0]?.id ?? "";
    await lockProducts(tx, of, [productId]);
    await tx.execute(
      sql`update expected_receipts set due_on = ${dueOn} where workspace_id = ${of.workspaceId} and reference = ${reference}`,
    );
    const known = await tx
      .select({ id: expectedReceipts.id })
      .from(expectedReceipts)
      .where(eq(expectedReceipts.reference, reference));
    if (known.length === 0) {
      await tx.insert(expectedReceipts).values({
        id: newId(),
        workspaceId: of.workspaceId,
        productId,
        quantity,
        dueOn,
        reference,
        createdAt: of.now,
      });
    }
    await rederive(tx, of, await reallocate(tx, of, [productId]));
  });
}

describe("a new order", () => {
  test("is confirmed once, when nothing has changed for the delay", async () => {
    const number = await makeOrder(ctx, [{ sku: "TABLE", quantity: 2000 }], { poNumber: "4711" });
    expect(await tellClient(later(9), clientId)).toMatchObject({ state: "later", seconds: 60 });
    expect(await sentMessages()).toEqual([]);
    expect(await tellClient(later(10), clientId)).toEqual({ state: "done" });
    const [message, ...more] = await sentMessages();
    expect(more).toEqual([]);
    expect(message).toMatchObject({
      kind: "confirmed",
      toEmail: "ida@acme.example",
      state: "waiting",
      subject: `Your order ${number} (your PO 4711) is confirmed`,
      data: { orders: [number] },
    });
    expect(message?.body).toBe(
      [
        "Hello Ida Berg,",
        `We have your order ${number} (your PO 4711).\nReady to ship.`,
        "2 x Oak table (TABLE): 2 ready to ship",
        "Oakline Furniture",
        "You get this as a contact of ACME Ltd. If you would rather not, tell Oakline Furniture.",
      ].join("\n\n"),
    );
    expect(await openChanges()).toBe(0);
    await tellClient(later(30), clientId);
    expect(await subjects()).toHaveLength(1);
  });

  test("of a file is not confirmed, and costs nothing", async () => {
    const input = orderInputSchema.parse({
      client: { code: "ACME" },
      currency: "EUR",
      lines: [{ sku: "TABLE", quantity: 1000, unitPriceMinor: 1000 }],
    });
    await withWorkspace(ctx, (tx) => createOrders(tx, ctx, [input], { cause: "import" }));
    expect(await openChanges()).toBe(0);
  });

  test("that is taken back within the delay is told to nobody", async () => {
    const number = await makeOrder(ctx, [{ sku: "TABLE" }]);
    await moveOrders(later(2), [number], { type: "archive", reason: "cancelled" });
    await tellClient(later(30), clientId);
    expect(await sentMessages()).toEqual([]);
  });

  test("on hold is confirmed when it is released", async () => {
    const number = await makeOrder(ctx, [{ sku: "TABLE" }], { onHold: true });
    await tellClient(later(30), clientId);
    expect(await sentMessages()).toEqual([]);
    await holdOrder(later(60), number, false);
    await tellClient(later(90), clientId);
    expect(await subjects()).toEqual([`Your order ${number} is confirmed`]);
  });
});

describe("several changes", () => {
  test("of one order within the delay are one letter, with what is true then", async () => {
    const number = await makeOrder(ctx, [{ sku: "TABLE", quantity: 2000 }]);
    await markShipped(later(5), {
      orderNumber: number,
      batchId: newId(),
      carrier: "DHL",
      trackingNumber: "JD014600",
    });
    expect(await tellClient(later(10), clientId)).toMatchObject({ state: "later" });
    await tellClient(later(15), clientId);
    const [message, ...more] = await sentMessages();
    expect(more).toEqual([]);
    expect(message?.subject).toBe(`Your order ${number} has shipped`);
    expect(message?.body).toContain(
      `Your order ${number} left us Mon 1 June with DHL, 1 package.\nTracking number: JD014600\nhttps://www.dhl.com/`,
    );
    expect(message?.body).toContain("2 x Oak table");
    expect(message?.body).not.toContain("We have your order");
  });

  test("of several orders of one client are one letter", async () => {
    const first = await makeOrder(ctx, [{ sku: "TABLE" }]);
    const second = await makeOrder(later(4), [{ sku: "TABLE" }]);
    await tellClient(later(14), clientId);
    const [message, ...more] = await sentMessages();
    expect(more).toEqual([]);
    expect(message?.subject).toBe(`News about 2 of your orders: ${first}, ${second}`);
    expect(message?.body).toContain(first);
    expect(message?.body).toContain(second);
  });

  test("that never stop are told after an hour all the same", async () => {
    for (let minute = 0; minute < 60; minute += 5) {
      await makeOrder(later(minute), [{ sku: "TABLE", quantity: 1 }]);
    }
    expect(await tellClient(later(59), clientId)).toMatchObject({ state: "later" });
    await tellClient(later(60), clientId);
    expect(await subjects()).toEqual([
      "News about 12 of your orders: SO-1001, SO-1002, SO-1003, ...",
    ]);
  });
});

describe("a shipment", () => {
  async function confirmed(): Promise<string> {
    const number = await makeOrder(ctx, [{ sku: "TABLE", quantity: 2000 }]);
    await tellClient(later(10), clientId);
    return number;
  }

  test("that is taken back within the delay is told to nobody", async () => {
    const number = await confirmed();
    const shipped = await markShipped(later(20), { orderNumber: number, batchId: newId() });
    const moveId = shipped.ok ? (shipped.value.moved?.move ?? "") : "";
    expect(await undoMoves(later(22), { moveId })).toMatchObject({ refused: [] });
    await tellClient(later(40), clientId);
    expect(await subjects()).toEqual([`Your order ${number} is confirmed`]);
  });

  test("that is taken back after it was told is put right", async () => {
    const number = await confirmed();
    const shipped = await markShipped(later(20), { orderNumber: number, batchId: newId() });
    await tellClient(later(30), clientId);
    const moveId = shipped.ok ? (shipped.value.moved?.move ?? "") : "";
    await undoMoves(later(40), { moveId });
    await tellClient(later(60), clientId);
    expect(await subjects()).toEqual([
      `Your order ${number} is confirmed`,
      `Your order ${number} has shipped`,
      `Your order ${number} has not left yet`,
    ]);
  });

  test("and its delivery are told apart when they lie apart", async () => {
    const number = await confirmed();
    const shipped = await markShipped(later(20), { orderNumber: number, batchId: newId() });
    await tellClient(later(30), clientId);
    await recordDelivery(later(100), shipped.ok ? shipped.value.shipment : "");
    await tellClient(later(110), clientId);
    expect((await subjects()).at(-1)).toBe(`Your order ${number} was delivered`);
  });
});

describe("a day", () => {
  async function waiting(): Promise<string> {
    await makeProduct(ctx, "LAMP", { name: "Lamp" });
    await expectUnits("LAMP", 3000, "2026-06-12");
    const number = await makeOrder(ctx, [{ sku: "LAMP" }], { deliverByOn: "2026-06-15" });
    await tellClient(later(10), clientId);
    return number;
  }

  test("that changed is told, and told again only when it changes again", async () => {
    const number = await waiting();
    expect((await sentMessages())[0]?.body).toContain("Expected Fri 12 June.");
    await expectUnits("LAMP", 3000, "2026-06-19", later(20));
    await tellClient(later(40), clientId);
    const [, message, ...more] = await sentMessages();
    expect(more).toEqual([]);
    expect(message?.subject).toBe(`Your order ${number} has a new date`);
    expect(message?.body).toContain(
      "Expected Fri 19 June, later than planned (Mon 15 June).\nPlanned for Mon 15 June.",
    );
  });

  test("that changed and changed back within the delay is told to nobody", async () => {
    await waiting();
    await expectUnits("LAMP", 3000, "2026-06-19", later(20));
    await expectUnits("LAMP", 3000, "2026-06-12", later(23));
    await tellClient(later(60), clientId);
    expect(await subjects()).toHaveLength(1);
    expect(await openChanges()).toBe(0);
  });

  test("is not told where another order joins behind", async () => {
    await waiting();
    await makeOrder(later(20), [{ sku: "LAMP" }], { externalId: "other" });
    await tellClient(later(60), clientId);
    expect(await subjects()).toHaveLength(2);
    expect((await sentMessages())[1]?.data).toMatchObject({ orders: [expect.any(String)] });
  });
});

describe("who is told", () => {
  test("are the contacts that want it, each address once", async () => {
    await addContact("Ida again", "IDA@acme.example");
    await addContact("Bo", "bo@acme.example");
    await addContact("Cy", "cy@acme.example", false);
    await addContact("Di", null);
    await makeOrder(ctx, [{ sku: "TABLE" }]);
    await tellClient(later(10), clientId);
    expect((await sentMessages()).map((message) => message.toEmail).sort()).toEqual([
      "bo@acme.example",
      "ida@acme.example",
    ]);
  });

  test("read where all their orders are when they have an account there", async () => {
    await makeMember(ctx, { email: "ida@acme.example", role: "client", clientId });
    await addContact("Bo", "bo@acme.example");
    vi.stubEnv("AUTH_URL", "https://orders.example.com/api/auth");
    await makeOrder(ctx, [{ sku: "TABLE" }]);
    await tellClient(later(10), clientId);
    vi.unstubAllEnvs();
    const says = (await sentMessages()).map(({ toEmail, body }) => [
      toEmail,
      body.includes("All your orders: https://orders.example.com/portal"),
    ]);
    expect(says).toEqual([
      ["ida@acme.example", true],
      ["bo@acme.example", false],
    ]);
  });

  test("is nobody in a workspace that switched nothing on: nothing is even written down", async () => {
    ctx = await withRules(ctx, []);
    await makeOrder(ctx, [{ sku: "TABLE" }]);
    expect(await openChanges()).toBe(0);
  });

  test("is told only what the workspace wants told, and later news builds on all of it", async () => {
    ctx = await withRules(ctx, ["shipped"]);
    const number = await makeOrder(ctx, [{ sku: "TABLE" }]);
    await tellClient(later(10), clientId);
    expect(await sentMessages()).toEqual([]);
    ctx = await withRules(ctx, NEWS_KINDS);
    await markShipped(later(20), { orderNumber: number, batchId: newId() });
    await tellClient(later(30), clientId);
    expect(await subjects()).toEqual([`Your order ${number} has shipped`]);
  });
});
