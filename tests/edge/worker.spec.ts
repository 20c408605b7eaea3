import { createServer, type Server } from "node:http";
import { type APIRequestContext, expect, type Page, test } from "@playwright/test";
import pg from "pg";
import { Webhook } from "standardwebhooks";
import { signIn } from "../e2e/people";
import { webhookReceiver } from "../webhook-receiver";

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

test("a page whose reader hangs up is written to its end, and closes its connection", async ({
  page,
  baseURL,
}) => {
  await signIn(page);
  const cookies = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`);
  const reader = new AbortController();
  await database.query("begin; lock table order_lines");
  const answer = await fetch(`${baseURL}/orders/open`, {
    headers: { cookie: cookies.join("; "), rsc: "1" },
    signal: reader.signal,
  });
  await answer.body?.getReader().read();
  reader.abort();
  await page.waitForTimeout(500);
  expect(await connections()).toBeGreaterThan(0);
  await database.query("commit");
  await expect.poll(connections, { timeout: 3_000 }).toBe(0);
});

test("work after an answer has a connection of its own, which is closed too", async ({ page }) => {
  await page.goto("/sign-in/link");
  await page.getByLabel("E-mail").fill("owner@oakline.example");
  await page.getByRole("button").first().click();
  await expect.poll(() => mails.map(({ to }) => to)).toEqual([expect.stringContaining("<owner@")]);
  expect(mails[0]?.text).toMatch(/http:\/\/localhost:\d+\/sign-in\/link\/\S{20,}/);
  await expect.poll(connections).toBe(0);
});

/** Makes an order by the API and answers its number. */
async function create(request: APIRequestContext, externalId: string): Promise<string> {
  const order = { client: { code: "ACME" }, currency: "EUR", source: "edge" };
  const created = await request.post("/api/v1/orders", {
    headers: KEY,
    data: {
      ...order,
      external_id: externalId,
      lines: [{ sku: "OAK-CHR-01", quantity: 1, unit_price_minor: 100 }],
    },
  });
  expect(created.status()).toBe(201);
  return (await created.json()).number;
}

async function callTheClock(request: APIRequestContext): Promise<void> {
  expect((await request.get("/cdn-cgi/handler/scheduled")).status()).toBe(200);
}

/** Adds an endpoint for new orders as a person does, and answers its secret. */
async function addEndpoint(page: Page, url: string): Promise<string> {
  await page.goto("/settings/api/webhooks/new");
  await page.getByLabel("Address").fill(url);
  await page.getByLabel("order.created").check();
  await page.getByRole("button", { name: "Add the endpoint" }).click();
  return page.getByRole("textbox", { name: "Signing secret" }).inputValue();
}

test("the clock drains the outbox", async ({ request }) => {
  const due = "from outbox where done_at is null and failed_at is null and available_at <= now()";
  await create(request, "E-1");
  await database.query("update outbox set available_at = now() where done_at is null");
  expect(await count(due)).toBeGreaterThan(0);
  await callTheClock(request);
  await expect.poll(() => count(due)).toBe(0);
  await expect.poll(connections).toBe(0);
});

test("one call of the clock tells a program of an order, signed, and nobody in a private network", async ({
  page,
  request,
}) => {
  const program = await webhookReceiver();
  await signIn(page);
  const secret = await addEndpoint(page, program.url);
  // The same program by an address that no demo may use: Linux would connect it.
  await addEndpoint(page, program.url.replace("127.0.0.1", "0.0.0.0"));
  const number = await create(request, "E-2");
  await callTheClock(request);
  const told = program.received.map(({ headers, body }) =>
    new Webhook(secret).verify(body, headers),
  );
  expect(told).toMatchObject([{ type: "order.created", data: { order: { number } } }]);
  await page.reload();
  await page.getByRole("link", { name: "order.created" }).first().click();
  await expect(
    page.getByText("The address leads into a private network, where nothing is sent.").first(),
  ).toBeVisible();
  await expect.poll(connections).toBe(0);
  await program.stop();
});
