import { existsSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { buildClientSchema, type GraphQLSchema } from "graphql";

const FILE = ".data/cache/shopify-admin-2026-10.json.gz";

/** False where `node scripts/shopify-schema.mjs` could not fetch it: tests that need it are then skipped. */
export const hasShopifySchema = existsSync(FILE);

let loaded: GraphQLSchema | null = null;

/** Shopify's own Admin schema of 2026-10. */
export function shopifySchema(): GraphQLSchema {
  loaded ??= buildClientSchema(JSON.parse(gunzipSync(readFileSync(FILE)).toString("utf8")).data, {
    assumeValid: true,
  });
  return loaded;
}
