import { type Browser, expect, type Page, test } from "@playwright/test";
import { signIn } from "./people";

const PASSWORD = "a long enough password";

async function inviteLink(owner: Page, email: string, role: string): Promise<string> {
  await owner.goto("/settings/users");
  await owner.getByLabel("E-mail").fill(email);
  await owner.getByLabel("Role").selectOption({ label: role });
  await owner.getByRole("button", { name: "Invite", exact: true }).click();
  const link = owner.getByLabel("Link", { exact: true });
  await expect(link).toBeVisible();
  return new URL(await link.inputValue()).pathname;
}

async function newPage(browser: Browser): Promise<Page> {
  return (await browser.newContext()).newPage();
}

async function accept(page: Page, path: string, name: string): Promise<void> {
  await page.goto(path);
  await page.getByLabel("Your name").fill(name);
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Accept and sign in" }).click();
  await expect(page).toHaveURL(/\/orders\/open/);
}

const unique = (name: string) =>
  `${name}-${test.info().project.name}-${Date.now() % 1_000_000}@oakline.example`;

test("an invited operator accepts and works; disabled, the next request is refused, also in an open tab", async ({
  page,
  browser,
}) => {
  test.setTimeout(120_000);
  await signIn(page);
  const email = unique("nia");
  const path = await inviteLink(page, email, "Operator");
  const nia = await newPage(browser);
  await accept(nia, path, "Nia Okafor");

  expect((await nia.request.get(path)).status()).toBe(404);
  expect((await nia.request.get("/settings/users")).status()).toBe(403);
  await nia.goto("/orders/open?stock=in_stock&shipment=not_shipped");
  const number = await nia.locator('input[name="order"]').first().getAttribute("value");
  await nia.goto(`/orders/${number}/edit`);
  await nia.getByLabel("PO number").fill("NIA-1");
  await nia.getByRole("button", { name: "Save" }).click();
  await expect(nia.getByText("NIA-1").first()).toBeVisible();
  await nia.goto(`/orders/${number}/edit`);

  await page.goto("/settings/users");
  await page
    .getByRole("row", { name: new RegExp(email) })
    .getByRole("link")
    .click();
  await page.getByRole("button", { name: "Disable Nia Okafor" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Disable Nia Okafor" }).click();
  await expect(page.getByText(/is disabled: the next request is refused/)).toBeVisible();

  await nia.getByLabel("PO number").fill("NIA-2");
  await nia.getByRole("button", { name: "Save" }).click();
  await expect(nia.getByText(/signed out|no access/i).first()).toBeVisible();
  const pages = ["/orders/open", `/orders/${number}`, "/settings/account", "/imports/template.csv"];
  for (const each of pages) {
    const status = (await nia.request.get(each)).status();
    expect([each, [401, 403].includes(status)]).toEqual([each, true]);
  }
  await page.goto(`/orders/${number}`);
  await expect(page.getByText("NIA-1").first()).toBeVisible();
  await expect(page.getByText("NIA-2")).toHaveCount(0);

  await page.goto("/settings/audit?kind=users");
  await expect(page.getByText(`disabled ${email}`)).toBeVisible();
  await expect(page.getByText(`invited ${email} as Operator`)).toBeVisible();
});

test("an account that exists signs in to join, and lands in the new workspace", async ({
  page,
  browser,
}) => {
  await signIn(page);
  const email = unique("two");
  await accept(await newPage(browser), await inviteLink(page, email, "Viewer"), "Two Places");
  const harbor = await newPage(browser);
  await signIn(harbor, "owner@harbor.example");
  const path = await inviteLink(harbor, email, "Viewer");

  const two = await newPage(browser);
  await two.goto(path);
  await expect(two.getByLabel("Password")).toHaveCount(0);
  await two.getByRole("link", { name: "Sign in" }).click();
  await two.getByLabel("E-mail").fill(email);
  await two.getByLabel("Password").fill(PASSWORD);
  await two.getByRole("button", { name: "Sign in", exact: true }).click();
  await two.getByRole("button", { name: "Join Harbor Supply" }).click();
  await expect(two).toHaveURL(/\/orders\/open/);
  await expect(two.getByText("Harbor Supply").filter({ visible: true }).first()).toBeVisible();
});

test("a viewer can change nothing: no button, no page, no form", async ({ page, browser }) => {
  await signIn(page);
  const viewer = await newPage(browser);
  await accept(viewer, await inviteLink(page, unique("vera"), "Viewer"), "Vera View");
  for (const path of ["/orders/open", "/clients", "/products", "/settings/automation"]) {
    await viewer.goto(path);
    const main = viewer.getByRole("main");
    await expect(main.getByRole("button", { name: /^(Save|New|Print|Send|Cancel)/ })).toHaveCount(
      0,
    );
  }
  for (const path of ["/settings/workspace", "/settings/users", "/settings/audit", "/orders/new"]) {
    expect([path, (await viewer.request.get(path)).status()]).toEqual([path, 403]);
  }
});

test("the only owner can't leave, and of two who edit the workspace the second is told", async ({
  page,
  browser,
}) => {
  test.skip(test.info().project.name !== "desktop", "once is enough");
  expect((await page.request.get("/sign-up")).status()).toBe(404);
  await signIn(page);
  await page.goto("/settings/account");
  await page.getByRole("button", { name: "Leave Oakline Furniture" }).click();
  await page
    .getByRole("dialog")
    .getByRole("button", { name: /^Leave/ })
    .click();
  await expect(page.getByText(/This is the only owner/)).toBeVisible();

  const admin = await newPage(browser);
  await signIn(admin, "admin@oakline.example");
  await page.goto("/settings/workspace");
  await admin.goto("/settings/workspace");
  await page.getByLabel("GS1 company prefix").fill("4012346");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Saved. It counts from now on.")).toBeVisible();
  await admin.getByLabel("GS1 company prefix").fill("4012347");
  await admin.getByRole("button", { name: "Save" }).click();
  await expect(admin.getByText(/changed this meanwhile/)).toBeVisible();
  await page.getByLabel("GS1 company prefix").fill("4012345");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Saved. It counts from now on.")).toBeVisible();
});
