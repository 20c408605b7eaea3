// npm test: from a clone to the last test. `--only=unit,e2e` runs some of the steps.
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { ensureBrowser } from "./browser.mjs";
import { build } from "./build.mjs";
import { ensureGenerated, ensureInstalled } from "./install.mjs";
import { projectNode, root, run, StepError, say, seconds, toolEnv } from "./project.mjs";
import { ensureShopifySchema } from "./shopify-schema.mjs";

const results = join(root, "test-results");
const unitResults = join(results, "unit.json");
const total = { passed: 0, failed: 0 };
let browser = null;

const steps = [
  {
    name: "packages",
    title: "packages",
    always: true,
    run: async () => say(`  ${await ensureInstalled()}`),
  },
  {
    name: "browser",
    title: "browser",
    run: async () => {
      browser = await ensureBrowser();
      say(`  ${browser ?? "the one that Playwright keeps"}`);
    },
  },
  {
    name: "fonts",
    title: "fonts and the API's reference",
    run: () => ensureGenerated(projectNode()),
  },
  { name: "lint", title: "lint", run: () => tool("biome", "ci", ".") },
  {
    name: "types",
    title: "types",
    run: async () => {
      await tool("next", "typegen");
      await tool("tsc", "--noEmit");
    },
  },
  { name: "unused", title: "unused code", run: () => tool("knip") },
  {
    name: "schemas",
    title: "schemas of the channels",
    run: async () =>
      say(
        (await ensureShopifySchema())
          ? "  Shopify's Admin schema 2026-10"
          : "  SKIPPED: Shopify's schema could not be had, so the tests against a local Shopify do not run.",
      ),
  },
  { name: "unit", title: "unit and database tests", counts: true, run: unit },
  { name: "build", title: "build", run: async () => say(`  ${await build({ ifNeeded: true })}`) },
  { name: "e2e", title: "end-to-end tests", counts: true, run: endToEnd },
];

async function tool(name, ...args) {
  const env = toolEnv({ NODE_ENV: "" });
  const code = await run(join(root, "node_modules/.bin", name), args, { env });
  if (code !== 0) {
    throw new StepError(`${name} ${args.join(" ")} found problems (exit code ${code}).`);
  }
}

async function unit() {
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${unitResults}`];
  await counted("vitest", ["run", ...reporters], {}, unitResults, (report) => {
    // A file that can't even be loaded has no tests to count, and counts as one.
    const unloaded = report.testResults.filter(
      ({ status, assertionResults }) => status === "failed" && assertionResults.length === 0,
    );
    return { passed: report.numPassedTests, failed: report.numFailedTests + unloaded.length };
  });
}

/** Two halves side by side, each with a server and a database of its own: a browser waits more than it works. */
async function endToEnd() {
  const halves = await Promise.allSettled(["1", "2"].map(halfOfEndToEnd));
  const failed = halves.find(({ status }) => status === "rejected");
  if (failed) {
    throw failed.reason;
  }
}

async function halfOfEndToEnd(half) {
  const report = join(results, `e2e-${half}.json`);
  const env = {
    E2E_OUTPUT: `e2e-${half}`,
    PLAYWRIGHT_JSON_OUTPUT_NAME: report,
    ...(browser === null ? {} : { PLAYWRIGHT_CHROMIUM: browser }),
  };
  const args = ["test", `--shard=${half}/2`, "--reporter=list,json"];
  await counted("playwright", args, env, report, ({ stats }) => ({
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky,
  }));
}

/** Runs a test program and adds what it counted; a failure that no test explains counts as one. */
async function counted(name, args, extra, report, read) {
  rmSync(report, { force: true });
  const env = toolEnv({ NODE_ENV: "test", ...extra });
  const code = await run(join(root, "node_modules/.bin", name), args, { env });
  const count = existsSync(report)
    ? read(JSON.parse(readFileSync(report, "utf8")))
    : { passed: 0, failed: 0 };
  total.passed += count.passed;
  total.failed += count.failed === 0 && code !== 0 ? 1 : count.failed;
  if (code !== 0) {
    throw new StepError(`${count.failed} of ${count.passed + count.failed} tests failed.`);
  }
}

function chosenSteps() {
  const only = process.argv
    .find((argument) => argument.startsWith("--only="))
    ?.slice(7)
    .split(",");
  const unknown = only?.find((name) => !steps.some((step) => step.name === name));
  if (unknown) {
    throw new StepError(
      `There is no step "${unknown}": ${steps.map(({ name }) => name).join(", ")}.`,
    );
  }
  return steps.filter((step) => step.always || !only || only.includes(step.name));
}

async function main() {
  const since = Date.now();
  mkdirSync(results, { recursive: true });
  const chosen = chosenSteps();
  const failures = [];
  for (const [index, step] of chosen.entries()) {
    const began = Date.now();
    say(`\n${index + 1} of ${chosen.length}  ${step.title}  (after ${seconds(since)})`);
    try {
      await step.run();
      say(`  done in ${seconds(began)}`);
    } catch (error) {
      total.failed += step.counts ? 0 : 1;
      failures.push(step.title);
      say(
        `  FAILED after ${seconds(began)}: ${error instanceof StepError ? error.message : error.stack}`,
      );
      if (step.name === "packages" || step.name === "build") {
        break;
      }
    }
  }
  say(
    failures.length === 0
      ? `\nAll steps passed in ${seconds(since)}.`
      : `\nFailed: ${failures.join(", ")}.`,
  );
  say(`${total.passed} passed, ${total.failed} failed`);
  return failures.length === 0 ? 0 : 1;
}

main().then(
  (code) => process.exit(code),
  (error) => {
    say(error instanceof StepError ? error.message : error.stack);
    say(`${total.passed} passed, ${total.failed + 1} failed`);
    process.exit(1);
  },
);
