// Finds a browser for the end-to-end tests, or gets one the way this system allows.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { projectNode, root, runQuietly, StepError, toolEnv } from "./project.mjs";

const places = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/** Answers the path of a browser, or null for the one that Playwright keeps itself. */
export async function ensureBrowser() {
  const chosen = process.env.PLAYWRIGHT_CHROMIUM;
  if (chosen) {
    if (!existsSync(chosen)) {
      throw new StepError(`PLAYWRIGHT_CHROMIUM is ${chosen}, and there is no such file.`);
    }
    return chosen;
  }
  const found = places.find((place) => existsSync(place));
  if (found) {
    return found;
  }
  if (isDebian() && process.getuid?.() === 0) {
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    await runQuietly("reading the package lists", "apt-get", ["update"], { env });
    const install = ["install", "-y", "--no-install-recommends", "chromium"];
    await runQuietly("installing chromium", "apt-get", install, { env });
    return "/usr/bin/chromium";
  }
  const cli = join(root, "node_modules/@playwright/test/cli.js");
  try {
    await runQuietly("fetching a browser", projectNode(), [cli, "install", "chromium"], {
      env: toolEnv(),
    });
  } catch (error) {
    throw new StepError(
      `${error.message}\nThe end-to-end tests need a browser: install chromium, or set PLAYWRIGHT_CHROMIUM to one.`,
    );
  }
  return null;
}

function isDebian() {
  const release = "/etc/os-release";
  return (
    existsSync(release) && /^ID(_LIKE)?=.*(debian|ubuntu)/m.test(readFileSync(release, "utf8"))
  );
}
