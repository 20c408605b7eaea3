import { type APIRequestContext, expect, test } from "@playwright/test";
import { brokenRules } from "./axe";
import { signIn } from "./people";

const headers = { authorization: "Bearer of_demo_oakline" };

async function makeProduct(request: APIRequestContext, sku: string): Promise<void> {
  const data = { sku, name: `Bowl ${sku}`, tracked: true, made: false };
  expect((await request.post("/api/v1/products", { headers, data })).status()).toBe(201);
}

async function makeOrder(request: APIRequestContext, sku: string, quantity: number) {
  const data = {
    client: { code: "ACME" },
    currency: "EUR",
    lines: [{ sku, quantity, unit_price_minor: 1900 }],
  };
  const answer = await request.post("/api/v1/orders", { headers, data });
  return String((await answer.json()).number);
}

const stockOf = async (request: APIRequestContext, number: string) => {
  const answer = await request.get(`/api/v1/orders/${number}`, { headers });
  return (await answer.json()).status.stock.value;
};
/** A new one each time, so that the tests also run against a server that has seen them. */
const newSku = () => `BOWL-${Date.now().toString(36).toUpperCase()}`;

test("a receipt is expected, covers an order, and comes in parts", async ({ page, request }) => {
  test.setTimeout(120_000);
  const sku = newSku();
  await makeProduct(request, sku);
  const number = await makeOrder(request, sku, 5);
  await signIn(page);
  await page.goto(`/stock?list=short&q=${sku}`);
  await page.locator(`a:visible`, { hasText: `Bowl ${sku}` }).click();
  await page.getByRole("link", { name: "Expect a receipt" }).click();
  await expect(page.getByRole("heading", { name: "New expected receipt" })).toBeVisible();
  await page.getByLabel("Quantity").fill("8");
  await page.getByLabel("Reference").fill("PO-E2E");
  await page.getByRole("button", { name: "Expect it" }).click();
  await expect(page.getByText("Orders that wait for it show its day now.")).toBeVisible();
  await expect(page.getByRole("link", { name: number })).toBeVisible();
  expect(await stockOf(request, number)).toBe("expected");
  expect(await brokenRules(page)).toEqual([]);

  await page.getByLabel("How many came?").fill("2");
  await page.getByRole("button", { name: "Receive" }).dblclick();
  await expect(page.getByText("2 received, 6 still to come.")).toBeVisible();
  await page.getByLabel("How many came?").fill("7");
  await page.getByRole("button", { name: "Receive" }).click();
  await expect(page.getByText("That is 1 more than expected")).toBeVisible();
  expect(await stockOf(request, number)).toBe("in_stock");
  await page.getByRole("link", { name: sku, exact: true }).click();
  await expect(page.getByText("9 on hand, 5 reserved, 4 available.")).toBeVisible();
  await expect(page.getByRole("region", { name: "Open orders", exact: true })).toContainText(
    number,
  );
  expect(await brokenRules(page)).toEqual([]);
});

test("who slips is shown before an order moves in the queue, and the move is undone", async ({
  page,
  request,
}) => {
  test.setTimeout(120_000);
  const sku = newSku();
  await makeProduct(request, sku);
  const data = { sku, quantity: 3, reason: "receipt" };
  await request.post("/api/v1/stock-movements", { headers, data });
  const [first, second] = [await makeOrder(request, sku, 3), await makeOrder(request, sku, 2)];
  await signIn(page);
  await page.goto(`/orders/${second}`);
  await page.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("link", { name: "Move in queue" }).click();
  await page.getByLabel("Before order").fill(first);
  await page.getByRole("button", { name: "Show" }).click();
  const changes = page.getByRole("region", { name: /^From place/ });
  await expect(changes.locator("tr:visible, li:visible", { hasText: first })).toContainText(
    "2 more short",
  );
  await expect(page.getByText("1 order slips, 1 gains.")).toBeVisible();
  expect(await brokenRules(page)).toEqual([]);
  expect(await stockOf(request, second)).toBe("short");

  await page.getByRole("button", { name: /^Move to place/ }).dblclick();
  await expect(page.getByText(new RegExp(`${second} moved from place`)).first()).toBeVisible();
  expect([await stockOf(request, first), await stockOf(request, second)]).toEqual([
    "partly",
    "in_stock",
  ]);
  await page.getByRole("button", { name: "Undo" }).first().click();
  await expect.poll(() => stockOf(request, first)).toBe("in_stock");
  expect(await stockOf(request, second)).toBe("short");
});

test("Alt with an arrow asks what one place up would do", async ({ page, isMobile }) => {
  test.skip(isMobile, "phones have no Alt key");
  await signIn(page);
  await page.goto("/orders/open");
  const link = page.locator("tr a.row-link").nth(3);
  const number = await link.innerText();
  await link.focus();
  await page.keyboard.press("Alt+ArrowUp");
  await expect(page.getByRole("heading", { name: `Move ${number} in the queue` })).toBeVisible();
  await expect(page.getByRole("heading", { name: "From place 4 to 3" })).toBeVisible();
  await page.getByRole("link", { name: "Cancel" }).click();
  await expect(page).toHaveURL(/\/orders\/open$/);
});

test("a row dragged to another place asks what that would do", async ({ page, isMobile }) => {
  test.skip(isMobile, "phones show cards, which have a menu instead");
  await signIn(page);
  await page.goto("/orders/open");
  await page.waitForLoadState("networkidle");
  const rows = page.getByRole("table").locator("tbody tr");
  const number = await rows.nth(4).locator("a.row-link").innerText();
  await rows.nth(4).dragTo(rows.nth(1), { targetPosition: { x: 300, y: 4 } });
  await expect(page.getByRole("heading", { name: `Move ${number} in the queue` })).toBeVisible();
  await expect(page.getByRole("heading", { name: "From place 5 to 2" })).toBeVisible();
  await page.getByRole("link", { name: "Cancel" }).click();
  await expect(rows.nth(4).locator("a.row-link")).toHaveText(number);
});

test("a new order is promised a day before it is saved", async ({ page, request, isMobile }) => {
  test.setTimeout(120_000);
  test.skip(isMobile, "the form is the same, in one column");
  const sku = newSku();
  await makeProduct(request, sku);
  const data = { sku, quantity: 3, reason: "receipt" };
  await request.post("/api/v1/stock-movements", { headers, data });
  await signIn(page);
  await page.goto("/orders/new");
  await page.getByLabel("SKU").fill(sku);
  await page.getByLabel("Quantity").fill("2");
  const promise = page.getByRole("region", { name: "Promise date" });
  await expect(promise).toContainText("Today, all from stock");
  await page.getByLabel("Quantity").fill("5");
  await expect(promise).toContainText("No day can be named");
  await expect(promise).toContainText("3 from stock; 2 not ordered");
});
