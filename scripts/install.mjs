// Installs the packages of the lock file, and nothing when they are installed already.
import { existsSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { oneAtATime, root, run, runQuietly, StepError, say, seconds } from "./project.mjs";

/** Compares the lock with the list that npm leaves behind after a complete installation. */
function isInstalled() {
  const done = join(root, "node_modules/.package-lock.json");
  if (!existsSync(done)) {
    return false;
  }
  const wanted = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")).packages;
  const present = JSON.parse(readFileSync(done, "utf8")).packages;
  return Object.entries(wanted).every(([folder, { version, optional, peer }]) => {
    const found = present[folder];
    return folder === "" || (found ? found.version === version : Boolean(optional || peer));
  });
}

export async function ensureInstalled() {
  if (isInstalled()) {
    return "packages are installed";
  }
  return oneAtATime("install", async () => {
    if (isInstalled()) {
      return "packages are installed";
    }
    const since = Date.now();
    say("  installing packages (a minute or two the first time)");
    // The tools in node_modules are replaced meanwhile, so npm must not run with them.
    const tools = join(root, "node_modules/.bin");
    const path = (process.env.PATH ?? "").split(delimiter).filter((folder) => folder !== tools);
    const env = { ...process.env, PATH: path.join(delimiter), npm_config_progress: "false" };
    await runQuietly("installing packages", "npm", ["ci", "--no-audit", "--no-fund"], { env });
    if (!isInstalled()) {
      throw new StepError("npm ci ended without installing what package-lock.json lists.");
    }
    return `packages installed in ${seconds(since)}`;
  });
}

/** Writes what is generated from packages and not kept in git; does nothing when it is up to date. */
export async function ensureGenerated(node) {
  for (const name of ["fonts.mjs", "reference.mjs"]) {
    if ((await run(node, [join(root, "scripts", name)])) !== 0) {
      throw new StepError(`scripts/${name} could not prepare what it generates.`);
    }
  }
}
