// npm run deploy:vercel: migrates the database and lets Vercel's own tool build and deploy, which npm
// fetches when it is not there. docs/deploy.md tells what to do before.
import { settingsFor } from "./deploy.mjs";
import { ensureInstalled } from "./install.mjs";
import { finish, projectNode, run, say, scriptArguments } from "./project.mjs";

const VERCEL = "vercel@64.0.2";

async function main() {
  settingsFor("Vercel", ["DATABASE_URL", "AUTH_SECRET"]);
  say(`1 of 3  packages\n  ${await ensureInstalled()}`);
  say("2 of 3  database");
  const prepared = await run(projectNode(), scriptArguments("prepare.ts"));
  if (prepared !== 0) {
    return prepared;
  }
  say("3 of 3  Vercel");
  return run("npx", ["--yes", VERCEL, "deploy", "--prod", ...process.argv.slice(2)]);
}

finish(main());
