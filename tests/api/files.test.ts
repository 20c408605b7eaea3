import { sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { GET as getDocument } from "@/app/api/documents/[id]/route";
import { GET as getHealth } from "@/app/api/health/route";
import { GET as getMerged } from "@/app/api/print-jobs/[id]/[file]/route";
import { GET as getReady } from "@/app/api/ready/route";
import { setDatabase } from "@/db/client";
import { newId } from "@/lib/shared/ids";
import { pgliteDatabase, postgresDatabase, type TestDatabase } from "@/tests/database";
import { makeClient, makeOrder, makeProduct, makeWorkspace } from "@/tests/factories";
import { fail, watching } from "@/tests/faults/statements";
import { type ApiClient, answerOf, apiClient } from "./client";

let database: TestDatabase;
let ours: ApiClient;
let theirs: ApiClient;
let job: string;
let url: string;

beforeAll(async () => {
  database = await pgliteDatabase();
  const ctx = await makeWorkspace(database.db);
  ours = await apiClient(ctx);
  theirs = await apiClient(await makeWorkspace(database.db));
  await makeClient(ctx);
  await makeProduct(ctx, "CHAIR", { onHand: 5000 });
  const orders = [
    await makeOrder(ctx, [{ sku: "CHAIR" }]),
    await makeOrder(ctx, [{ sku: "CHAIR" }]),
  ];
  const { body } = await ours.post("/print-jobs", { kinds: ["label"], orders });
  job = body.id;
  url = body.documents[0].url;
});
afterEach(() => database.invariants());
afterAll(() => database.close());

const requestBy = ({ key }: ApiClient) =>
  new Request("http://orders.test/", { headers: { authorization: `Bearer ${key}` } });

const document = async (api: ApiClient, id: string) =>
  answerOf(await getDocument(requestBy(api), { params: Promise.resolve({ id }) }));
const merged = async (api: ApiClient, id: string, file: string) =>
  answerOf(await getMerged(requestBy(api), { params: Promise.resolve({ id, file }) }));

test("a document's address takes the key that printed it", async () => {
  const answer = await document(ours, url.replace("/api/documents/", ""));
  expect(answer.status).toBe(200);
  expect(answer.headers.get("content-type")).toBe("application/pdf");
  expect(answer.headers.get("content-disposition")).toMatch(
    /^inline; filename="label-SH-\d+\.pdf"$/,
  );
  expect(answer.headers.get("cache-control")).toBe("private, no-store");
  expect(answer.text.startsWith("%PDF-")).toBe(true);
});

test("a job's documents of a kind come as one file", async () => {
  const answer = await merged(ours, job, "label.pdf");
  expect(answer.status).toBe(200);
  expect(answer.headers.get("content-type")).toBe("application/pdf");
  expect((await merged(ours, job, "packing_slip.pdf")).status).toBe(404);
});

test("another workspace's files answer like unknown ones", async () => {
  const id = url.replace("/api/documents/", "");
  const answers = [
    await document(theirs, id),
    await document(theirs, newId()),
    await document(theirs, "no-id"),
    await merged(theirs, job, "label.pdf"),
    await merged(theirs, newId(), "label.pdf"),
    await merged(ours, job, "../secrets"),
    await merged(ours, "\u0000", "label.pdf"),
  ];
  expect(answers.map((one) => one.status)).toEqual(answers.map(() => 404));
  expect(new Set(answers.map((one) => one.text)).size).toBe(1);
  expect(await document({ ...ours, key: "of_wrong" }, id)).toMatchObject({ status: 401 });
});

test("health asks nobody; readiness asks for the migrations, the seed and the outbox", async () => {
  expect(await answerOf(getHealth())).toMatchObject({ status: 200, body: { status: "ok" } });
  const ready = async () => answerOf(await getReady());
  expect(await ready()).toMatchObject({ status: 200, body: { status: "ready" } });

  await database.db.execute(
    sql`insert into installation values ('demo', '{"state": "seeding"}'::jsonb)`,
  );
  expect(await ready()).toMatchObject({ status: 503, body: { checks: { data: "seeding" } } });
  await database.db.execute(sql`update installation set value = '{"state": "seeded"}'::jsonb`);
  expect((await ready()).status).toBe(200);

  await database.db.execute(sql`
    insert into outbox (workspace_id, topic, key, payload, available_at, created_at)
    select id, 'mail', 'k', '{}'::jsonb, now() - interval '2 hours', now() from workspaces limit 1`);
  expect(await ready()).toMatchObject({ status: 503, body: { checks: { backlog: "behind" } } });
  await database.db.execute(sql`update outbox set done_at = now()`);

  await database.db.execute(sql`alter schema drizzle rename to drizzle_away`);
  expect(await ready()).toMatchObject({ status: 503, body: { checks: { migrations: "pending" } } });
  await database.db.execute(sql`alter schema drizzle_away rename to drizzle`);
  expect((await ready()).status).toBe(200);
});

test("a database that is gone makes nothing ready and says no secret", async () => {
  const broken = await pgliteDatabase();
  await broken.close();
  setDatabase(broken.db);
  const answer = await answerOf(await getReady());
  setDatabase(database.db);
  expect(answer).toMatchObject({ status: 503, body: { checks: { database: "down" } } });
});

test("a file that is asked for while the database is away is not there now, in the API's own words", async () => {
  const real = await postgresDatabase();
  setDatabase(real.db);
  const answer = await watching(
    (statement) => fail("cut", statement),
    () => document(ours, newId()),
  );
  setDatabase(database.db);
  await real.close();
  expect(answer).toMatchObject({ status: 503, body: { code: "unavailable" } });
  expect(answer.headers.get("retry-after")).toBe("2");
});
