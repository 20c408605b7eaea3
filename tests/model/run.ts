import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { sql } from "drizzle-orm";
import fc from "fast-check";
import { expect } from "vitest";
import type { TestDatabase } from "@/tests/database";
import type { Command } from "./command";
import { Dice } from "./dice";
import { type Model, newModel } from "./facts";
import { handCommands } from "./hand-commands";
import { moneyCommands } from "./money-commands";
import { orderCommands } from "./order-commands";
import { adoptRanks, bind, readSnapshot, snapshotOf } from "./snapshot";
import { supplyCommands } from "./supply-commands";
import {
  atStep,
  digestOf,
  newNeighbour,
  newWorld,
  PRODUCTS,
  removeWorld,
  type World,
} from "./world";

const COMMANDS: readonly Command[] = [
  ...orderCommands,
  ...handCommands,
  ...supplyCommands,
  ...moneyCommands,
];

/** A command and the numbers that its request is chosen by: all that a run is. */
type Step = readonly [name: string, rolls: readonly number[]];

/** Runs that failed once, one a line; they are run before any new ones. */
const KEPT = "tests/model/kept.jsonl";
const ROLLS = 16;
/** How long a failure is made smaller. */
const SHRINK_MS = Number(process.env.MODEL_SHRINK_MS ?? 120_000);
/** A run begins with so many orders, because most commands are about one. */
const FIRST_ORDERS = 3;

class ModelStep implements fc.AsyncCommand<Model, World> {
  private asked = "";

  constructor(private readonly step: Step) {}

  check = () => true;

  async run(model: Model, world: World): Promise<void> {
    const [drawn, rolls] = this.step;
    model.step += 1;
    const command = commandFor(model, drawn);
    const { name } = command;
    const request = command.ask(new Dice(rolls, model, world.neighbour.strangers));
    this.asked = `${name} ${JSON.stringify(request)}`;
    const answer = await command.call(atStep(world, model.step), request);
    expect({ [name]: request, answer }).toEqual({
      [name]: request,
      answer: command.rule(model, request),
    });
    const snapshot = await readSnapshot(world.database, world.ctx.workspaceId);
    bind(model, snapshot);
    const { ranks: _, ...compared } = snapshot;
    expect(compared, `after ${this}`).toEqual(snapshotOf(model));
    adoptRanks(model, snapshot);
    for (const { owed, reserved, expected, short } of snapshot.orders.flatMap((one) => one.lines)) {
      // What a line no longer asks for, since its order left the queue, is neither promised nor missed.
      expect(reserved + expected + short, "reserved + expected + short").toBe(owed);
    }
    await checkInvariants(world.database);
  }

  toString = () => this.asked;
}

/** The command that was drawn, or the one that makes what it is about, where there is none of that yet. */
function commandFor(model: Model, drawn: string): Command {
  const name = model.orders.length < FIRST_ORDERS ? "create" : drawn;
  const command = COMMANDS.find((one) => one.name === name);
  const first = command?.first?.(model);
  const instead = first ? COMMANDS.find((one) => one.name === first) : command;
  if (!instead) {
    throw new Error(`There is no command "${name}".`);
  }
  return instead;
}

/** The statement is planned once: planning it takes longer than running it. */
async function prepareInvariants({ db }: TestDatabase): Promise<void> {
  const { rows } = await db.execute(
    sql`select 1 from pg_prepared_statements where name = 'invariants'`,
  );
  if (rows.length === 0) {
    const query = readFileSync("db/invariants.sql", "utf8");
    await db.execute(sql.raw(`prepare invariants as ${query}`));
  }
}

async function checkInvariants({ db }: TestDatabase): Promise<void> {
  const { rows } = await db.execute(sql`execute invariants`);
  expect(rows, "rows that break an invariant").toEqual([]);
}

type Stage = { readonly database: TestDatabase; readonly neighbour: World["neighbour"] };

async function runSteps({ database, neighbour }: Stage, steps: readonly Step[]): Promise<void> {
  const world = await newWorld(database, neighbour);
  try {
    const before = await digestOf(neighbour);
    const model = newModel(PRODUCTS, world.ctx.today);
    const commands = steps.map((step) => new ModelStep(step));
    await fc.asyncModelRun(() => ({ model, real: world }), commands);
    expect(await digestOf(neighbour), "the other workspace").toEqual(before);
    await database.invariants();
  } finally {
    await removeWorld(world);
  }
}

const stepsArbitrary = (count: number): fc.Arbitrary<Step[]> => {
  const rolls = fc.array(fc.nat(999), { minLength: ROLLS, maxLength: ROLLS });
  const steps = COMMANDS.map(({ name, weight }) => ({
    weight,
    arbitrary: fc.tuple(fc.constant(name), rolls),
  }));
  return fc.array(fc.oneof(...steps), { minLength: count, maxLength: count });
};

/** Leaves out steps, many at a time and then single ones, for as long as what is left still fails. */
async function smallest(
  failing: readonly Step[],
  fails: (steps: readonly Step[]) => Promise<unknown>,
): Promise<readonly Step[]> {
  const until = Date.now() + SHRINK_MS;
  let steps = failing;
  for (let size = steps.length >> 1; size >= 1; size >>= 1) {
    for (let at = 0; at < steps.length && Date.now() < until; ) {
      const fewer = steps.toSpliced(at, size);
      if (await fails(fewer)) {
        steps = fewer;
      } else {
        at += size;
      }
    }
  }
  return steps;
}

/** Runs what failed before, then this many new runs of so many commands; a new failure is kept in its smallest form. */
export async function runModel(
  database: TestDatabase,
  { runs, commands }: { runs: number; commands: number },
): Promise<void> {
  await prepareInvariants(database);
  const stage = { database, neighbour: await newNeighbour(database) };
  const kept = existsSync(KEPT) ? readFileSync(KEPT, "utf8").split("\n") : [];
  for (const line of kept.filter((one) => one !== "")) {
    await runSteps(stage, JSON.parse(line));
  }
  const property = fc.asyncProperty(stepsArbitrary(commands), (steps) => runSteps(stage, steps));
  const { failed, counterexample, errorInstance, seed } = await fc.check(property, {
    numRuns: runs,
    endOnFailure: true,
  });
  if (failed && counterexample) {
    const error = (steps: readonly Step[]) =>
      runSteps(stage, steps).then(
        () => null,
        (cause: unknown) => cause,
      );
    const steps = await smallest(counterexample[0], error);
    appendFileSync(KEPT, `${JSON.stringify(steps)}\n`);
    const cause = (await error(steps)) ?? errorInstance;
    throw new Error(`Seed ${seed}: ${steps.length} steps, kept in ${KEPT}.`, { cause });
  }
}
