import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "@playwright/test";
import { freePort } from "../free-port";
import { brokenRules } from "./axe";
import { ended, serverEnvironment, startCommand, untilReady } from "./served";

test("an empty database is set up once, by the code that its start prints", async ({ page }) => {
  test.setTimeout(180_000);
  const folder = mkdtempSync(path.join(tmpdir(), "orderflow-empty-"));
  const port = String(await freePort());
  const base = `http://localhost:${port}`;
  const { server, printed } = startCommand(serverEnvironment(folder, port));
  try {
    await untilReady(base, server);
    const code = /opens that page: ([A-Z2-7]{10})/.exec(printed())?.[1] ?? "";
    await page.goto(`${base}/setup`);
    expect(await brokenRules(page)).toEqual([]);
    const fill = async (given: string) => {
      await page.getByLabel("Set-up code").fill(given);
      await page.getByLabel("Company name").fill("Fern & Co");
      await page.getByLabel("Your name").fill("Ida Fern");
      await page.getByLabel("E-mail").fill("ida@fern.example");
      await page.getByLabel("Password").fill("a long enough pass phrase");
      await page.getByRole("button", { name: "Create the workspace" }).click();
    };
    await fill("AAAAAAAAAA");
    await expect(page.getByLabel("Set-up code")).toHaveAccessibleDescription(/code/i);
    await expect(page.getByLabel("Company name")).toHaveValue("Fern & Co");
    expect(await brokenRules(page)).toEqual([]);
    await fill(code);
    await expect(page.getByRole("navigation", { name: "Order tabs" })).toBeVisible();
    await expect(page.getByText("Fern & Co").filter({ visible: true }).first()).toBeVisible();
    expect((await page.goto(`${base}/setup?code=${code}`))?.status()).toBe(404);
  } finally {
    // A server that stops waits for connections, and a browser keeps one that it has asked nothing by yet.
    await page.context().close();
    await ended(server);
    rmSync(folder, { recursive: true, force: true });
  }
});
