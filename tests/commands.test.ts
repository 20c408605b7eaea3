import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { takeFolder } from "@/db/drivers/folder-lock";
import { freePort } from "./free-port";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "orderflow-commands-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

type Ending = { readonly code: number; readonly output: string };

/** Runs a command of ours with settings that no .env file can fill in. */
async function run(args: readonly string[], settings: Record<string, string>): Promise<Ending> {
  const none = { DATABASE_URL: "", DATABASE_DRIVER: "", AUTH_URL: "", AUTH_SECRET: "" };
  const env = { ...process.env, ...none, DATA_DIR: folder, ...settings };
  const child = spawn("node", args, { env, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  const collect = (chunk: Buffer) => {
    output += chunk;
  };
  child.stdout.on("data", collect);
  child.stderr.on("data", collect);
  const [code] = await once(child, "close");
  return { code, output: output.trim() };
}

const script = (name: string) => [
  "--conditions=react-server",
  "--import",
  "tsx",
  `scripts/${name}`,
];

describe("a command that can't go on ends with one sentence", () => {
  it("when the secret is missing", async () => {
    expect(await run(["scripts/start.mjs"], {})).toEqual({
      code: 1,
      output:
        "AUTH_SECRET is not set; sessions can't be signed. Make one with: openssl rand -base64 33",
    });
  });

  it("when the database does not answer", async () => {
    const url = "postgres://me:hunter2@localhost:1/orders";
    expect(await run(script("migrate.ts"), { DATABASE_URL: url })).toEqual({
      code: 1,
      output:
        "Can't connect to the database me@localhost:1/orders (from DATABASE_URL). Nothing listens there: check the host and the port.",
    });
  });

  it("when another process has the embedded database", async () => {
    const release = takeFolder(folder);
    const { code, output } = await run(script("migrate.ts"), {});
    release();
    expect(code).toBe(1);
    expect(output).toMatch(
      new RegExp(`^The database in ${folder} is in use by process ${process.pid} \\(`),
    );
    expect(output).not.toContain("\n");
  });

  it("when the port is taken, naming who has it", async () => {
    const port = await freePort();
    const server = createServer().listen(port);
    await once(server, "listening");
    const { code, output } = await run(["scripts/demo.mjs"], { PORT: String(port) });
    server.close();
    expect(code).toBe(1);
    expect(output).toContain(`Port ${port} is in use by `);
    expect(output).toContain(`PORT=${port + 1} npm run demo`);
  });
});
