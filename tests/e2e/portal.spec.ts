import { gzipSync } from "node:zlib";
import { type APIRequestContext, type Browser, expect, type Page, test } from "@playwright/test";
import { brokenRules } from "./axe";
import { signIn, signInClient } from "./people";

const KEY = { authorization: "Bearer of_demo_oakline" };
const UNKNOWN_LINK = "/track/AAAAAAAAAAAAAAAAAAAAAA";
/** What Next loads for a page, gzip. */
const SCRIPT_MAX = 140_000;

type Order = {
  number: string;
  po_number: string | null;
  version: number;
  on_hold: boolean;
  client: { code: string };
  status: { shipment: { value: string } };
};

async function orders(request: APIRequestContext, query: string): Promise<Order[]> {
  const answer = await request.get(`/api/v1/orders?limit=200&${query}`, { headers: KEY });
  return (await answer.json()).data;
}

/** An order of ACME with a PO, whose label and packing slip have been printed. */
async function shippedOrder(request: APIRequestContext, po: string) {
  const ready = await orders(request, "client=ACME&tab=open&stock=in_stock");
  const order = ready.find((one) => !one.on_hold && one.status.shipment.value === "not_shipped");
  if (!order) {
    throw new Error("The demo has no order of ACME that can be shipped.");
  }
  const path = `/api/v1/orders/${order.number}`;
  await request.patch(path, { headers: KEY, data: { version: order.version, po_number: po } });
  const printed = await request.post("/api/v1/print-jobs", {
    headers: KEY,
    data: { kinds: ["label", "packing_slip"], orders: [order.number] },
  });
  const { documents }: { documents: { kind: string; url: string }[] } = await printed.json();
  const idOf = (kind: string) =>
    documents
      .find((one) => one.kind === kind)
      ?.url.split("/")
      .at(-1) ?? "";
  return { number: order.number, label: idOf("label"), slip: idOf("packing_slip") };
}

async function trackingLink(browser: Browser, number: string) {
  const page = await (await browser.newContext()).newPage();
  await signIn(page, "operator@oakline.example");
  await page.goto(`/orders/${number}`);
  await page.getByRole("button", { name: /Create (another )?link/ }).click();
  const url = await page.getByLabel("Link", { exact: true }).inputValue();
  return { page, path: new URL(url).pathname };
}

