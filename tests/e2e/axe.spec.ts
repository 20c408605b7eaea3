import { expect, test } from "@playwright/test";
import { brokenRules } from "./axe";
import { signIn } from "./people";

const PAGES = [
  "/orders/open",
  "/orders/closed",
  "/orders/archived",
  "/orders/new",
  "/stock",
  "/stock?list=expected",
  "/stock/receipts/new",
  "/production",
  "/production?list=blocked",
  "/production/new",
  "/imports",
  "/clients",
  "/clients/new",
  "/products",
  "/products/new",
  "/settings/workspace",
  "/settings/users",
  "/settings/automation",
  "/settings/api",
  "/settings/api/webhooks/new",
  "/settings/messages",
  "/settings/messages/rules",
  "/settings/audit",
  "/settings/account",
];
test("no page of the main job breaks an accessibility rule, light or dark", async ({ page }) => {
  test.setTimeout(300_000);
  const found: string[] = [];
  const check = async () => {
    found.push(...(await brokenRules(page)));
  };
  await page.goto("/sign-in");
  await check();
  await signIn(page);
  for (const path of PAGES) {
    await page.goto(path);
    await check();
  }
  for (const [list, link] of [
    ["/orders/closed", 'a[href^="/orders/SO-"]:visible'],
    ["/production", 'a[href^="/production/MO-"]:visible'],
    ["/stock?list=expected", 'a[href^="/stock/receipts/0"]:visible'],
    ["/products", 'a[href^="/products/0"]'],
    ["/clients", 'a[href^="/clients/0"]'],
    ["/settings/users", 'a[href^="/settings/users/0"]'],
    ["/settings/messages", 'a[href^="/settings/messages/0"]'],
  ] as const) {
    await page.goto(list);
    await page.goto((await page.locator(link).first().getAttribute("href")) ?? "");
    await check();
  }
  expect(found).toEqual([]);
});
