// Writes public/reference: the script of the API's reference and its font, from packages, so that
// the page loads nothing from anywhere else. They are static files and weigh nothing in the server.
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const folder = join(root, "public/reference");
const script = join(folder, "scalar.generated.js");
const font = join(folder, "inter.generated.woff2");
const { version } = JSON.parse(
  readFileSync(join(root, "node_modules/@scalar/fastify-api-reference/package.json"), "utf8"),
);
const head = `/* Scalar API reference, from @scalar/fastify-api-reference ${version}, MIT licensed. */\n`;

/** The script as the plugin serves it: it holds it whole, and registers a route that answers it. */
async function servedScript() {
  const { default: register } = await import("@scalar/fastify-api-reference");
  const routes = [];
  const server = {
    initialConfig: {},
    hasPlugin: () => false,
    route: (route) => routes.push(route),
    log: console,
  };
  await new Promise((resolve) => {
    register(server, { routePrefix: "/reference", configuration: { url: "/" } }, resolve);
  });
  const found = routes.find(({ url }) => url.endsWith(".js"));
  const reply = { header: () => reply, send: (content) => content };
  return found.handler({}, reply);
}

const isCurrent =
  existsSync(script) && existsSync(font) && readFileSync(script, "utf8").startsWith(head);

if (!isCurrent) {
  mkdirSync(folder, { recursive: true });
  copyFileSync(
    join(root, "node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2"),
    font,
  );
  // Written aside and renamed: two commands may prepare one checkout at the same time.
  const draft = `${script}.${process.pid}`;
  writeFileSync(draft, head + (await servedScript()));
  renameSync(draft, script);
}
