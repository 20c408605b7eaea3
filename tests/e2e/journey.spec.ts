import { existsSync, readFileSync } from "node:fs";
import { expect, type Page, test } from "@playwright/test";
import { northwindShape } from "./northwind-shape";
import { selectFirst, signIn, tabCount } from "./people";

let shots = 0;

async function shoot(page: Page, name: string) {
  shots += 1;
  const project = test.info().project.name;
  const path = `test-results/journey-${project}-${String(shots).padStart(2, "0")}-${name}.png`;
  await page.screenshot({ path, fullPage: false });
}

async function upload(page: Page, name: string, text: string | Buffer) {
  await page.goto("/imports");
  const file = { name, mimeType: "text/csv", buffer: Buffer.from(text) };
  await page.locator('input[type="file"]').setInputFiles(file);
  await page.getByRole("main").getByRole("button", { name: "Import orders" }).click();
}

test("orders come in from a file, close by label print, are archived by ASN, and every move can be undone", async ({
  page,
}) => {
  shots = 0;
  const prefix = `J${test.info().project.name.charAt(0).toUpperCase()}${Date.now() % 100_000}`;
  await signIn(page);
  const openBefore = await tabCount(page, "Open");
  const closedBefore = await tabCount(page, "Closed");
  const archivedBefore = await tabCount(page, "Archived");

  await upload(page, "orders.csv", northwindShape(30, prefix));
  await expect(page.getByText("OrderID", { exact: true }).first()).toBeVisible();
  await shoot(page, "columns");
  await page.getByLabel("Create missing clients and products").check();
  await page.getByRole("button", { name: "Check the file" }).click();
  const run = page.getByRole("button", { name: "Import 30 orders" });
  await expect(run).toBeVisible();
  await shoot(page, "check");
  await run.click();
  // The button says "30 orders" too: who leaves before it is gone looks at the list too early.
  await expect(run).toBeHidden();
  await expect(page.getByText(/30 orders/).first()).toBeVisible();
  await shoot(page, "imported");

  await page.goto(`/orders/open?q=${prefix.toLowerCase()}-1`);
  await expect(page.locator('a[href^="/orders/SO-"]:visible').first()).toBeVisible();
  expect(await tabCount(page, "Open")).toBe(openBefore + 30);
  await page.goto(`/orders/open?q=${prefix}-`);
  await shoot(page, "open");

  await selectFirst(page, 12);
  await shoot(page, "selected");
  await page.getByRole("button", { name: "Print labels" }).click();
  await expect(page.getByText("12 labels ready. 12 orders closed.")).toBeVisible();
  await shoot(page, "printed");
  const href = await page.getByRole("link", { name: "Open labels" }).getAttribute("href");
  const pdf = await page.request.get(href ?? "");
  expect(pdf.headers()["content-type"]).toBe("application/pdf");
  expect((await pdf.body()).subarray(0, 5).toString()).toBe("%PDF-");

  await page
    .getByRole("navigation", { name: "Order tabs" })
    .getByRole("link", { name: "Closed" })
    .click();
  await expect(page).toHaveURL(/\/orders\/closed/);
  await expect(page.getByText(/12 orders closed by label print/).first()).toBeVisible();
  expect(await tabCount(page, "Closed")).toBe(closedBefore + 12);
  await shoot(page, "closed");

  await page.goto(`/orders/closed?q=${prefix}-`);
  await selectFirst(page, 12);
  await page.getByRole("button", { name: "Send ASN" }).click();
  await expect(page.getByText(/12 orders archived by ASN/).first()).toBeVisible();
  expect(await tabCount(page, "Archived")).toBe(archivedBefore + 12);
  await page.goto("/orders/archived");
  await shoot(page, "archived");

  await page.getByRole("button", { name: "Undo" }).first().click();
  await expect.poll(() => tabCount(page, "Archived")).toBe(archivedBefore);
  await page.goto("/orders/closed");
  expect(await tabCount(page, "Closed")).toBe(closedBefore + 12);
  await shoot(page, "undone");

  await page.goto(`/orders/open?q=${prefix}-`);
  await selectFirst(page, 1);
  await page.getByRole("button", { name: "Cancel order" }).click();
  await shoot(page, "cancel");
  await page.getByRole("dialog").getByRole("button", { name: "Cancel order" }).click();
  await expect.poll(() => tabCount(page, "Archived")).toBe(archivedBefore + 1);
  await page.goto(`/orders/archived?q=${prefix}-`);
  await page.locator('a[href^="/orders/SO-"]:visible').first().click();
  await expect(page.getByText("In Archived because a person moved it by hand")).toBeVisible();
  await shoot(page, "detail");
  await page.getByRole("button", { name: "Undo" }).first().click();
  await expect(page.getByText(/In Open because an earlier move was undone/)).toBeVisible();
});

test("the file of 830 orders comes in whole, and a second time changes nothing", async ({
  page,
}) => {
  const file = "../shared/samples/northwind/sales-orders.csv";
  test.skip(!existsSync(file), "the sample is not here");
  test.skip(test.info().project.name !== "desktop", "once is enough");
  await signIn(page, "owner@harbor.example");
  const before = await tabCount(page, "Open");
  await upload(page, "sales-orders.csv", readFileSync(file));
  await page.getByLabel("Create missing clients and products").check();
  await page.getByRole("button", { name: "Check the file" }).click();
  const run = page.getByRole("button", { name: "Import 830 orders" });
  await run.click();
  await expect(run).toBeHidden({ timeout: 30_000 });
  await expect(page.getByText(/830 orders/).first()).toBeVisible();
  await page.goto("/orders/open?q=10248");
  expect(await tabCount(page, "Open")).toBe(before + 830);
  await upload(page, "again.csv", readFileSync(file));
  await expect(page.getByText(/830/).first()).toBeVisible();
  await expect(
    page.getByText(/Nothing new|nothing new|unchanged|here already/i).first(),
  ).toBeVisible();
});
