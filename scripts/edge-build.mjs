// Builds the application for Cloudflare Workers in a folder of its own, so that a server of this
// checkout keeps its build, and fails when the worker is larger than it may be.
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync, inflateRawSync } from "node:zlib";
import { sources } from "./build.mjs";
import { ensureGenerated, ensureInstalled } from "./install.mjs";
import {
  finish,
  oneAtATime,
  projectNode,
  root,
  runQuietly,
  StepError,
  say,
  seconds,
  toolEnv,
} from "./project.mjs";

/** Cloudflare takes 3 MiB packed; this leaves room for one more feature. */
const KIB_MAX = 2.8 * 1024;
/** What only Node needs, by words that its code is known by. */
const NODE_ONLY = { pglite: "PGlite", nodemailer: "SMTPConnection", "iconv-lite": "Iconv-lite" };

/** Below the project's root, so that the packages of the project are found from there. */
export const edgeFolder = join(root, ".data/edge");
const stamp = join(edgeFolder, ".open-next/sources");
const own = ["open-next.config.ts", "worker.mjs", "wrangler.jsonc", "scripts/edge-build.mjs"];
const copied = [
  ...["app", "components", "lib", "db", "public", "instrumentation.ts", "next.config.ts"],
  ...["open-next.config.ts", "package.json", "postcss.config.mjs", "tsconfig.json"],
  ...["worker.mjs", "wrangler.jsonc"],
];

function copySources() {
  mkdirSync(edgeFolder, { recursive: true });
  for (const name of copied) {
    const target = join(edgeFolder, name);
    rmSync(target, { recursive: true, force: true });
    cpSync(join(root, name), target, {
      recursive: true,
      filter: (file) => !/\.test\.tsx?$|\/db\/seed$/.test(file),
    });
  }
}

/** The document fonts lie beside the worker, not in it. */
function writeFonts() {
  const module = readFileSync(join(root, "lib/documents/fonts.generated.ts"), "utf8");
  const folder = join(edgeFolder, "public/fonts");
  mkdirSync(folder, { recursive: true });
  for (const [, name, packed] of module.matchAll(/export const (\w+) =\s*"([^"]+)"/g)) {
    const font = inflateRawSync(Buffer.from(packed, "base64"));
    writeFileSync(join(folder, `${name.toLowerCase()}.ttf`), font);
  }
}

/** Bundles the worker as a deployment would, and answers its packed size in KiB. */
async function measure() {
  const folder = mkdtempSync(join(tmpdir(), "orderflow-worker-"));
  try {
    await wrangler("measuring the worker", ["deploy", "--dry-run", "--outdir", folder]);
    const worker = readFileSync(join(folder, "worker.js"));
    for (const [name, word] of Object.entries(NODE_ONLY)) {
      if (worker.includes(word)) {
        throw new StepError(`The worker holds ${name}, which only Node needs ("${word}").`);
      }
    }
    return gzipSync(worker).length / 1024;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const wrangler = (what, args) =>
  runQuietly(what, projectNode(), [join(root, "node_modules/wrangler/bin/wrangler.js"), ...args], {
    env: toolEnv({ WRANGLER_SEND_METRICS: "false" }),
    cwd: edgeFolder,
  });

const isBuilt = () => existsSync(stamp) && readFileSync(stamp, "utf8") === sources(own);

export async function edgeBuild({ ifNeeded }) {
  if (ifNeeded && isBuilt()) {
    return "the worker is up to date";
  }
  return oneAtATime("edge-build", async () => {
    if (ifNeeded && isBuilt()) {
      return "the worker is up to date";
    }
    const since = Date.now();
    await ensureGenerated(projectNode());
    const fingerprint = sources(own);
    copySources();
    writeFonts();
    say("  building for Workers (about two minutes)");
    const openNext = join(root, "node_modules/@opennextjs/cloudflare/dist/cli/index.js");
    const env = toolEnv({ NODE_ENV: "production", BUILD_TARGET: "workers" });
    await runQuietly("building", projectNode(), [openNext, "build"], { env, cwd: edgeFolder });
    const size = await measure();
    if (size > KIB_MAX) {
      throw new StepError(
        `The worker has ${Math.round(size)} KiB packed and may have ${Math.floor(KIB_MAX)}.`,
      );
    }
    writeFileSync(stamp, fingerprint);
    return `built in ${seconds(since)}; the worker has ${Math.round(size)} KiB packed, of ${Math.floor(KIB_MAX)}`;
  });
}

async function main() {
  say(`  ${await ensureInstalled()}`);
  say(`  ${await edgeBuild({ ifNeeded: process.argv.includes("--if-needed") })}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  finish(main());
}
