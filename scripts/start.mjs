// npm start: migrates, prints the set-up code of an empty database, and serves what was built.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { assertPortFree } from "./port.mjs";
import {
  finish,
  loadEnvFile,
  projectNode,
  root,
  run,
  StepError,
  scriptArguments,
} from "./project.mjs";
import { startServer } from "./serve.mjs";

async function main() {
  loadEnvFile();
  const port = process.env.PORT || "3000";
  if (!process.env.AUTH_SECRET) {
    throw new StepError(
      "AUTH_SECRET is not set; sessions can't be signed. Make one with: openssl rand -base64 33",
    );
  }
  if (!existsSync(join(root, ".next/BUILD_ID"))) {
    throw new StepError("There is no build yet. Run: npm run build");
  }
  await assertPortFree(port, "npm start");
  const code = await run(projectNode(), scriptArguments("prepare.ts"));
  if (code !== 0) {
    return code;
  }
  const server = startServer(port, {});
  return new Promise((resolve) => server.on("close", (exit) => resolve(exit ?? 0)));
}

finish(main());
