import { type APIRequestContext, expect, type Page, test } from "@playwright/test";
import { signIn } from "./people";

test.skip(({ isMobile }) => !isMobile, "what a thumb does");

const headers = { authorization: "Bearer of_demo_oakline" };

/** An order of two units that lie in stock; answers its number. */
async function orderInStock(request: APIRequestContext, sku: string): Promise<string> {
  await request.post("/api/v1/products", {
    headers,
    data: { sku, name: `Phone ${sku}`, tracked: true, made: false },
  });
  await request.post("/api/v1/stock-movements", {
    headers,
    data: { sku, quantity: 2, reason: "receipt" },
  });
  const answer = await request.post("/api/v1/orders", {
    headers,
    data: {
      client: { code: "ACME" },
      currency: "EUR",
      po_number: "PHONE-1",
      lines: [{ sku, quantity: 2, unit_price_minor: 4900 }],
    },
  });
  return (await answer.json()).number;
}

async function expectNoSideways(page: Page): Promise<void> {
  const sideways = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(sideways, `${page.url()} scrolls sideways`).toBeLessThanOrEqual(0);
}

test("an order is found, shipped with carrier and number, and taken back, by thumb", async ({
  page,
  request,
}) => {
  const number = await orderInStock(request, "PHONE-SHIP");
  await signIn(page, "operator@oakline.example");
  await page.goto(`/orders/open?q=${number}`);
  await page.getByRole("link", { name: number }).tap();
  const ship = page.getByRole("button", { name: "Mark as shipped" }).first();
  const box = await ship.boundingBox();
  expect(box?.height).toBeGreaterThanOrEqual(44);
  // In the lower third, where the thumb is.
  expect(box?.y).toBeGreaterThan(560);
  await ship.tap();
  const sheet = page.getByRole("dialog", { name: `Mark ${number} as shipped` });
  await sheet.getByLabel("Carrier").fill("DHL");
  await sheet.getByLabel("Tracking number").fill("JD0146000099");
  await sheet.getByRole("button", { name: "Mark as shipped" }).tap();
  await expect(page.getByText("DHL · JD0146000099")).toBeVisible();
  await expect(page.getByText("Closed", { exact: true }).first()).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).first().tap();
  await expect(page.getByRole("button", { name: "Mark as shipped" }).first()).toBeVisible();
});

test("a shipment that arrived is said to have, and that is taken back", async ({
  page,
  request,
}) => {
  const number = await orderInStock(request, "PHONE-ARRIVED");
  await request.post(`/api/v1/orders/${number}/shipments`, {
    headers,
    data: { lines: [{ sku: "PHONE-ARRIVED", quantity: 2 }] },
  });
  await signIn(page, "operator@oakline.example");
  await page.goto(`/orders/${number}`);
  await page.getByRole("button", { name: "Mark as shipped" }).first().tap();
  await page.getByRole("dialog").getByRole("button", { name: "Mark as shipped" }).tap();
  await page.getByRole("button", { name: /^Mark as delivered/ }).tap();
  const shipments = page.getByRole("region", { name: "Shipments" });
  await expect(shipments.getByText("Delivered").first()).toBeVisible();
  await page.getByRole("button", { name: /^Not delivered after all/ }).tap();
  await expect(page.getByRole("button", { name: /^Mark as delivered/ })).toBeVisible();
});

test("what has no room in the bar is in a sheet that closes once it led somewhere", async ({
  page,
}) => {
  await signIn(page);
  const more = page.getByRole("button", { name: "More", exact: true });
  const sheet = page.getByRole("navigation", { name: "Main" });
  await expect(sheet).toBeHidden();
  await more.tap();
  await expect(sheet.getByRole("link")).toHaveText([
    "Stock",
    "Imports",
    "Clients",
    "Products",
    "Settings",
  ]);
  await sheet.getByRole("link", { name: "Clients" }).tap();
  await expect(page.getByRole("heading", { level: 1, name: "Clients" })).toBeVisible();
  await expect(sheet).toBeHidden();
  await more.tap();
  await expect(page.getByText("owner@oakline.example")).toBeVisible();
  await page.getByRole("button", { name: "Sign out" }).tap();
  await expect(page.getByLabel("Password")).toBeVisible();
});

for (const width of [390, 320]) {
  test(`nothing scrolls sideways at ${width} px`, async ({ page, request }) => {
    test.setTimeout(120_000);
    const number = await orderInStock(request, `PHONE-${width}`);
    await page.setViewportSize({ width, height: 700 });
    await signIn(page);
    await expectNoSideways(page);
    for (const path of [
      `/orders/${number}`,
      "/orders/closed",
      "/orders/archived",
      "/orders/new",
      "/production",
      "/clients",
      "/products",
      "/imports",
      "/settings/automation",
      "/settings/users",
      "/settings/messages",
      "/settings/messages/rules",
    ]) {
      await page.goto(path);
      await expectNoSideways(page);
    }
    await page.goto("/production");
    await page
      .getByRole("link", { name: /^MO-\d+/ })
      .first()
      .click();
    await expect(page.getByRole("heading", { level: 1, name: /^MO-/ })).toBeVisible();
    await expectNoSideways(page);
    await page.goto("/settings/messages");
    await page
      .getByRole("link", { name: /your orders?/i })
      .first()
      .click();
    await expect(page.getByRole("article", { name: "The message" })).toBeVisible();
    await expectNoSideways(page);
  });
}
