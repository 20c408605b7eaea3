import { defineConfig } from "@playwright/test";
import base from "../../playwright.config";

/** The main journey over two processes, and what only their sharing can break. */
export default defineConfig({
  ...base,
  testDir: "..",
  testMatch: ["e2e/journey.spec.ts", "instances/*.spec.ts"],
  outputDir: "../../test-results/instances",
  globalSetup: "./global-setup.ts",
  timeout: 180_000,
  projects: base.projects?.filter(({ name }) => name === "desktop"),
});
