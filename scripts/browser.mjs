// Finds a browser for the end-to-end tests, or gets one the way this system allows.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { finish, projectNode, root, runQuietly, StepError, say, toolEnv } from "./project.mjs";

/** A browser without windows: it does the same tests in two thirds of the time. */
const SHELL = "/usr/bin/chromium-headless-shell";
const places = [
  SHELL,
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
  if (found === SHELL || !isDebian() || process.getuid?.() !== 0) {
    return found ?? fetchBrowser();
  }
  try {
    await installPackage("chromium-headless-shell");
    return SHELL;
  } catch (error) {
    if (found === undefined) {
      // Older releases of the system have the browser only whole.
      await installPackage("chromium");
      return "/usr/bin/chromium";
    }
    say(`  chromium-headless-shell can't be had, so the tests take longer: ${error.message}`);
    return found;
  }
}

async function installPackage(name) {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  await runQuietly("reading the package lists", "apt-get", ["update"], { env });
  const install = ["install", "-y", "--no-install-recommends", name];
  await runQuietly(`installing ${name}`, "apt-get", install, { env });
}

async function fetchBrowser() {
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

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  finish(ensureBrowser().then((browser) => say(`  ${browser ?? "the one that Playwright keeps"}`)));
}
