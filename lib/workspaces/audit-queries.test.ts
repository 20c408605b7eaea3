import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { createClient, updateClient } from "@/lib/clients/commands";
import { clientSchema } from "@/lib/clients/input";
import { pgliteDatabase, type TestDatabase } from "@/tests/database";
import { makeWorkspace } from "@/tests/factories";
import { audit } from "./audit";
import { listAudit } from "./audit-queries";
import { type Context, withWorkspace } from "./context";

let database: TestDatabase;
let ctx: Context;
type Search = Parameters<typeof listAudit>[1];
const all: Search = { q: null, person: null, actions: null, after: null, before: null };

beforeAll(async () => {
  database = await pgliteDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  ctx = await makeWorkspace(database.db);
});

const write = (subjects: readonly string[], action = "user_disabled", by = ctx) =>
  withWorkspace(by, async (tx) => {
    for (const subject of subjects) {
      await audit(tx, by, { action, subject });
    }
  });

it("is paged without a gap or a double, though all entries are of one instant", async () => {
  const subjects = Array.from({ length: 25 }, (_, index) => `person ${index}`);
  await write(subjects);
  const seen: string[] = [];
  let after: string | null = null;
  let pages = 0;
  do {
    const page: Awaited<ReturnType<typeof listAudit>> = await listAudit(ctx, { ...all, after }, 10);
    seen.push(...page.rows.map((row) => row.subject));
    after = page.next;
    pages += 1;
  } while (after !== null);
  expect(pages).toBe(3);
  expect(seen).toEqual([...subjects].reverse());
  const last = await listAudit(ctx, { ...all, after: (await listAudit(ctx, all, 10)).next }, 10);
  const back = await listAudit(ctx, { ...all, before: last.previous }, 10);
  expect(back.rows.map((row) => row.subject)).toEqual(seen.slice(0, 10));
});

it("is searched by text, person and action", async () => {
  const ben = { ...ctx, actor: { kind: "person", name: "Ben", id: crypto.randomUUID() } } as const;
  await write(["ana@acme.example", "100% off_er"]);
  await write(["chair"], "product_created", ben);
  const found = async (search: Partial<Search>) =>
    (await listAudit(ctx, { ...all, ...search })).rows.map((row) => row.subject);
  expect(await found({ q: "ACME" })).toEqual(["ana@acme.example"]);
  expect(await found({ q: "%" })).toEqual(["100% off_er"]);
  expect(await found({ q: "ben" })).toEqual(["chair"]);
  expect(await found({ person: ben.actor.id })).toEqual(["chair"]);
  expect(await found({ actions: ["product_created"] })).toEqual(["chair"]);
  expect(await found({ actions: [] })).toEqual([]);
  expect(await found({ after: "forged" })).toHaveLength(3);
});

it("shows nothing of another workspace", async () => {
  await write(["secret"]);
  const theirs = await makeWorkspace(database.db, { name: "Theirs" });
  expect((await listAudit(theirs, all)).rows).toEqual([]);
});

it("tells who changed which fields of a client", async () => {
  const input = clientSchema.parse({ code: "ACME", name: "Acme" });
  const made = await createClient(ctx, input);
  const id = made.ok ? made.value.id : "";
  const shipTo = { name: "Acme", line1: "Main St 1", city: "York", country: "gb" };
  await updateClient(
    ctx,
    { id, version: 1 },
    clientSchema.parse({ ...input, name: "Acme Ltd", shipTo }),
  );
  await updateClient(ctx, { id, version: 1 }, input);
  const { rows } = await listAudit(ctx, all);
  expect(rows.map(({ action, subject, data }) => [action, subject, data])).toEqual([
    [
      "client_changed",
      "ACME Acme Ltd",
      {
        changes: {
          name: ["Acme", "Acme Ltd"],
          shipTo: [null, "Acme, Main St 1, York, GB"],
        },
      },
    ],
    ["client_created", "ACME Acme", {}],
  ]);
});
