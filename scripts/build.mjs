// Builds the application. With --if-needed it does nothing while the sources are those of the last
// build, so that demos and tests of one checkout share one build.
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ensureGenerated } from "./install.mjs";
import {
  finish,
  oneAtATime,
  projectNode,
  root,
  run,
  runQuietly,
  StepError,
  say,
  seconds,
  toolEnv,
} from "./project.mjs";

const folders = ["app", "components", "lib", "db", "public"];
const files = [
  "package-lock.json",
  "tsconfig.json",
  "next.config.ts",
  "postcss.config.mjs",
  "instrumentation.ts",
  "proxy.ts",
  "scripts/fonts.mjs",
  "scripts/reference.mjs",
];
const stamp = join(root, ".next/sources");

/** A fingerprint of everything that a build is made from; `more` names files of another kind of build. */
export function sources(more = []) {
  const hash = createHash("sha256");
  const add = (file) => {
    const path = join(root, file);
    hash.update(`${file}\n`);
    hash.update(existsSync(path) ? readFileSync(path) : "");
  };
  const walk = (folder) => {
    const entries = readdirSync(join(root, folder), { withFileTypes: true });
    for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory()) {
        walk(path);
      } else if (!/\.test\.tsx?$|\.generated\.\w+$/.test(entry.name)) {
        add(path);
      }
    }
  };
  folders.filter((folder) => existsSync(join(root, folder))).forEach(walk);
  [...files, ...more].forEach(add);
  return hash.digest("hex");
}

export function isBuilt() {
  return (
    existsSync(join(root, ".next/BUILD_ID")) &&
    existsSync(stamp) &&
    readFileSync(stamp, "utf8") === sources()
  );
}

export async function build({ ifNeeded, quiet = true }) {
  if (ifNeeded && isBuilt()) {
    return "the build is up to date";
  }
  return oneAtATime("build", async () => {
    if (ifNeeded && isBuilt()) {
      return "the build is up to date";
    }
    const since = Date.now();
    await ensureGenerated(projectNode());
    const fingerprint = sources();
    rmSync(stamp, { force: true });
    // The type check's memory outlives a change of compiler options and repeats errors long gone.
    rmSync(join(root, ".next/cache/.tsbuildinfo"), { force: true });
    const next = [join(root, "node_modules/next/dist/bin/next"), "build"];
    const env = toolEnv({ NODE_ENV: "production" });
    if (quiet) {
      say("  building (about a minute)");
      await runQuietly("building", projectNode(), next, { env });
    } else if ((await run(projectNode(), next, { env })) !== 0) {
      throw new StepError("The build failed.");
    }
    writeFileSync(stamp, fingerprint);
    return `built in ${seconds(since)}`;
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  finish(
    build({ ifNeeded: process.argv.includes("--if-needed"), quiet: false }).then((done) => {
      say(done);
    }),
  );
}
