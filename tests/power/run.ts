/** Plants one bug at a time in a copy of what is committed, and expects the named part of the suite to be red. */
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { BUGS, type Bug } from "./bugs";

const LIMIT_MS = 300_000;
const root = process.cwd();
const copy = mkdtempSync(path.join(tmpdir(), "orderflow-power-"));
process.on("exit", () => rmSync(copy, { recursive: true, force: true }));
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.on(signal, () => process.exit(1));
}

type Report = {
  readonly numPassedTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly message: string;
    readonly assertionResults: readonly { readonly status: string; readonly title: string }[];
  }[];
};

/** The committed files, so that nothing planted can ever be committed; an unfinished change would not be in them. */
function makeCopy(): void {
  const git = (...args: string[]) => execFileSync("git", args, { encoding: "utf8" });
  if (git("status", "--porcelain").trim() !== "") {
    throw new Error(
      "There are uncommitted changes. Commit them first: the copy is of what is committed.",
    );
  }
  for (const file of git("ls-files", "-z").split("\0").filter(Boolean)) {
    mkdirSync(path.dirname(path.join(copy, file)), { recursive: true });
    cpSync(path.join(root, file), path.join(copy, file));
  }
  const fonts = "lib/documents/fonts.generated.ts";
  if (existsSync(path.join(root, fonts))) {
    cpSync(path.join(root, fonts), path.join(copy, fonts));
  }
  symlinkSync(path.join(root, "node_modules"), path.join(copy, "node_modules"));
}

/** The failed tests by title, and how many passed; null where no test ran to its end. */
async function run(tests: readonly string[], titles: string | undefined) {
  const file = path.join(copy, "power.json");
  rmSync(file, { force: true });
  // A busy machine is no bug: tests get more time than usual.
  const args = ["run", ...tests, "--testTimeout=200000", "--reporter=json", `--outputFile=${file}`];
  const child = spawn(
    path.join(copy, "node_modules/.bin/vitest"),
    [...args, ...(titles ? ["-t", titles] : [])],
    {
      cwd: copy,
      stdio: "ignore",
      env: { ...process.env, MODEL_SHRINK_MS: "0" },
      timeout: LIMIT_MS,
    },
  );
  await once(child, "close");
  if (!existsSync(file)) {
    return null;
  }
  const report: Report = JSON.parse(readFileSync(file, "utf8"));
  const results = report.testResults.flatMap((one) => one.assertionResults);
  const failed = results.filter((one) => one.status === "failed").map((one) => one.title);
  return { failed, passed: report.numPassedTests };
}

/** Plants a bug, runs its part of the suite, takes the bug out again. Answers the first red test, or null. */
async function plant(bug: Bug): Promise<string | null> {
  const file = path.join(copy, bug.file);
  const text = readFileSync(file, "utf8");
  if (text.split(bug.find).length !== 2) {
    throw new Error(`"${bug.name}" no longer applies to ${bug.file}: mend tests/power/bugs.ts.`);
  }
  writeFileSync(
    file,
    text.replace(bug.find, () => bug.replace),
  );
  try {
    const result = await run(bug.tests, bug.titles);
    return result?.failed[0] ?? null;
  } finally {
    writeFileSync(file, text);
  }
}

async function main(): Promise<void> {
  makeCopy();
  const only = process.argv.slice(2);
  const bugs = BUGS.filter(
    ({ name }) => only.length === 0 || only.some((part) => name.includes(part)),
  );
  const rows: Record<string, string | number>[] = [];
  let survivors = 0;
  for (const bug of bugs) {
    const since = Date.now();
    const clean = await run(bug.tests, bug.titles);
    const isGreen = clean !== null && clean.failed.length === 0 && clean.passed > 0;
    const red = isGreen ? await plant(bug) : null;
    survivors += red === null ? 1 : 0;
    const seen = red ?? (isGreen ? "NOTHING SAW IT" : "RED OR EMPTY WITHOUT THE BUG");
    rows.push({ bug: bug.name, "seen by": seen, seconds: Math.round((Date.now() - since) / 1000) });
    console.log(`${red === null ? "MISSED" : "seen  "}  ${bug.name}: ${seen}`);
  }
  console.table(rows);
  console.log(`${bugs.length - survivors} of ${bugs.length} planted bugs were seen.`);
  process.exitCode = survivors === 0 ? 0 : 1;
}

await main();
