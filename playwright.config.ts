import { existsSync } from "node:fs";
import { defineConfig } from "@playwright/test";
import { freePort } from "./tests/free-port";

// Workers read this file again and must come to the same address as the first reading.
process.env.E2E_PORT ??= String(await freePort());

const chromium = [
  process.env.PLAYWRIGHT_CHROMIUM,
  "/usr/bin/chromium-headless-shell",
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
].find((file) => file !== undefined && existsSync(file));

export default defineConfig({
  testDir: "tests/e2e",
  outputDir: `test-results/${process.env.E2E_OUTPUT ?? "e2e"}`,
  globalSetup: "./tests/e2e/global-setup.ts",
  reporter: "list",
  forbidOnly: true,
  fullyParallel: false,
  workers: 1,
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  use: {
    browserName: "chromium",
    baseURL: process.env.E2E_BASE_URL ?? `http://localhost:${process.env.E2E_PORT}`,
    locale: "en-US",
    timezoneId: "Europe/Berlin",
    trace: "off",
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath: chromium,
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
  projects: [
    { name: "desktop", use: { viewport: { width: 1440, height: 900 } } },
    {
      name: "phone",
      use: {
        viewport: { width: 390, height: 844 },
        deviceScaleFactor: 2,
        hasTouch: true,
        isMobile: true,
      },
    },
  ],
});
