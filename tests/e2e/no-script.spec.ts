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
  // What asks first can't ask here: it is found on the order's page.
  await expect(page.getByRole("button", { name: "Cancel order" })).toBeHidden();
  await page.getByRole("button", { name: "Print labels" }).click();
  await expect(page.getByText(/1 label ready|left as it is/)).toBeVisible();
  expect(await tabCount(page, "Closed")).toBeGreaterThanOrEqual(closed);
});

test("an order is moved in the queue without a script, after who slips was shown", async ({
  page,
}) => {
  await signIn(page, "operator@oakline.example");
  await page.goto("/orders/open");
  const number = await page.locator("a.row-link:visible").nth(2).innerText();
  await page.locator('input[name="order"]:visible').nth(2).check();
  await page.getByRole("button", { name: "Move in queue" }).click();
  await expect(page.getByRole("heading", { name: `Move ${number} in the queue` })).toBeVisible();
  await page.getByRole("link", { name: "Up one" }).click();
  await page.getByRole("button", { name: "Move to place 2" }).click();
  await expect(page.getByText(`${number} moved from place 3 to 2.`)).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText(`${number} moved from place 2 to 3.`)).toBeVisible();
});
