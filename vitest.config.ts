import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  resolve: {
    alias: { "@": here("."), "server-only": here("node_modules/server-only/empty.js") },
  },
  test: {
    include: ["{lib,db,app,components,tests}/**/*.test.ts"],
    // The long ones run by `npm run test:soak`.
    exclude: ["tests/e2e/**", "node_modules/**", ...(process.env.SOAK ? [] : ["tests/soak/**"])],
    globalSetup: ["tests/global-setup.ts"],
    setupFiles: ["tests/setup.ts"],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
  },
});
