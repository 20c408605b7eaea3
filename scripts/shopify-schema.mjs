// Fetches Shopify's own Admin schema (2026-10), against which the tests check every document that we send.
// It ships inside a package with very many dependencies, so only this one file of it is taken, once.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { finish, root, runQuietly, StepError, say } from "./project.mjs";

const PACKAGE = "@shopify/dev-mcp@1.16.0";
const INTEGRITY =
  "tqgRnK7sQhjew+htxtleTH23nXB5fZcsrhWgEkomsorGXvLOB2mh2upwZm8uzuTDNTZnqtLMe64yIwh6s2awtw==";
const MEMBER = "package/dist/data/admin_2026-10.json.gz";
const SCHEMA = join(root, ".data/cache/shopify-admin-2026-10.json.gz");

/** Answers whether the schema is there now. */
export async function ensureShopifySchema() {
  if (existsSync(SCHEMA)) {
    return true;
  }
  const cache = dirname(SCHEMA);
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, "shopify-"));
  try {
    const pack = ["pack", PACKAGE, "--pack-destination", folder, "--silent"];
    await runQuietly("fetching Shopify's schema", "npm", pack);
    const file = join(folder, "shopify-dev-mcp-1.16.0.tgz");
    const integrity = createHash("sha512").update(readFileSync(file)).digest("base64");
    if (integrity !== INTEGRITY) {
      throw new StepError(`${PACKAGE} is not the package that was reviewed: its checksum differs.`);
    }
    await runQuietly("unpacking Shopify's schema", "tar", ["-xzf", file, "-C", folder, MEMBER]);
    renameSync(join(folder, MEMBER), SCHEMA);
    return true;
  } catch (error) {
    if (error instanceof StepError && /checksum/.test(error.message)) {
      throw error;
    }
    say(`  ${error.message}`);
    return false;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  finish(ensureShopifySchema().then((found) => (found ? 0 : 1)));
}
