import { mkdirSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { performance } from "node:perf_hooks";
import { measureAllocation } from "./allocation";
import { type Figure, tableOf, timesBar } from "./figures";
import { measureJourneys } from "./journeys";
import { measurePages } from "./pages";
import { openScene, type Scene } from "./scene";
import { measureStatements } from "./statements";
import { measureWrites } from "./writes";

const RESULTS = ".data/bench.json";

/** Opens the filled server once, for the first part that needs it. */
type Open = () => Promise<Scene>;

/**
 * The parts by the names that `npm run bench -- NAME` takes. The journey comes first, while nothing else of ours
 * runs; what writes comes last.
 */
const PARTS: Record<string, (open: Open) => Promise<Figure[]>> = {
  journey: measureJourneys,
  sql: async (open) => measureStatements(await open()),
  list: async (open) => measurePages(await open()),
  write: async (open) => measureWrites(await open()),
  allocation: async (open) => measureAllocation(await open()),
};

async function main(): Promise<void> {
  const asked = process.argv.slice(2);
  const unknown = asked.filter((name) => !(name in PARTS));
  if (unknown.length > 0) {
    console.error(`There is no part ${unknown.join(", ")}: ${Object.keys(PARTS).join(", ")}.`);
    process.exitCode = 2;
    return;
  }
  const since = performance.now();
  const figures: Figure[] = [];
  const broken: string[] = [];
  let scene: Promise<Scene> | undefined;
  const open: Open = () => {
    scene ??= openScene();
    return scene;
  };
  try {
    for (const [name, measure] of Object.entries(PARTS)) {
      if (asked.length === 0 || asked.includes(name)) {
        console.log(`  ${name}, after ${Math.round((performance.now() - since) / 1000)} s`);
        // One part that breaks must not cost the figures of the others.
        await measure(open).then(
          (measured) => figures.push(...measured),
          (error: unknown) => {
            broken.push(name);
            console.error(error);
          },
        );
      }
    }
  } finally {
    await scene?.then(
      ({ close }) => close(),
      // The part that asked for it has told why.
      () => undefined,
    );
  }
  report(figures, broken);
}

function report(figures: readonly Figure[], broken: readonly string[]): void {
  mkdirSync(".data", { recursive: true });
  const told = figures.map((figure) => ({ ...figure, times: timesBar(figure) }));
  const machine = { processors: cpus().length, model: cpus()[0]?.model, node: process.version };
  writeFileSync(RESULTS, `${JSON.stringify({ machine, figures: told }, null, 2)}\n`);
  console.table(tableOf(figures));
  const failed = figures.filter(({ limit }) => limit?.holds === false);
  for (const { what, value, unit, limit } of failed) {
    console.log(`Does not hold: ${what}: ${value.toPrecision(3)} ${unit}, must be ${limit?.text}`);
  }
  console.log(
    `${figures.length} figures, ${failed.length} over their limit, ${broken.length} parts broken; in ${RESULTS}`,
  );
  process.exitCode = failed.length + broken.length > 0 ? 1 : 0;
}

await main();
