import { expect, test } from "@playwright/test";
import { signIn } from "./people";

const NOTICE = "You are offline; nothing was sent. What you typed is still here.";

/** The page for what can't be reached is kept once the browser runs its worker. */
const workerIsReady = () =>
  navigator.serviceWorker.ready.then((one) => one.active?.state ?? "none");

test("a page that can't be reached says so, and is there again by itself", async ({
  page,
  context,
}) => {
  await signIn(page);
  await expect.poll(() => page.evaluate(workerIsReady)).toBe("activated");
  await context.setOffline(true);
  await page.goto("/orders/closed");
  await expect(page.getByRole("heading", { name: "You are offline" })).toBeVisible();
  await context.setOffline(false);
  await expect(page.getByRole("navigation", { name: "Order tabs" })).toBeVisible();
  await expect(page).toHaveURL(/\/orders\/closed$/);
});

test("the browser keeps that page and no other", async ({ page }) => {
  await signIn(page);
  await expect.poll(() => page.evaluate(workerIsReady)).toBe("activated");
  await page.goto("/orders/closed");
  await page.goto("/clients");
  await page.evaluate(() => fetch("/api/ready"));
  const kept = await page.evaluate(async () => {
    const caches_ = await Promise.all((await caches.keys()).map((name) => caches.open(name)));
    const requests = await Promise.all(caches_.map((cache) => cache.keys()));
    return requests.flat().map(({ url }) => new URL(url).pathname);
  });
  expect(kept).toEqual(["/offline.html"]);
});

test("a form keeps what was typed, and sends it once there is a connection", async ({
  page,
  context,
}, { project }) => {
  const code = `OFFLINE-${project.name}`.toUpperCase();
  await signIn(page);
  await page.goto("/clients/new");
  await page.getByLabel("Code", { exact: true }).fill(code);
  await page.getByLabel("Name").first().fill("Kept while offline");
  await context.setOffline(true);
  await expect(page.getByText("You are offline. This page stays as it is")).toBeVisible();
  await page.getByRole("button", { name: "Create client" }).click();
  await expect(page.getByText(NOTICE)).toBeVisible();
  await expect(page.getByLabel("Code", { exact: true })).toHaveValue(code);
  await page.getByRole("link", { name: "Clients" }).first().click();
  await expect(page.getByText("other pages can't be opened")).toBeVisible();
  await context.setOffline(false);
  await expect(page.getByText("You are offline", { exact: false })).toHaveCount(0);
  await expect(page.getByLabel("Name").first()).toHaveValue("Kept while offline");
  await page.getByRole("button", { name: "Create client" }).click();
  await expect(page.getByText("Kept while offline is now a client.")).toBeVisible();
});

test("a dialog stays open with what was typed", async ({ page, context, request }) => {
  const headers = { authorization: "Bearer of_demo_oakline" };
  const { data } = await (
    await request.get("/api/v1/orders?tab=open&stock=in_stock&limit=1", { headers })
  ).json();
  await signIn(page);
  await page.goto(`/orders/${data[0].number}`);
  const ship = page.getByRole("button", { name: "Mark as shipped" });
  if (!(await ship.first().isVisible())) {
    await page.getByRole("button", { name: "More actions" }).click();
  }
  await ship.first().click();
  const sheet = page.getByRole("dialog");
  await sheet.getByLabel("Tracking number").fill("JD01");
  await context.setOffline(true);
  await sheet.getByRole("button", { name: "Mark as shipped" }).click();
  await expect(page.getByText(NOTICE)).toBeVisible();
  await expect(sheet.getByLabel("Tracking number")).toHaveValue("JD01");
});

test("a form whose answer is lost stays as it is and says so", async ({ page }) => {
  await signIn(page);
  await page.goto("/clients/new");
  await page.getByLabel("Code", { exact: true }).fill("LOST");
  await page.getByLabel("Name").first().fill("Lost answer");
  await page.route("**/clients/new", (route) =>
    route.request().method() === "POST" ? route.abort("connectionfailed") : route.continue(),
  );
  await page.getByRole("button", { name: "Create client" }).click();
  await expect(page.getByText("No answer came: the connection may be lost.")).toBeVisible();
  await expect(page.getByLabel("Name").first()).toHaveValue("Lost answer");
});

test("the product can be installed: name, icons, start and colours are told", async ({ page }) => {
  await page.goto("/sign-in");
  const href = await page.locator('link[rel="manifest"]').getAttribute("href");
  const manifest = await (await page.request.get(href ?? "")).json();
  expect(manifest).toMatchObject({
    name: "Orderflow",
    start_url: "/orders/open",
    display: "standalone",
  });
  for (const size of ["192x192", "512x512"]) {
    const icon = manifest.icons.find(
      (one: { sizes: string; purpose: string }) => one.sizes === size && one.purpose === "any",
    );
    expect((await page.request.get(icon.src)).headers()["content-type"]).toBe("image/png");
  }
  await expect(page.locator('meta[name="theme-color"]')).toHaveCount(2);
  expect((await page.request.get("/sw.js")).headers()["cache-control"]).toMatch(
    /max-age=0|no-cache/,
  );
});

test("neither the tracking page nor the portal registers anything", async ({ page }) => {
  await page.goto("/track/demo-tracking-oakline1");
  expect(
    await page.evaluate(() => navigator.serviceWorker.getRegistrations().then((all) => all.length)),
  ).toBe(0);
});
