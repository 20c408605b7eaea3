import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { signIn } from "./people";

const KEY = { authorization: "Bearer of_demo_oakline" };

/** An order of 5 chairs and 2 hooks that are all in stock; made through the API. */
async function makeOrder(page: Page): Promise<string> {
  const mark = `${test.info().project.name.charAt(0).toUpperCase()}${Date.now() % 1_000_000}`;
  const post = async (path: string, data: unknown) => {
    const answer = await page.request.post(`/api/v1${path}`, { headers: KEY, data });
    expect(answer.ok(), await answer.text()).toBe(true);
    return answer.json();
  };
  const lines = [
    { sku: `CHAIR-${mark}`, quantity: 5 },
    { sku: `HOOK-${mark}`, quantity: 2 },
  ];
  for (const { sku, quantity } of lines) {
    await post("/products", { sku, name: `Ash ${sku.toLowerCase()}`, tracked: true, made: false });
    await post("/stock-movements", { sku, quantity, reason: "receipt" });
  }
  const order = await post("/orders", {
    client: { code: "ACME" },
    currency: "EUR",
    lines: lines.map((line) => ({ ...line, unit_price_minor: 4900 })),
  });
  return order.number;
}

async function shoot(page: Page, name: string) {
  const path = `test-results/shipments-${test.info().project.name}-${name}.png`;
  await page.screenshot({ path, fullPage: true });
}

async function accessible(page: Page) {
  // After a navigation the title comes a moment behind the page.
  await expect(page).toHaveTitle(/./);
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
}

test("a part ships in two packages, the rest stays owed, and a second shipment closes the order", async ({
  page,
}) => {
  test.setTimeout(120_000);
  await signIn(page);
  const number = await makeOrder(page);
  await page.goto(`/orders/${number}`);
  const section = page.getByRole("region", { name: "Shipments" });
  await section.getByRole("link", { name: "New shipment" }).click();
  await expect(page.getByRole("heading", { name: `New shipment of ${number}` })).toBeVisible();

  const chairs = page.getByLabel(/^Quantity of CHAIR-.* in package 1$/);
  await expect(chairs).toHaveValue("5");
  await chairs.fill("9");
  await page.getByRole("button", { name: "Prepare shipment" }).click();
  await expect(page.getByText(/Only 5 of CHAIR-\w+ are still owed/)).toBeVisible();
  await chairs.fill("2");
  await page.getByLabel(/^Quantity of HOOK-.* in package 1$/).fill("");
  await page.getByRole("button", { name: "Add a package" }).click();
  await page.getByLabel(/^Quantity of CHAIR-.* in package 2$/).fill("1");
  await expect(page.getByText("3 units in 2 packages. 4 stay owed.")).toBeVisible();
  await page.getByLabel("Carrier (optional)").fill("DHL");
  await accessible(page);
  await shoot(page, "form");
  await page.getByRole("button", { name: "Prepare shipment" }).click();

  await expect(page.getByText(/SH-\d+ is prepared\. Print/)).toBeVisible();
  const draft = section.getByRole("listitem").first();
  await expect(draft).toContainText("Draft");
  await expect(draft).toContainText("Package 2");
  await expect(section.getByRole("link", { name: "New shipment" })).toHaveCount(0);
  await accessible(page);
  await shoot(page, "draft");

  await draft.getByRole("button", { name: /^Print label/ }).click();
  const file = page.getByRole("link", { name: "Open label" });
  await expect(file).toBeVisible();
  const pdf = await page.request.get((await file.getAttribute("href")) ?? "");
  expect(pdf.headers()["content-type"]).toBe("application/pdf");
  await expect(section).toContainText("4 still owed");
  await shoot(page, "backorder");

  await section.getByRole("link", { name: "New shipment" }).click();
  await page.getByRole("button", { name: "Prepare shipment" }).click();
  await section
    .getByRole("listitem")
    .last()
    .getByRole("button", { name: /^Mark as shipped/ })
    .click();
  await expect(page.getByText(/closed by hand-over/i).first()).toBeVisible();
  await expect(section).not.toContainText("still owed");
  await shoot(page, "closed");

  // Made void by mistake: the order opens, and one click takes it back.
  const last = section.getByRole("listitem").last();
  await last.getByRole("button", { name: /^More actions for SH-/ }).click();
  await last.getByRole("button", { name: "Make void" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText(`${number} is open again`);
  await dialog.getByRole("button", { name: "Make void" }).click();
  await expect(section.getByRole("listitem").last()).toContainText("Void");
  await expect(section).toContainText("4 still owed");
  await shoot(page, "void");
  await page.getByRole("button", { name: "Undo" }).first().click();
  await expect(section.getByRole("listitem").last()).toContainText("Dispatched");
});

test("a draft is edited, and a remainder is short-closed and owed again", async ({
  page,
  isMobile,
}) => {
  await signIn(page);
  const number = await makeOrder(page);
  await page.goto(`/orders/${number}/shipments/new`);
  await page.getByLabel(/^Quantity of HOOK-.* in package 1$/).fill("0");
  await page.getByRole("button", { name: "Prepare shipment" }).click();
  const section = page.getByRole("region", { name: "Shipments" });
  if (isMobile) {
    await section.getByRole("button", { name: /^More actions for SH-/ }).click();
  }
  await section.getByRole("link", { name: /^Edit/ }).click();
  await page.getByLabel(/^Quantity of CHAIR-.* in package 1$/).fill("4");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText(/SH-\d+ is changed/)).toBeVisible();
  await section.getByRole("button", { name: /^Mark as shipped/ }).click();
  await expect(section).toContainText("3 still owed");

  await section.getByRole("button", { name: "Short-close" }).click();
  await shoot(page, "short-close");
  await page.getByRole("dialog").getByRole("button", { name: "Short-close" }).click();
  await expect(section).toContainText("3 short-closed");
  await section.getByRole("button", { name: "Owe it again" }).click();
  await expect(section).toContainText("3 still owed");
});
