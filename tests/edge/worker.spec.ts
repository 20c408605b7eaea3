import { createServer, type Server } from "node:http";
import { expect, test } from "@playwright/test";
import pg from "pg";
import { signIn } from "../e2e/people";

const KEY = { authorization: "Bearer of_demo_oakline" };

let database: pg.Client;
let mailService: Server;
/** What the worker handed to its mail service. */
const mails: { readonly to: string; readonly text: string }[] = [];

test.beforeAll(async () => {
  database = new pg.Client(process.env.EDGE_DATABASE_URL);
  await database.connect();
  mailService = createServer(async (request, response) => {
    const { to, text } = JSON.parse(Buffer.concat(await request.toArray()).toString());
    mails.push({ to: to.join(), text });
    response.end("{}");
  }).listen(Number(process.env.EDGE_MAIL_PORT), "localhost");
});
test.afterAll(async () => {
  mailService.close();
  await database.end();
});

async function count(sql: string): Promise<number> {
  const { rows } = await database.query<{ count: number }>(`select count(*)::int ${sql}`);
  return rows[0]?.count ?? -1;
}

const connections = () =>
  count(
    "from pg_stat_activity where datname = current_database() and backend_type = 'client backend' and pid <> pg_backend_pid()",
  );

test("forty requests at once are answered, and no connection outlives its request", async ({
  page,
}) => {
  await signIn(page);
  const pages = ["/api/v1/orders", "/api/v1/products/OAK-CHR-01", "/orders/open", "/stock"];
  const answers = await Promise.all(
    Array.from({ length: 40 }, async (_, index) => {
      const path = pages[index % pages.length] ?? "";
      const headers = path.startsWith("/api/") ? KEY : {};
      const answer = await page.request.get(path, { headers });
      return `${path} ${answer.status()}`;
    }),
  );
  expect(answers.filter((answer) => !/ (200|404)$/.test(answer))).toEqual([]);
  await expect.poll(connections).toBe(0);
});

test("work after an answer has a connection of its own, which is closed too", async ({ page }) => {
  await page.goto("/sign-in/link");
  await page.getByLabel("E-mail").fill("owner@oakline.example");
  await page.getByRole("button").first().click();
  await expect.poll(() => mails.map(({ to }) => to)).toEqual([expect.stringContaining("<owner@")]);
  expect(mails[0]?.text).toMatch(/http:\/\/localhost:\d+\/sign-in\/link\/\S{20,}/);
  await expect.poll(connections).toBe(0);
});

test("the clock drains the outbox", async ({ request }) => {
  const due = "from outbox where done_at is null and failed_at is null and available_at <= now()";
  const order = { client: { code: "ACME" }, currency: "EUR", source: "edge", external_id: "E-1" };
  const created = await request.post("/api/v1/orders", {
    headers: KEY,
    data: { ...order, lines: [{ sku: "OAK-CHR-01", quantity: 1, unit_price_minor: 100 }] },
  });
  expect(created.status()).toBe(201);
  await database.query("update outbox set available_at = now() where done_at is null");
  expect(await count(due)).toBeGreaterThan(0);
  const called = await request.get("/cdn-cgi/handler/scheduled");
  expect(called.status()).toBe(200);
  await expect.poll(() => count(due)).toBe(0);
  await expect.poll(connections).toBe(0);
});
