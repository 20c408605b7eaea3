import { readFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { type APIRequestContext, type APIResponse, expect, test } from "@playwright/test";
import pg from "pg";
import { signIn } from "../e2e/people";
import { webhookReceiver } from "../webhook-receiver";

const OAKLINE = { authorization: "Bearer of_demo_oakline" };
const HARBOR = { authorization: "Bearer of_demo_harbor" };
const KILLS = 3;

let database: pg.Client;
let mailService: Server;
/** The idempotency keys of the mails that were handed over. */
const mails: string[] = [];

test.beforeAll(async () => {
  database = new pg.Client(process.env.INSTANCES_DATABASE_URL);
  await database.connect();
  mailService = createServer(async (request, response) => {
    await request.toArray();
    mails.push(String(request.headers["idempotency-key"]));
    response.end("{}");
  }).listen(Number(process.env.INSTANCES_MAIL_PORT), "localhost");
});
test.afterEach(async () => {
  const { rows } = await database.query(await readFile("db/invariants.sql", "utf8"));
  expect(rows).toEqual([]);
});
test.afterAll(async () => {
  mailService.close();
  await database.end();
});

const many = <T>(count: number, run: (index: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, index) => run(index)));
const instanceOf = (answer: APIResponse) => answer.headers()["x-instance"];

function order(externalId: string) {
  const lines = [{ sku: "OAK-CHR-01", quantity: 1, unit_price_minor: 100 }];
  const client = { code: "ACME" };
  return { client, currency: "EUR", source: "instances", external_id: externalId, lines };
}

/** A POST that is sent again, under the same key, for as long as nobody answers it. */
async function post(request: APIRequestContext, path: string, data: object, key: string) {
  for (;;) {
    const headers = { ...OAKLINE, "idempotency-key": key };
    const answer = await request.post(path, { headers, data });
    if (![502, 503].includes(answer.status())) {
      return answer;
    }
  }
}

test("a session holds on every instance, and a copy of it ends on every instance", async ({
  page,
  context,
  playwright,
  baseURL,
}) => {
  await signIn(page);
  const copy = await playwright.request.newContext({
    baseURL,
    storageState: await context.storageState(),
  });
  const ask = () => copy.get("/orders/open", { maxRedirects: 0 });
  const before = await many(6, ask);
  expect(new Set(before.map(instanceOf)).size).toBe(2);
  expect(before.map((answer) => answer.status())).toEqual(Array(6).fill(200));
  await page
    .getByRole("button", { name: /your account/ })
    .first()
    .click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page).toHaveURL(/sign-in/);
  const after = await many(6, ask);
  expect(new Set(after.map(instanceOf)).size).toBe(2);
  expect(after.map((answer) => answer.status())).toEqual(Array(6).fill(307));
});

test("the same call that reaches both instances at once is done once and answered alike", async ({
  request,
}) => {
  const answers = await many(20, () => post(request, "/api/v1/orders", order("once"), "one-key"));
  expect(new Set(answers.map(instanceOf)).size).toBe(2);
  const bodies = new Set(await Promise.all(answers.map((answer) => answer.text())));
  expect(bodies.size).toBe(1);
  expect(new Set(answers.map((answer) => answer.status()))).toEqual(new Set([201]));
  const { rows } = await database.query(
    "select count(*)::int as orders from orders where source = 'instances' and external_id = 'once'",
  );
  expect(rows).toEqual([{ orders: 1 }]);
});

test("numbers of orders, shipments and packages follow one another without a gap or a double", async ({
  request,
}) => {
  const created = await many(30, (index) =>
    post(request, "/api/v1/orders", order(`series-${index}`), `series-${index}`),
  );
  const numbers = await Promise.all(
    created.map(async (answer) => String((await answer.json()).number)),
  );
  const counts = numbers.map((number) => Number(number.replace(/\D/g, ""))).sort((a, b) => a - b);
  expect(counts).toEqual(counts.map((_, index) => (counts[0] ?? 0) + index));
  await many(10, (index) => {
    const orders = numbers.slice(index * 3, index * 3 + 3);
    return post(request, "/api/v1/print-jobs", { kinds: ["label"], orders }, `print-${index}`);
  });
  const { rows } = await database.query(`
    select count(*)::int as doubles from (
      select workspace_id, number from shipments group by 1, 2 having count(*) > 1
      union all select workspace_id, sscc from packages group by 1, 2 having count(*) > 1) d`);
  expect(rows).toEqual([{ doubles: 0 }]);
});

test("whatever instance is killed, every event is told, and no mail is sent twice", async ({
  page,
  request,
}) => {
  const program = await webhookReceiver();
  await signIn(page);
  await page.goto("/settings/api/webhooks/new");
  await page.getByLabel("Address").fill(program.url);
  await page.getByLabel("order.created").check();
  await page.getByRole("button", { name: "Add the endpoint" }).click();
  await expect(page).not.toHaveURL(/webhooks\/new/);
  const created: string[] = [];
  for (let kill = 0; kill < KILLS; kill += 1) {
    const killing = new Promise((resolve) => setTimeout(resolve, Math.random() * 1_500)).then(() =>
      request.post("/-/kill"),
    );
    for (let at = 0; at < 8; at += 1) {
      const key = `killed-${kill}-${at}`;
      created.push((await (await post(request, "/api/v1/orders", order(key), key)).json()).number);
    }
    await killing;
  }
  const told = () =>
    new Set(
      program.received.map(({ body }) => String(JSON.parse(body).data.order?.number ?? body)),
    );
  await expect
    .poll(() => created.filter((number) => !told().has(number)), { timeout: 150_000 })
    .toEqual([]);
  const ids = program.received.map(({ headers, body }) => [headers["webhook-id"], body] as const);
  expect(new Set(ids.map(([id]) => id)).size).toBe(told().size);
  expect(mails.length).toBe(new Set(mails).size);
  await program.stop();
});

test("a key has one limit, however many instances it asks", async ({ request }) => {
  const since = Date.now();
  const answers = await many(500, () => request.get("/api/v1/orders?limit=1", { headers: HARBOR }));
  const seconds = (Date.now() - since) / 1000;
  const served = answers.filter((answer) => answer.status() === 200);
  expect(new Set(served.map(instanceOf)).size).toBe(2);
  expect(served.length).toBeGreaterThanOrEqual(300);
  expect(served.length).toBeLessThanOrEqual(301 + 10 * seconds);
  expect(answers.filter((answer) => ![200, 429].includes(answer.status()))).toEqual([]);
});
