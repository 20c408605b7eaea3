/** Runs one command on a copy of the scene, undisturbed or with a fault at one of its statements. */
import { expect } from "vitest";
import { DatabaseUnavailableError } from "@/db/client";
import type { Command, Reply } from "./command";
import type { Stage } from "./scene";
import { difference, masked, quiet, stateOf } from "./state";
import { type Form, fail, watching } from "./statements";
import { unlogged } from "./unlogged";

const KEY = "the-key-of-this-call";

/** What a command does when nothing goes wrong. */
export type CleanRun = {
  /** Its statements in the order it sends them. */
  readonly statements: readonly string[];
  /** The states that its transactions leave behind, the one before it first. */
  readonly states: readonly string[];
  readonly reply: Reply;
};

export async function runClean(stage: Stage, command: Command): Promise<CleanRun> {
  const scene = await stage.copy();
  const call = await command.prepare(scene);
  const state = () => stateOf(stage.admin, scene.ctx.workspaceId);
  const statements: string[] = [];
  const states = [await state()];
  const reply = await watching(
    async ({ text, send }) => {
      statements.push(text);
      const answer = await send();
      if (text === "commit") {
        states.push(await state());
      }
      return answer;
    },
    () => call(KEY),
  );
  return { statements, states, reply: { status: reply.status, text: masked(reply.text) } };
}

type Fault = { readonly at: number; readonly form: Form };

/** Runs the command with one fault, then calls it again as a caller would who heard of it. */
export async function runWithFault(
  stage: Stage,
  command: Command,
  clean: CleanRun,
  { at, form }: Fault,
): Promise<void> {
  const scene = await stage.copy();
  const call = await command.prepare(scene);
  const statement = `${form} at statement ${at + 1}: ${clean.statements[at]}`;
  let sent = 0;
  const first = await attempt(() =>
    watching(
      (one) => {
        sent += 1;
        return sent === at + 1 ? fail(form, one) : one.send();
      },
      () => call(KEY),
    ),
  );
  await quiet(stage.admin);
  const between = await stateOf(stage.admin, scene.ctx.workspaceId);
  expectKnown(between, clean, statement);
  if (form === "conflict") {
    expect(first, `${statement}: nobody hears of a conflict`).toEqual(clean.reply);
  } else if (first.status !== clean.reply.status) {
    expect(first.status, `${statement}: ${first.text}`).toBe(form === "error" ? 500 : 503);
  }
  const again = await attempt(() => call(KEY));
  const after = await stateOf(stage.admin, scene.ctx.workspaceId);
  const final = clean.states.at(-1) ?? "";
  const isDone = between === final;
  if (command.keyed || !isDone) {
    expect(again, `${statement}: the retry's answer`).toEqual(clean.reply);
    expect(difference(final, after), `${statement}: what the retry came to`).toBe("");
  } else {
    expect(again.status, `${statement}: a retry after all was done: ${again.text}`).toBeLessThan(
      500,
    );
  }
}

/** A command that throws fails as its door would say it. */
function attempt(run: () => Promise<Reply>): Promise<Reply> {
  return unlogged(async () => {
    try {
      const { status, text } = await run();
      return { status, text: masked(text) };
    } catch (error) {
      const status = error instanceof DatabaseUnavailableError ? 503 : 500;
      return { status, text: String(error) };
    }
  });
}

function expectKnown(state: string, clean: CleanRun, statement: string): void {
  if (!clean.states.includes(state)) {
    const [before = "", ...later] = clean.states;
    const differences = [before, ...later].map((known) => difference(known, state));
    differences.sort((one, other) => one.length - other.length);
    expect(differences[0], `${statement}: a state between those of a clean run`).toBe("");
  }
}
