import { expect, type Page } from "@playwright/test";

const PASSWORD = "orderflow-demo";

/** Signs in with a demo account and lands on the Open tab. */
export async function signIn(page: Page, email = "owner@oakline.example"): Promise<void> {
  await sendSignIn(page, email);
  await expect(page.getByRole("navigation", { name: "Order tabs" })).toBeVisible();
}

/** Signs in as a client's person and lands in the portal. */
export async function signInClient(page: Page, email = "buyer@acme.example"): Promise<void> {
  await sendSignIn(page, email);
  await expect(page.getByRole("heading", { name: "Your orders" })).toBeVisible();
}

async function sendSignIn(page: Page, email: string): Promise<void> {
  await page.goto("/sign-in");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in" }).click();
}

/** How many orders a tab says it has. */
export async function tabCount(page: Page, tab: "Open" | "Closed" | "Archived"): Promise<number> {
  const text = await page
    .getByRole("navigation", { name: "Order tabs" })
    .getByRole("link", { name: tab })
    .innerText();
  return Number(text.replace(/\D/g, ""));
}

/** The boxes of the orders that are shown: of the table and the cards one is hidden. */
function orderBoxes(page: Page) {
  return page.locator('input[name="order"]:visible');
}

/** On a phone boxes appear when selecting is on; the cards may take a moment to replace the table. */
async function startSelecting(page: Page): Promise<void> {
  if ((page.viewportSize()?.width ?? 0) < 768) {
    await page.getByText("Select", { exact: true }).click();
  }
}

/** Ticks the first `count` orders shown. */
export async function selectFirst(page: Page, count: number): Promise<void> {
  await startSelecting(page);
  for (let at = 0; at < count; at += 1) {
    await orderBoxes(page).nth(at).check();
  }
  await expect(page.getByText(`${count} selected`).first()).toBeVisible();
}
