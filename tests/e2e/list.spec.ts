import { expect, type Page, test } from "@playwright/test";
import { selectFirst, signIn, tabCount } from "./people";

/** The numbers of the orders shown, in their order. */
async function numbers(page: Page): Promise<string[]> {
  return page.locator("a.row-link:visible").allInnerTexts();
}

test("the list is paged forth and back, and sorted, without losing a row", async ({ page }) => {
  await signIn(page);
  const tabs = page.getByRole("navigation", { name: "Order tabs" });
  await tabs.getByRole("link", { name: "Archived" }).click();
  await expect(page).toHaveURL(/\/orders\/archived/);
  const count = await tabCount(page, "Archived");
  const seen: string[] = [];
  const pages = page.getByRole("navigation", { name: "Pages" });
  for (let at = 1; at <= count; at += 50) {
    await expect(pages.getByText(`${at}–${Math.min(at + 49, count)} of ${count}`)).toBeVisible();
    seen.push(...(await numbers(page)));
    if (at + 50 <= count) {
      await pages.getByRole("link", { name: "Next" }).click();
    }
  }
  expect(new Set(seen).size).toBe(count);
  await pages.getByRole("link", { name: "Previous" }).click();
  await expect(pages.getByText(/^\d+–/)).not.toContainText(`of ${count + 1}`);
  await expect(page).toHaveURL(/before=/);

  await page.goto("/orders/open");
  await page.getByRole("main").getByRole("link", { name: "Due date" }).click();
  await expect(page).toHaveURL(/sort=due/);
  const sorted = await numbers(page);
  await page.getByRole("main").getByRole("link", { name: "Queue" }).click();
  await expect(page).not.toHaveURL(/sort=/);
  await expect.poll(() => numbers(page)).not.toEqual(sorted);
  await page.goBack();
  await expect(page).toHaveURL(/sort=due/);
  await expect.poll(() => numbers(page)).toEqual(sorted);
});

test("the toast takes back what was just printed", async ({ page }) => {
  await signIn(page);
  await page.goto("/orders/open?stock=in_stock&shipment=not_shipped");
  const open = await tabCount(page, "Open");
  const closed = await tabCount(page, "Closed");
  await selectFirst(page, 1);
  await page.getByRole("button", { name: "Print packing slips" }).click();
  const toast = page.getByRole("region", { name: /Notifications/ }).getByRole("listitem");
  await expect(toast).toContainText("1 order closed");
  expect(await tabCount(page, "Closed")).toBe(closed + 1);
  await toast.getByRole("button", { name: "Undo" }).click();
  await expect.poll(() => tabCount(page, "Closed")).toBe(closed);
  expect(await tabCount(page, "Open")).toBe(open);
});

test("archiving several asks first, takes a reason along and is taken back by Undo", async ({
  page,
}) => {
  await signIn(page);
  await page.goto("/orders/open?stock=in_stock&shipment=not_shipped");
  const archived = await tabCount(page, "Archived");
  await selectFirst(page, 2);
  const ask = page.getByRole("button", { name: "Archive", exact: true });
  const question = page.getByRole("dialog", { name: "Archive 2 orders as not to be fulfilled" });
  await ask.click();
  await expect(question).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(question).toHaveCount(0);
  await expect(ask).toBeFocused();
  await expect(page.getByText("2 selected").first()).toBeVisible();

  await ask.press("Enter");
  await question.getByLabel("Why will they not be fulfilled?").fill("Ordered twice");
  await question.getByRole("button", { name: "Archive" }).click();
  await expect.poll(() => tabCount(page, "Archived")).toBe(archived + 2);
  await expect(question).toHaveCount(0);
  const toast = page.getByRole("region", { name: /Notifications/ }).getByRole("listitem");
  await toast.getByRole("button", { name: "Undo" }).click();
  await expect.poll(() => tabCount(page, "Archived")).toBe(archived);
});

test("who opens a document's link signed out is led to sign in, and back to it; a program gets 401", async ({
  page,
  request,
}) => {
  const path = "/api/documents/01890a5d-ac96-774b-bcce-b302099a8057";
  await page.goto(path);
  await expect(page).toHaveURL(new RegExp(`/sign-in\\?callbackUrl=${encodeURIComponent(path)}`));
  expect((await request.get(path)).status()).toBe(401);
});
