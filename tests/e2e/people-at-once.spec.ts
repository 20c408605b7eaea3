import { expect, test } from "@playwright/test";
import { signIn, tabCount } from "./people";

test.skip(({ isMobile }) => isMobile, "the same on a phone");

test("a double click on Print labels is one job and one move", async ({ page }) => {
  await signIn(page);
  const closed = await tabCount(page, "Closed");
  await page.goto("/orders/open?stock=in_stock&shipment=not_shipped");
  const box = page.locator('input[name="order"]:visible').first();
  const number = await box.getAttribute("value");
  await box.check();
  await page.getByRole("button", { name: "Print labels" }).dblclick();
  await expect(page.getByText("1 label ready. 1 order closed.")).toBeVisible();
  expect(await tabCount(page, "Closed")).toBe(closed + 1);
  await page.goto(`/orders/${number}`);
  await expect(page.getByText("Copy 2")).toHaveCount(0);
});

test("of two people who edit one order the second is told and loses nothing", async ({
  page,
  browser,
}) => {
  await signIn(page);
  await page.goto("/orders/open?stock=short");
  const href =
    (await page.locator('a[href^="/orders/SO-"]:visible').first().getAttribute("href")) ?? "";
  const other = await (await browser.newContext()).newPage();
  await signIn(other, "operator@oakline.example");
  await page.goto(`${href}/edit`);
  await other.goto(`${href}/edit`);
  await page.getByLabel("PO number").fill("FIRST-1");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("FIRST-1").first()).toBeVisible();
  await other.getByLabel("PO number").fill("SECOND-2");
  await other.getByRole("button", { name: "Save" }).click();
  await expect(other.getByText(/changed it meanwhile/)).toBeVisible();
  await expect(other.getByLabel("PO number")).toHaveValue("SECOND-2");
});

test("an order is made by keyboard, with three lines, and found again", async ({ page }) => {
  await signIn(page);
  await page.goto("/orders/new");
  await page.getByRole("button", { name: "Create order" }).click();
  await expect(page.getByText(/missing/).first()).toBeVisible();
  await page.getByRole("combobox", { name: "Client" }).fill("ACME");
  await page.getByLabel("PO number").fill("KEYBOARD-1");
  for (const [at, sku] of ["OAK-SDT-45", "OAK-TRAY-40", "OAK-BED-NS"].entries()) {
    const line = page.getByRole("group", { name: `Line ${at + 1}` });
    await line.getByLabel("SKU").fill(sku);
    await line.getByLabel("Quantity").fill("2.5");
    await line.getByLabel("Unit price").fill("10.01");
    if (at < 2) {
      await line.getByLabel("Unit price").press("Enter");
    }
  }
  // 2.5 x 10.01 = 25.025, rounded half up once a line.
  await expect(page.getByLabel("Order total")).toHaveText("€75.09");
  await page.getByRole("button", { name: "Create order" }).click();
  await expect(page).toHaveURL(/\/orders\/SO-/);
  const number = new URL(page.url()).pathname.split("/").at(-1) ?? "";
  for (const q of [number, "keyboard-1", "OAK-TRAY-40"]) {
    await page.goto(`/orders/open?q=${q}&sort=due`);
    await expect(page.locator(`a[href="/orders/${number}"]:visible`)).toHaveCount(1);
  }
});

test("wrong passwords and unknown people get the same words; strangers are sent to sign in and back", async ({
  page,
}) => {
  for (const email of ["owner@oakline.example", "nobody@nowhere.example"]) {
    await page.goto("/sign-in");
    await page.getByLabel("E-mail").fill(email);
    await page.getByLabel("Password").fill("wrong-password");
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page.getByText("E-mail or password is wrong.")).toBeVisible();
  }
  await page.goto("/clients");
  await expect(page).toHaveURL(/\/sign-in\?callbackUrl=%2Fclients/);
  await page.getByLabel("E-mail").fill("viewer@oakline.example");
  await page.getByLabel("Password").fill("orderflow-demo");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL(/\/clients$/);
});
