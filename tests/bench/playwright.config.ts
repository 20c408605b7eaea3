import { defineConfig } from "@playwright/test";
import base from "../../playwright.config";

/** The main journey against the server of `E2E_BASE_URL`, with the same patience for each stack. */
export default defineConfig({
  ...base,
  testDir: "../e2e",
  testMatch: "journey.spec.ts",
  outputDir: "../../test-results/bench",
  globalSetup: undefined,
  timeout: 180_000,
  expect: { timeout: 20_000 },
  projects: base.projects?.filter(({ name }) => name === "desktop"),
});
