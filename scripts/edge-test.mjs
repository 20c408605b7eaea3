// npm run edge:test: builds the worker if needed and runs the main journey against it on workerd.
import { join } from "node:path";
import { ensureBrowser } from "./browser.mjs";
import { edgeBuild } from "./edge-build.mjs";
import { ensureInstalled } from "./install.mjs";
import { finish, root, run, say, toolEnv } from "./project.mjs";

async function main() {
  say("1 of 3  packages and browser");
  say(`  ${await ensureInstalled()}`);
  const browser = await ensureBrowser();
  say("2 of 3  worker");
  say(`  ${await edgeBuild({ ifNeeded: true })}`);
  say("3 of 3  journey on workerd");
  const env = toolEnv({
    NODE_ENV: "test",
    ...(browser === null ? {} : { PLAYWRIGHT_CHROMIUM: browser }),
  });
  const config = join(root, "tests/edge/playwright.config.ts");
  return run(join(root, "node_modules/.bin/playwright"), ["test", "-c", config], { env });
}

finish(main());
