import { defineConfig } from "@playwright/test";
import base from "../../playwright.config";

/** The main journey, and what is different on Workers. */
export default defineConfig({
  ...base,
  testDir: "..",
  testMatch: ["e2e/journey.spec.ts", "edge/*.spec.ts"],
  outputDir: "../../test-results/edge",
  globalSetup: "./global-setup.ts",
  timeout: 180_000,
  expect: { timeout: 20_000 },
  projects: base.projects?.filter(({ name }) => name === "desktop"),
});
