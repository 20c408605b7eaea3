import { type APIRequestContext, devices, expect, test } from "@playwright/test";
import { signIn } from "./people";

test.skip(({ isMobile }) => isMobile, "the journey brings its own phone");

const headers = { authorization: "Bearer of_demo_oakline" };

/** A product that is made here and not in stock. */
async function makeProduct(request: APIRequestContext, sku: string): Promise<void> {
  const data = { sku, name: `Stool ${sku}`, tracked: true, made: true };
  expect((await request.post("/api/v1/products", { headers, data })).status()).toBe(201);
}

/** An order of it; answers its number. */
async function makeOrder(request: APIRequestContext, sku: string, quantity: number) {
  const data = {
    client: { code: "ACME" },
    currency: "EUR",
    lines: [{ sku, quantity, unit_price_minor: 4900 }],
  };
  const answer = await request.post("/api/v1/orders", { headers, data });
  const { number } = await answer.json();
  return String(number);
}

test("made on a desktop, reported on a phone, in stock, printed and closed", async ({
  page,
  browser,
  request,
}) => {
  test.setTimeout(120_000);
  await makeProduct(request, "STOOL-1");
  const number = await makeOrder(request, "STOOL-1", 12);
  await signIn(page);
  await page.goto(`/orders/${number}`);
  const status = page.getByRole("region", { name: "Status" });
  await expect(status).toContainText("Short 12");
  await page.getByRole("button", { name: "Make 12" }).click();
  await expect(page.getByText("1 production order planned.")).toBeVisible();
  await expect(status).toContainText("12 expected");
  await expect(status).toContainText("Not started");
  const production = page.getByRole("region", { name: "Production" });
  const made = await production.getByRole("link", { name: /^MO-\d+$/ }).innerText();

  const phone = await (
    await browser.newContext({ ...devices["Pixel 7"], viewport: { width: 390, height: 844 } })
  ).newPage();
  await signIn(phone, "operator@oakline.example");
  await phone.goto(`/production?q=${number}`);
  await phone.getByRole("link", { name: made }).click();
  await phone.getByRole("button", { name: "+5" }).tap();
  await phone.getByRole("button", { name: "One less" }).tap();
  await expect(phone.getByLabel("How many were made?")).toHaveValue("4");
  await phone.getByRole("button", { name: "Report" }).dblclick();
  await expect(phone.getByText(`4 made: 4 held for ${number}.`)).toBeVisible();
  await expect(phone.getByText("4 of 12", { exact: true })).toBeVisible();
  await phone.getByRole("button", { name: "All the rest: 8" }).tap();
  await phone.getByRole("button", { name: "Report" }).tap();
  await expect(phone.getByText(`8 made: 8 held for ${number}.`)).toBeVisible();
  await expect(phone.getByText("12 of 12", { exact: true })).toBeVisible();

  await page.reload();
  await expect(status).toContainText("In stock");
  await expect(status).toContainText("Made");
  await page.getByRole("button", { name: "Print labels" }).first().click();
  await expect(page.getByText(/order closed/)).toBeVisible();

  // Its units have left, so the report stands.
  await phone.reload();
  await phone.getByRole("button", { name: "Undo" }).first().tap();
  await expect(phone.getByText(/8 of its units are in shipment SH-\d+/)).toBeVisible();
});

test("a press of Make is taken back, and what stands still says why", async ({ page, request }) => {
  await makeProduct(request, "STOOL-2");
  const number = await makeOrder(request, "STOOL-2", 3);
  await signIn(page);
  await page.goto(`/orders/${number}`);
  await page.getByRole("button", { name: "Make 3" }).click();
  await page.getByRole("status").getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("1 production order cancelled.")).toBeVisible();
  await page.getByRole("button", { name: "Make 3" }).click();
  await expect(page.getByText("1 production order planned.")).toBeVisible();
  await page.getByRole("status").getByRole("link", { name: /^MO-/ }).click();
  // The order's page has such a menu as well.
  await expect(page).toHaveURL(/\/production\/MO-/);
  await page.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("button", { name: "Block", exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Why does it stand still?").fill("Boards are wet");
  await dialog.getByRole("button", { name: "Block" }).click();
  await expect(page.getByText("Blocked: Boards are wet").first()).toBeVisible();
  await page.goto(`/orders/${number}`);
  await expect(page.getByRole("region", { name: "Status" })).toContainText("Boards are wet");
  await page.goto("/production?list=blocked");
  await expect(page.getByText("Boards are wet").first()).toBeVisible();
});

test("Make for several selected orders answers each of them", async ({ page, request }) => {
  await makeProduct(request, "STOOL-3");
  await makeOrder(request, "STOOL-3", 2);
  await makeOrder(request, "STOOL-3", 5);
  await signIn(page);
  await page.goto("/orders/open?q=STOOL-3");
  const boxes = page.locator('input[name="order"]:visible');
  const makeBoth = async () => {
    await boxes.nth(0).check();
    await boxes.nth(1).check();
    await page.getByRole("button", { name: "Make", exact: true }).click();
  };
  await makeBoth();
  await expect(page.getByText("2 production orders planned.")).toBeVisible();
  await makeBoth();
  await expect(page.getByText("2 orders were left as they are.")).toBeVisible();
  await expect(page.getByText("Nothing of what is made here is short for it.")).toHaveCount(2);
  await page
    .getByRole("button", { name: /^Expected/ })
    .first()
    .click();
  await page.locator("#order-reason").getByRole("link", { name: /^MO-/ }).first().click();
  await expect(page.getByRole("button", { name: "Report" })).toBeVisible();
});