test("a client finds an order by its PO and opens the packing slip", async ({ page }, info) => {
  const po = `PO-E2E-${info.project.name}-${info.workerIndex}`;
  const { number, label, slip } = await shippedOrder(page.request, po);
  await signInClient(page);
  await expect(page.getByText("Oakline Furniture").first()).toBeVisible();
  await expect(page.getByRole("navigation", { name: "Main" })).toHaveCount(0);
  await page.getByLabel("Search by PO or order number").fill(po.toLowerCase());
  await page.getByLabel("Search by PO or order number").press("Enter");
  await page.getByRole("link", { name: po }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText(/^Shipped /);
  await expect(page).toHaveURL(`/portal/orders/${number}`);
  const href = await page.getByRole("link", { name: /Packing slip/ }).getAttribute("href");
  const file = await page.request.get(href ?? "", { maxRetries: 2 });
  expect(file.headers()["content-type"]).toBe("application/pdf");
  expect((await file.body()).subarray(0, 5).toString()).toBe("%PDF-");
  expect((await page.request.get(`/portal/documents/${label}`)).status()).toBe(404);
  expect((await page.request.get(`/api/documents/${slip}`)).status()).toBe(403);
});

test("a client reaches nothing of another client, and no page of the workspace", async ({
  page,
}) => {
  const all = await orders(page.request, "tab=open");
  const rival = all.find((order) => order.client.code !== "ACME");
  const own = all.find((order) => order.client.code === "ACME");
  await signInClient(page);
  const status = async (path: string) => (await page.request.get(path)).status();
  expect(await status(`/portal/orders/${own?.number}`)).toBe(200);
  const foreign = await page.request.get(`/portal/orders/${rival?.number}`);
  const unknown = await page.request.get("/portal/orders/SO-NONE");
  expect([foreign.status(), unknown.status()]).toEqual([404, 404]);
  const plain = async (answer: typeof foreign, number = "") =>
    (await answer.text()).replaceAll(number, "N").replaceAll(/nonce="[^"]*"|"b":"[^"]*"/g, "");
  expect(await plain(foreign, rival?.number)).toBe(await plain(unknown, "SO-NONE"));
  for (const path of ["/orders/open", `/orders/${own?.number}`, "/clients", "/settings/users"]) {
    expect([path, await status(path)]).toEqual([path, 403]);
  }
  await page.goto("/orders/open");
  await page.getByRole("link", { name: "Go to your orders" }).click();
  await expect(page.getByRole("heading", { name: "Your orders" })).toBeVisible();
});

test("the workspace's own people are shown the way back from the portal", async ({ page }) => {
  await signIn(page, "viewer@oakline.example");
  expect((await page.goto("/portal"))?.status()).toBe(403);
  await page.getByRole("link", { name: "Go to orders" }).click();
  await expect(page.getByRole("navigation", { name: "Order tabs" })).toBeVisible();
});

test("an invited person of a client lands in the portal, until they are disabled", async ({
  page,
  browser,
}, info) => {
  const name = `Guest ${info.project.name} ${Date.now()}`;
  const email = `${name.toLowerCase().replaceAll(" ", "-")}@acme.example`;
  await signIn(page, "admin@oakline.example");
  await page.goto("/clients");
  await page.getByRole("link", { name: "ACME Interiors" }).click();
  await page.getByLabel("Invite by e-mail").fill(email);
  await page.getByRole("button", { name: "Invite", exact: true }).click();
  const link = await page.getByLabel("Link", { exact: true }).inputValue();
  const guest = await (await browser.newContext()).newPage();
  await guest.goto(new URL(link).pathname);
  await guest.getByLabel("Your name").fill(name);
  await guest.getByLabel("Password").fill("a long enough password");
  await guest.getByRole("button", { name: "Accept and sign in" }).click();
  await expect(guest.getByRole("heading", { name: "Your orders" })).toBeVisible();
  await page.reload();
  await page
    .getByRole("button", { name: `Disable ${name}` })
    .first()
    .click();
  await page
    .getByRole("dialog")
    .getByRole("button", { name: `Disable ${name}` })
    .click();
  await expect(page.getByRole("button", { name: `Enable ${name}` })).toBeVisible();
  expect((await guest.request.get("/portal")).status()).toBe(403);
  await page.getByRole("button", { name: `Enable ${name}` }).click();
  await expect(page.getByRole("button", { name: `Disable ${name}` }).first()).toBeVisible();
  expect((await guest.request.get("/portal")).status()).toBe(200);
});

test("who is a client here and an operator there is led right after each switch", async ({
  page,
  browser,
}, info) => {
  const email = `both-${info.project.name}-${Date.now()}@acme.example`;
  await signIn(page, "admin@oakline.example");
  await page.goto("/clients");
  await page.getByRole("link", { name: "ACME Interiors" }).click();
  await page.getByLabel("Invite by e-mail").fill(email);
  await page.getByRole("button", { name: "Invite", exact: true }).click();
  const portal = await page.getByLabel("Link", { exact: true }).inputValue();
  const harbor = await (await browser.newContext()).newPage();
  await signIn(harbor, "owner@harbor.example");
  await harbor.goto("/settings/users");
  await harbor.getByLabel("E-mail").fill(email);
  await harbor.getByLabel("Role").selectOption("operator");
  await harbor.getByRole("button", { name: "Invite", exact: true }).click();
  const work = await harbor.getByLabel("Link", { exact: true }).inputValue();
  const both = await (await browser.newContext()).newPage();
  await both.goto(new URL(portal).pathname);
  await both.getByLabel("Your name").fill("Both Person");
  await both.getByLabel("Password").fill("a long enough password");
  await both.getByRole("button", { name: "Accept and sign in" }).click();
  await expect(both.getByRole("heading", { name: "Your orders" })).toBeVisible();
  await both.goto(new URL(work).pathname);
  await both.getByRole("button", { name: /Join/ }).click();
  await expect(both.getByRole("navigation", { name: "Order tabs" })).toBeVisible();
  const change = async (from: string, to: string) => {
    const trigger = both.getByRole("button", { name: `Workspace ${from}, switch` });
    await trigger.filter({ visible: true }).click();
    await both.getByRole("button", { name: to, exact: true }).filter({ visible: true }).click();
  };
  await change("Harbor Supply", "Oakline Furniture");
  await expect(both.getByRole("heading", { name: "Your orders" })).toBeVisible();
  expect((await both.request.get("/orders/open")).status()).toBe(403);
  await change("Oakline Furniture", "Harbor Supply");
  await expect(both.getByRole("navigation", { name: "Order tabs" })).toBeVisible();
  expect((await both.request.get("/portal")).status()).toBe(403);
});

test("a tracking link works without a script until it is revoked", async ({ page, browser }) => {
  const [order] = await orders(page.request, "client=ACME&tab=open");
  const number = order?.number ?? "";
  const { page: operator, path } = await trackingLink(browser, number);
  const phone = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  const answer = await phone.goto(path);
  expect(answer?.status()).toBe(200);
  expect(answer?.headers()).toMatchObject({
    "referrer-policy": "no-referrer",
    "x-robots-tag": expect.stringContaining("noindex"),
    "cache-control": "private, no-store",
  });
  await expect(phone.locator('meta[name="robots"]')).toHaveAttribute("content", /noindex/);
  await expect(phone.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(phone.getByText(number)).toBeVisible();
  await expect(phone.getByText("Berlin", { exact: true })).toBeVisible();
  expect(await answer?.text()).not.toMatch(/Torstra|10119|MO-\d|€|@acme|@oakline|\brank|reserved/);

  await operator.reload();
  const offers = operator.getByRole("button", { name: "Revoke", exact: true });
  const alive = await offers.count();
  await offers.first().click();
  await operator.getByRole("button", { name: "Revoke link" }).click();
  await expect(offers).toHaveCount(alive - 1);
  const [revoked, unknown] = await Promise.all([
    phone.request.get(path),
    phone.request.get(UNKNOWN_LINK),
  ]);
  expect([revoked.status(), unknown.status()]).toEqual([404, 404]);
  const plain = async (one: typeof revoked, at: string) =>
    (await one.text())
      .replaceAll(at.split("/").at(-1) ?? "", "TOKEN")
      .replaceAll(/"b":"[^"]*"/g, "");
  expect(await plain(revoked, path)).toBe(await plain(unknown, UNKNOWN_LINK));
});

test("the tracking page loads at most 140 kB of script", async ({ page, browser }) => {
  const [order] = await orders(page.request, "client=ACME&tab=open");
  const { path } = await trackingLink(browser, order?.number ?? "");
  const sizes: Promise<number>[] = [];
  page.on("response", (response) => {
    if (response.request().resourceType() === "script") {
      sizes.push(response.body().then((body) => gzipSync(body).length));
    }
  });
  await page.goto(path, { waitUntil: "networkidle" });
  const total = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
  expect(total).toBeLessThanOrEqual(SCRIPT_MAX);
});

test("no page for clients breaks an accessibility rule, light or dark", async ({
  page,
  browser,
}) => {
  test.setTimeout(120_000);
  const [order] = await orders(page.request, "client=ACME&tab=open");
  const { path } = await trackingLink(browser, order?.number ?? "");
  const found: string[] = [];
  const check = async (at: Page) => {
    found.push(...(await brokenRules(at)));
  };
  await signInClient(page);
  await check(page);
  for (const next of [
    `/portal/orders/${order?.number}`,
    "/portal?q=nothing-like-it",
    path,
    UNKNOWN_LINK,
    "/orders/open",
  ]) {
    await page.goto(next);
    await check(page);
  }
  expect(found).toEqual([]);
});
