// npm run edge:preview: the worker on a local workerd, with the demo's data in a throw-away Postgres.
import { join } from "node:path";
import { edgeBuild } from "./edge-build.mjs";
import { ensureInstalled } from "./install.mjs";
import { assertPortFree } from "./port.mjs";
import { finish, projectNode, root, run, say, toolEnv } from "./project.mjs";

async function main() {
  const port = process.env.PORT || "8787";
  await assertPortFree(port, "npm run edge:preview");
  say(`  ${await ensureInstalled()}`);
  say(`  ${await edgeBuild({ ifNeeded: true })}`);
  say("  making a throw-away Postgres, then starting workerd (half a minute)");
  return run(projectNode(), ["--import", "tsx", join(root, "tests/edge/preview.ts"), port], {
    env: toolEnv(),
  });
}

finish(main());
