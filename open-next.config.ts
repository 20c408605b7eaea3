import { defineCloudflareConfig } from "@opennextjs/cloudflare";

const config = defineCloudflareConfig();

// Called in the folder that scripts/edge-build.mjs fills.
export default { ...config, buildCommand: "next build --webpack" };
