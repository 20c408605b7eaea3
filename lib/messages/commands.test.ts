import { eq, sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { messages } from "@/db/schema/messages";
import { outbox } from "@/db/schema/traffic";
import { workspaces } from "@/db/schema/workspaces";
import { newId } from "@/lib/shared/ids";
import { type Context, withWorkspace } from "@/lib/workspaces/context";
import { storeMessages } from "@/lib/workspaces/messages";
import { pgliteDatabase, type TestDatabase } from "@/tests/database";
import { makeWorkspace } from "@/tests/factories";
import { resendMessage, saveMessageRules } from "./commands";
import { messageRulesSchema } from "./input";
import { countTroubled, findMessage, listMessages, readMessageSettings } from "./queries";

let database: TestDatabase;
let ctx: Context;
let other: Context;

beforeAll(async () => {
  database = await pgliteDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  ctx = await makeWorkspace(database.db);
  other = await makeWorkspace(database.db, { name: "Other Works" });
});
afterEach(() => vi.unstubAllEnvs());

const all = { q: null, state: null, after: null, before: null };

/** Stores messages, a minute apart, in a state. */
async function store(count: number, state: (typeof messages.$inferSelect)["state"] = "kept") {
  for (let index = 1; index <= count; index += 1) {
    const at = { ...ctx, now: new Date(ctx.now.getTime() + index * 60_000) };
    await withWorkspace(ctx, (tx) =>
      storeMessages(tx, at, [
        {
          key: `m${index}`,
          kind: "shipped",
          clientId: null,
          to: { email: `ida${index}@acme.example`, name: "Ida Berg" },
          subject: `Your order SO-${1000 + index} has shipped`,
          body: "Hello",
          orders: [`SO-${1000 + index}`],
        },
      ]),
    );
  }
  await withWorkspace(ctx, (tx) =>
    tx.update(messages).set({ state }).where(eq(messages.workspaceId, ctx.workspaceId)),
  );
  return (await listMessages(ctx, all)).rows;
}

const rules = (set: Record<string, unknown> = {}) =>
  messageRulesSchema.parse({ version: "1", messageOn: "shipped", delayMinutes: "10", ...set });

const since = async () => {
  const [row] = await withWorkspace(ctx, (tx) =>
    tx.select().from(workspaces).where(eq(workspaces.id, ctx.workspaceId)),
  );
  return row?.messagesSince ?? null;
};

describe("what clients are told", () => {
  test("is nothing in a new workspace", async () => {
    expect(await readMessageSettings(ctx)).toEqual({
      version: 1,
      messageOn: [],
      delayMinutes: 10,
      sender: null,
    });
  });

  test("is saved once for each version that somebody looked at", async () => {
    expect(await saveMessageRules(ctx, rules())).toEqual({ ok: true, value: null });
    expect(await saveMessageRules(ctx, rules())).toMatchObject({
      refusal: { code: "changed_meanwhile" },
    });
    expect(await readMessageSettings(ctx)).toMatchObject({ version: 2, messageOn: ["shipped"] });
  });

  test("counts from when it was switched on, and anew after it was off", async () => {
    const at = (minutes: number) => ({
      ...ctx,
      now: new Date(ctx.now.getTime() + minutes * 60_000),
    });
    await saveMessageRules(at(1), rules());
    expect(await since()).toEqual(at(1).now);
    await saveMessageRules(at(2), rules({ version: "2", messageOn: ["shipped", "delivered"] }));
    expect(await since()).toEqual(at(1).now);
    await saveMessageRules(at(3), rules({ version: "3", messageOn: undefined }));
    await saveMessageRules(at(4), rules({ version: "4" }));
    expect(await since()).toEqual(at(4).now);
  });

  test("waits only as long as is offered", () => {
    expect(messageRulesSchema.safeParse({ version: 1, delayMinutes: "7" }).success).toBe(false);
    expect(
      messageRulesSchema.safeParse({ version: 1, messageOn: "gossip", delayMinutes: 10 }).success,
    ).toBe(false);
  });
});

describe("the mailbox", () => {
  test("is paged from the latest to the oldest and back", async () => {
    await store(5);
    const subjects = (page: Awaited<ReturnType<typeof listMessages>>) =>
      page.rows.map((row) => row.subject.match(/SO-\d+/)?.[0]);
    const first = await listMessages(ctx, all, 2);
    expect(subjects(first)).toEqual(["SO-1005", "SO-1004"]);
    const second = await listMessages(ctx, { ...all, after: first.next }, 2);
    expect(subjects(second)).toEqual(["SO-1003", "SO-1002"]);
    const last = await listMessages(ctx, { ...all, after: second.next }, 2);
    expect(subjects(last)).toEqual(["SO-1001"]);
    expect(last.next).toBeNull();
    expect(subjects(await listMessages(ctx, { ...all, before: last.previous }, 2))).toEqual([
      "SO-1003",
      "SO-1002",
    ]);
  });

  test.each(["so-1003", "IDA3@", "ida berg", "order SO-1003"])("is searched for %s", async (q) => {
    await store(4);
    const { rows } = await listMessages(ctx, { ...all, q });
    expect(rows.map((row) => row.subject)).toContain("Your order SO-1003 has shipped");
    expect((await listMessages(ctx, { ...all, q: `${q}%` })).rows).toEqual([]);
  });

  test("is asked by state, and counts what needs a look", async () => {
    await store(2, "failed");
    expect((await listMessages(ctx, { ...all, state: "failed" })).rows).toHaveLength(2);
    expect((await listMessages(ctx, { ...all, state: "sent" })).rows).toEqual([]);
    expect(await countTroubled(ctx)).toEqual({ failed: 2, unknown: 0 });
  });

  test("shows nothing of another workspace, and answers its ids like unknown ones", async () => {
    const [message] = await store(1);
    expect((await listMessages(other, all)).rows).toEqual([]);
    expect(await findMessage(other, message?.id ?? "")).toBeNull();
    expect(await findMessage(other, newId())).toBeNull();
    expect(await findMessage(other, "no-id")).toBeNull();
    expect(await resendMessage(other, { id: message?.id ?? "", attempts: 0 })).toEqual(
      await resendMessage(other, { id: newId(), attempts: 0 }),
    );
  });
});

describe("sending again", () => {
  beforeEach(() => {
    vi.stubEnv("MAIL_FROM", "orders@oakline.example");
    vi.stubEnv("SMTP_URL", "smtp://localhost:1");
  });

  const asked = () =>
    withWorkspace(ctx, (tx) =>
      tx.select().from(outbox).where(eq(outbox.workspaceId, ctx.workspaceId)),
    );

  test.each(["failed", "unknown", "kept"] as const)("is for a message that %s", async (state) => {
    const [message] = await store(1, state);
    await database.db.execute(sql`delete from outbox`);
    const click = { id: message?.id ?? "", attempts: 0 };
    expect(await resendMessage(ctx, click)).toMatchObject({ ok: true });
    expect(await resendMessage(ctx, click)).toMatchObject({ refusal: { code: "not_resendable" } });
    expect(await asked()).toHaveLength(1);
    expect((await findMessage(ctx, click.id))?.state).toBe("waiting");
    await database.db.execute(sql`update outbox set done_at = now()`);
    await database.db.execute(sql`update messages set state = 'kept' where id = ${click.id}`);
    await resendMessage(ctx, click);
    expect((await asked()).filter((row) => row.doneAt === null)).toHaveLength(1);
  });

  test.each(["sent", "waiting", "sending"] as const)("is not for one that is %s", async (state) => {
    const [message] = await store(1, state);
    expect(await resendMessage(ctx, { id: message?.id ?? "", attempts: 0 })).toMatchObject({
      refusal: { code: "not_resendable" },
    });
  });

  test("needs mail", async () => {
    const [message] = await store(1);
    vi.stubEnv("SMTP_URL", "");
    expect(await resendMessage(ctx, { id: message?.id ?? "", attempts: 0 })).toMatchObject({
      refusal: { code: "no_mail" },
    });
  });
});
