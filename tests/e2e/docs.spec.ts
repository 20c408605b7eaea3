import { expect, test } from "@playwright/test";

test("the API's reference shows every chapter and asks nobody but us", async ({
  page,
  baseURL,
}) => {
  const elsewhere: string[] = [];
  const complaints: string[] = [];
  page.on("request", (request) => {
    const { protocol, origin } = new URL(request.url());
    if (protocol.startsWith("http") && origin !== new URL(baseURL ?? "").origin) {
      elsewhere.push(request.url());
    }
  });
  page.on("console", (message) => {
    if (message.type() === "error") {
      complaints.push(message.text());
    }
  });
  await page.goto("/docs/api#tag/orders/POST/orders");
  await expect(page.getByRole("heading", { name: "Create an order" })).toBeVisible();
  await expect(page.getByText("ISO 4217 code.").first()).toBeVisible();
  await expect(page.getByText(/Ask AI|Open API Client/i)).toHaveCount(0);
  expect(elsewhere).toEqual([]);
  expect(complaints).toEqual([]);
});

test("a problem's type leads to a page about it", async ({ page, request }) => {
  const answer = await request.get("/api/v1/orders");
  const { type, code } = await answer.json();
  await page.goto(type);
  await expect(page.getByRole("heading", { name: code })).toBeVisible();
  await page.getByRole("link", { name: "Problems" }).first().click();
  await page.getByRole("link", { name: "over_shipped" }).click();
  await expect(page.getByRole("heading", { name: "How to mend it" })).toBeVisible();
  const size = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(size).toBeLessThanOrEqual(page.viewportSize()?.width ?? 0);
  expect((await request.get("/docs/api/problems/nonsense")).status()).toBe(404);
});
