// npm run demo: from a clone to a running, seeded product; a second time it starts in seconds.
import { join } from "node:path";
import { build } from "./build.mjs";
import { ensureInstalled } from "./install.mjs";
import { assertPortFree } from "./port.mjs";
import {
  finish,
  projectNode,
  root,
  run,
  say,
  scriptArguments,
  seconds,
  toolEnv,
} from "./project.mjs";
import { keptSecret } from "./secret.mjs";
import { startServer, untilReady } from "./serve.mjs";

const accounts = [
  ["owner@oakline.example", "Oakline Furniture, owner"],
  ["admin@oakline.example", "Oakline Furniture, admin"],
  ["operator@oakline.example", "Oakline Furniture, operator"],
  ["viewer@oakline.example", "Oakline Furniture, viewer"],
  ["buyer@acme.example", "client portal, ACME at Oakline Furniture"],
  ["owner@harbor.example", "Harbor Supply, owner"],
];

/** Empty settings keep the server from reading others out of a .env file. */
function demoEnv() {
  const folder = process.env.DATA_DIR || join(".data", "demo");
  return {
    DATABASE_URL: process.env.DATABASE_URL ?? "",
    DATABASE_DRIVER: process.env.DATABASE_DRIVER ?? "",
    AUTH_URL: process.env.AUTH_URL ?? "",
    AUTH_SECRET: process.env.AUTH_SECRET || keptSecret(join(root, ".data/demo/secret")),
    AUTH_TRUST_HOST: "true",
    DATA_DIR: folder,
  };
}

async function main() {
  const since = Date.now();
  const port = process.env.PORT || "3000";
  await assertPortFree(port, "npm run demo");
  say("1 of 4  packages");
  say(`  ${await ensureInstalled()}`);
  say("2 of 4  application");
  say(`  ${await build({ ifNeeded: true })}`);
  say("3 of 4  database");
  const env = demoEnv();
  const code = await run(projectNode(), scriptArguments("seed.ts"), { env: toolEnv(env) });
  if (code !== 0) {
    return code;
  }
  say("4 of 4  server");
  const server = startServer(port, env, ["ignore", "ignore", "inherit"]);
  const ended = new Promise((resolve) => server.on("close", (exit) => resolve(exit ?? 0)));
  await untilReady(port, server);
  say(`  ready after ${seconds(since)}

Orderflow    http://localhost:${port}
Password     orderflow-demo, for every account:
${accounts.map(([email, who]) => `  ${email.padEnd(26)}${who}`).join("\n")}
Tracking     http://localhost:${port}/track/demo-tracking-oakline1, an order without signing in
API keys     of_demo_oakline, of_demo_harbor
             curl -H "Authorization: Bearer of_demo_oakline" http://localhost:${port}/api/v1/orders

Ctrl+C stops it. DEMO_RESET=1 starts over, DEMO_ORDERS=100000 fills it with that many orders.`);
  return ended;
}

finish(main());
