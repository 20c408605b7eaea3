import { expect, test } from "@playwright/test";
import { signIn, tabCount } from "./people";

test.use({ javaScriptEnabled: false });

test("the list works without a script: tabs, search, sort, paging, print", async ({ page }) => {
  await signIn(page, "operator@oakline.example");
  const closed = await tabCount(page, "Closed");
  await page
    .getByRole("navigation", { name: "Order tabs" })
    .getByRole("link", { name: "Archived" })
    .click();
  await expect(page).toHaveURL(/\/orders\/archived/);
  await page.goto("/orders/open");
  await page.getByRole("link", { name: "Next" }).click();
  await expect(page).toHaveURL(/after=/);
  await page.goto("/orders/open");
  await page.getByRole("link", { name: "Due date" }).click();
  await expect(page).toHaveURL(/sort=due/);
  await page.getByLabel("Search orders").fill("acme");
  await page.getByLabel("Search orders").press("Enter");
  await expect(page).toHaveURL(/q=acme/);
  await page.goto("/orders/open?stock=in_stock&shipment=not_shipped");
  await page.locator('input[name="order"]:visible').first().check();
  await page.getByRole("button", { name: "Print labels" }).click();
  await expect(page.getByText(/1 label ready|left as it is/)).toBeVisible();
  expect(await tabCount(page, "Closed")).toBeGreaterThanOrEqual(closed);
});
