// npm run deploy:workers: migrates the database, builds the worker and hands both code and secrets to
// Cloudflare. docs/deploy.md tells what to do before.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { settingsFor } from "./deploy.mjs";
import { edgeBuild, edgeFolder } from "./edge-build.mjs";
import { ensureInstalled } from "./install.mjs";
import { finish, projectNode, root, run, say, scriptArguments, toolEnv } from "./project.mjs";

const needed = ["DATABASE_URL", "AUTH_SECRET", "AUTH_URL", "CRON_SECRET"];
const possible = ["MAIL_FROM", "MAIL_API_URL", "MAIL_API_KEY", "SIGN_UP", "API_CALLS_PER_SECOND"];

async function main() {
  const settings = settingsFor("Workers", needed, [...possible, "API_BURST"]);
  say(`1 of 4  packages\n  ${await ensureInstalled()}`);
  say("2 of 4  database");
  const prepared = await run(projectNode(), scriptArguments("prepare.ts"));
  if (prepared !== 0) {
    return prepared;
  }
  say(`3 of 4  worker\n  ${await edgeBuild({ ifNeeded: true })}`);
  say("4 of 4  Cloudflare");
  const folder = mkdtempSync(join(tmpdir(), "orderflow-deploy-"));
  try {
    const secrets = join(folder, "secrets.json");
    writeFileSync(secrets, JSON.stringify(settings), { mode: 0o600 });
    const wrangler = join(root, "node_modules/wrangler/bin/wrangler.js");
    const more = process.argv.slice(2);
    const args = [wrangler, "deploy", "--secrets-file", secrets, ...more];
    return await run(projectNode(), args, { env: toolEnv(), cwd: edgeFolder });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

finish(main());
