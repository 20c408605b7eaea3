// npm run dev: the development server on the embedded database, with a secret of its own.
import { join } from "node:path";
import { ensureGenerated, ensureInstalled } from "./install.mjs";
import { assertPortFree } from "./port.mjs";
import {
  finish,
  loadEnvFile,
  projectNode,
  root,
  run,
  scriptArguments,
  toolEnv,
} from "./project.mjs";
import { keptSecret } from "./secret.mjs";

async function main() {
  loadEnvFile();
  const port = process.env.PORT || "3000";
  await assertPortFree(port, "npm run dev");
  await ensureInstalled();
  const node = projectNode();
  await ensureGenerated(node);
  process.env.AUTH_SECRET ||= keptSecret(join(root, ".data/development-secret"));
  const code = await run(node, scriptArguments("prepare.ts"));
  if (code !== 0) {
    return code;
  }
  const next = join(root, "node_modules/next/dist/bin/next");
  return run(node, [next, "dev", "-p", port], { env: toolEnv({ NODE_ENV: "development" }) });
}

finish(main());
