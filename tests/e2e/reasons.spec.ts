import { expect, type Page, test } from "@playwright/test";
import { brokenRules } from "./axe";
import { signIn } from "./people";

const tipOf = (page: Page) => page.getByRole("dialog", { name: /stock|production|shipment/ });

/** The list with its script at work, and on a phone with the cards that it puts in the table's place. */
async function openList(page: Page, query = ""): Promise<void> {
  await page.goto(`/orders/open${query}`);
  await page.waitForLoadState("networkidle");
  const isPhone = (page.viewportSize()?.width ?? 0) < 768;
  await expect(page.locator(isPhone ? ".order-cards" : ".orders-table")).toBeVisible();
}

const statuses = (page: Page, name: RegExp) => page.getByRole("main").getByRole("button", { name });

test("a status says why by keyboard: Enter or Space opens, Tab walks its sources, Escape gives the focus back", async ({
  page,
}) => {
  await signIn(page);
  await openList(page, "?stock=expected");
  const status = statuses(page, /Expected/).first();
  for (const key of ["Enter", "Space"]) {
    await status.focus();
    await page.keyboard.press(key);
    await expect(tipOf(page)).toContainText(/\d units? reserved; .* expected .* from/);
    await expect(status).toHaveAttribute("aria-expanded", "true");
    await expect(tipOf(page)).toBeFocused();
    await page.keyboard.press("Escape");
    await expect(tipOf(page)).toBeHidden();
    await expect(status).toBeFocused();
    await expect(status).toHaveAttribute("aria-expanded", "false");
  }
  await page.keyboard.press("Enter");
  const link = tipOf(page)
    .getByRole("link", { name: /^(MO|PO)-/ })
    .first();
  await expect(link).toBeVisible();
  await page.keyboard.press("Tab");
  await expect(tipOf(page).getByRole("button", { name: "Close" })).toBeFocused();
  await link.press("Enter");
  await expect(page).toHaveURL(/\/(production|products)\//, { timeout: 30_000 });
});

test("one press opens, the second closes, and another status takes its place", async ({ page }) => {
  await signIn(page);
  await openList(page, "?shipment=not_shipped");
  const [first, second] = [0, 1].map((at) => statuses(page, /Not shipped/).nth(at));
  if (first === undefined || second === undefined) {
    throw new Error("There are no two orders to ask about.");
  }
  await first.click();
  await expect(tipOf(page)).toContainText(/0 of \d+ units? shipped/);
  const phone = (page.viewportSize()?.width ?? 0) < 768;
  if (phone) {
    // The rest of the list lies below the sheet's backdrop: a tap there closes it.
    await page.mouse.click(100, 100);
  } else {
    await first.click();
  }
  await expect(tipOf(page)).toBeHidden();
  if (!phone) {
    await first.click();
    await second.click();
    await expect(second).toHaveAttribute("aria-expanded", "true");
    await expect(first).toHaveAttribute("aria-expanded", "false");
  }
});

test("what can't be had is said, with the way to the order", async ({ page }) => {
  await signIn(page);
  await page.route("**/reasons", (route) => route.abort());
  await openList(page);
  await statuses(page, /Not shipped/)
    .first()
    .click();
  await expect(tipOf(page)).toContainText("The reason can’t be loaded now.");
  await expect(tipOf(page).getByRole("link", { name: /^Open SO-/ })).toBeVisible();
});

test("a tip ends with what would help: what is short is made, once, and undone", async ({
  page,
}) => {
  await signIn(page);
  await openList(page, "?stock=short&production=not_started");
  const status = statuses(page, /Short/).first();
  await status.click();
  const make = tipOf(page).getByRole("button", { name: /^Make [\d.]+ for SO-/ });
  await make.dblclick();
  await expect(page).toHaveURL(/stock=short.*made=/);
  await expect(
    page
      .getByRole("status")
      .filter({ hasText: /MO-\d+/ })
      .first(),
  ).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).first().click();
  await expect(page).toHaveURL(/stock=short/);
});

test("a viewer's tip only says why", async ({ page }) => {
  await signIn(page, "viewer@oakline.example");
  await openList(page, "?stock=short");
  await statuses(page, /Short/).first().click();
  await expect(tipOf(page)).toContainText(/short/);
  await expect(tipOf(page).getByRole("button", { name: /^Make/ })).toHaveCount(0);
  await expect(tipOf(page).getByRole("link", { name: /^Change priority/ })).toHaveCount(0);
});

test("an open tip breaks no accessibility rule, light or dark", async ({ page }) => {
  await signIn(page);
  await openList(page, "?stock=partly");
  await statuses(page, /Partly/)
    .first()
    .click();
  await expect(tipOf(page)).toContainText(/units? reserved/);
  expect(await brokenRules(page)).toEqual([]);
});

test.describe("without a script", () => {
  test.use({ javaScriptEnabled: false });

  test("a status leads to its explanation on the order's page", async ({ page }) => {
    await signIn(page);
    await page.goto("/orders/open?shipment=not_shipped");
    await statuses(page, /Not shipped/)
      .first()
      .click();
    await expect(page).toHaveURL(/\/orders\/SO-\d+\?#status-shipment$/);
    await expect(page.locator("#status-shipment")).toContainText(/0 of \d+ units? shipped/);
  });
});
