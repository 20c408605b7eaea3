import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { takeFolder } from "./folder-lock";
import { thisProcess } from "./lock-holder";
import { openPglite } from "./pglite";

let folder: string;
let lock: string;
const children: ChildProcess[] = [];

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "orderflow-lock-"));
  lock = path.join(folder, "lock");
});

afterEach(async () => {
  for (const child of children.splice(0)) {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill("SIGKILL");
      await once(child, "exit");
    }
  }
  rmSync(folder, { recursive: true, force: true });
});

/** A second process that runs `source` with the lock module at hand. */
function run(source: string): ChildProcess {
  const module = JSON.stringify(path.resolve("db/drivers/folder-lock.ts"));
  const program = `
    const { takeFolder } = await import(${module});
    process.title = "other-server";
    const folder = ${JSON.stringify(folder)};
    ${source}`;
  const child = spawn(
    "node",
    ["--conditions=react-server", "--import", "tsx", "--input-type=module", "-e", program],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  children.push(child);
  return child;
}

async function outputOf(child: ChildProcess): Promise<string> {
  let output = "";
  child.stdout?.on("data", (chunk) => {
    output += chunk;
  });
  await once(child, "close");
  return output;
}

async function holdingProcess(): Promise<ChildProcess> {
  const child = run("takeFolder(folder); console.log('held'); setInterval(() => {}, 1000);");
  if (child.stdout !== null) {
    await once(child.stdout, "data");
  }
  return child;
}

describe("the folder of the embedded database", () => {
  it("is refused to a second process, which learns the first one's pid, name and folder", async () => {
    const holder = await holdingProcess();
    await expect(openPglite(folder)).rejects.toThrow(
      `The database in ${folder} is in use by process ${holder.pid} (other-server)`,
    );
    expect(existsSync(path.join(folder, "db"))).toBe(false);
  });

  it("is refused to a second opener in the same process", () => {
    const release = takeFolder(folder);
    expect(() => takeFolder(folder)).toThrow(`in use by process ${process.pid}`);
    release();
  });

  it("is free again after it was given back, and after a clean exit", async () => {
    takeFolder(folder)();
    expect(existsSync(lock)).toBe(false);
    await outputOf(run("takeFolder(folder);"));
    expect(existsSync(lock)).toBe(false);
  });

  it("is taken over from a process that was killed", async () => {
    const holder = await holdingProcess();
    holder.kill("SIGKILL");
    await once(holder, "exit");
    expect(existsSync(lock)).toBe(true);
    takeFolder(folder)();
  });

  it("is taken over when the pid belongs to a younger process now", () => {
    writeFileSync(lock, JSON.stringify({ ...thisProcess(), started: "1" }));
    takeFolder(folder)();
  });

  it("is taken over from a lock file that nobody finished writing", () => {
    writeFileSync(lock, '{"pid": 12');
    takeFolder(folder)();
  });

  it("stays with a holder on another host until that one falls silent", () => {
    writeFileSync(lock, JSON.stringify({ ...thisProcess(), host: "warehouse-2" }));
    expect(() => takeFolder(folder)).toThrow("on warehouse-2");
    const earlier = new Date(Date.now() - 60_000);
    utimesSync(lock, earlier, earlier);
    takeFolder(folder)();
  });

  it("goes to exactly one of many processes that find the same stale lock", async () => {
    writeFileSync(lock, JSON.stringify({ ...thisProcess(), started: "1" }));
    const contender = `
      try { takeFolder(folder); console.log("mine"); } catch { console.log("refused"); }
      setTimeout(() => {}, 4000);`;
    const outputs = await Promise.all(Array.from({ length: 4 }, () => outputOf(run(contender))));
    expect(outputs.filter((output) => output.includes("mine"))).toHaveLength(1);
    expect(outputs.filter((output) => output.includes("refused"))).toHaveLength(3);
  });

  it("holds what was written when it is opened again", async () => {
    const first = await openPglite(folder);
    await first.db.execute("create table kept (n int)");
    await first.db.execute("insert into kept values (1)");
    await first.close();
    expect(existsSync(lock)).toBe(false);
    const second = await openPglite(folder);
    const { rows } = await second.db.execute("select n from kept");
    expect(rows).toEqual([{ n: 1 }]);
    expect(JSON.parse(readFileSync(lock, "utf8"))).toMatchObject({ pid: process.pid });
    await second.close();
  });
});
