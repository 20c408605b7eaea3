import { sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { postgresDatabase, type TestDatabase } from "@/tests/database";
import { makeWorkspace } from "@/tests/factories";
import { type ApiClient, apiClient } from "./client";

const BURST = 5;

let database: TestDatabase;
let api: ApiClient;
let other: ApiClient;

beforeAll(async () => {
  database = await postgresDatabase();
});
beforeEach(async () => {
  vi.stubEnv("API_BURST", String(BURST));
  vi.stubEnv("API_CALLS_PER_SECOND", "1");
  const ctx = await makeWorkspace(database.db, { now: new Date() });
  api = await apiClient(ctx);
  other = await apiClient(ctx);
});
afterEach(() => vi.unstubAllEnvs());
afterAll(() => database.close());

describe("a key", () => {
  test("is refused once it asked for more than its burst, and told when to come back", async () => {
    const answers = [];
    for (let call = 0; call < BURST; call += 1) {
      answers.push(await api.get("/orders"));
    }
    expect(answers.map(({ status }) => status)).toEqual(Array(BURST).fill(200));
    expect(answers[0]?.headers.get("ratelimit-policy")).toBe('"default";q=5;w=5');
    expect(answers[0]?.headers.get("ratelimit")).toBe('"default";r=4;t=1');
    await database.db.execute(sql`update rate_limits set calls = 0.2, at = clock_timestamp()`);
    const refused = await api.get("/orders");
    expect(refused).toMatchObject({ status: 429, body: { code: "rate_limited" } });
    expect(refused.headers.get("content-type")).toBe("application/problem+json");
    expect(refused.headers.get("retry-after")).toBe("1");
    expect(refused.headers.get("ratelimit")).toBe('"default";r=0;t=5');
  });

  test("may go on as time passes, up to its burst", async () => {
    await api.get("/orders");
    await database.db.execute(
      sql`update rate_limits set calls = 0, at = at - interval '3 seconds'`,
    );
    expect((await api.get("/orders")).status).toBe(200);
    await database.db.execute(sql`update rate_limits set at = at - interval '1 hour'`);
    expect((await api.get("/orders")).headers.get("ratelimit")).toBe('"default";r=4;t=1');
  });

  test("that asks too often writes nothing and holds no other key up", async () => {
    await api.get("/clients");
    await database.db.execute(
      sql`update rate_limits set calls = 0.1, at = clock_timestamp() + interval '1 minute'`,
    );
    const client = { code: "LATE", name: "Late Ltd" };
    expect((await api.post("/clients", client)).status).toBe(429);
    const listed = await other.get("/clients");
    expect(listed).toMatchObject({ status: 200, body: { data: [] } });
  });

  test("asked at once by many gets its burst and no more than time adds", async () => {
    const since = Date.now();
    const answers = await Promise.all(Array.from({ length: 40 }, () => api.get("/orders")));
    const seconds = (Date.now() - since) / 1000;
    const allowed = answers.filter(({ status }) => status === 200).length;
    expect(allowed).toBeGreaterThanOrEqual(BURST);
    expect(allowed).toBeLessThanOrEqual(BURST + seconds + 1);
    expect(answers.every(({ status }) => status === 200 || status === 429)).toBe(true);
  });
});
