import type { NextConfig } from "next";

const securityHeaders = [
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "X-Frame-Options", value: "DENY" },
  { key: "Referrer-Policy", value: "strict-origin-when-cross-origin" },
  { key: "Permissions-Policy", value: "camera=(self), microphone=(), geolocation=()" },
];

/** Whoever holds a link of these may use it: no search engine, no other site and no cache learns of it. */
const secretLinkHeaders = [
  { key: "X-Robots-Tag", value: "noindex, nofollow, noarchive" },
  { key: "Referrer-Policy", value: "no-referrer" },
  { key: "Cache-Control", value: "private, no-store" },
];

/** The same for links that lead to a form of ours, whose origin the server wants to see. */
const formLinkHeaders = secretLinkHeaders.map(({ key, value }) => ({
  key,
  value: key === "Referrer-Policy" ? "same-origin" : value,
}));

/** Where the build will run: on Node, or on Cloudflare Workers (scripts/edge-build.mjs). */
const isForWorkers = process.env.BUILD_TARGET === "workers";

/** A module with `.workers` in its name stands in for the one beside it that Workers can't run. */
const workersConfig: NextConfig = {
  // `npm run check` has read the types of both.
  typescript: { ignoreBuildErrors: true },
  // Taken as it is it gets into the worker once, else once for pages and once for actions.
  serverExternalPackages: ["pdf-lib"],
  webpack: (config: { resolve: { extensions: string[] } }) => {
    config.resolve.extensions.unshift(".workers.ts");
    return config;
  },
};

const nextConfig: NextConfig = {
  env: { BUILD_TARGET: isForWorkers ? "workers" : "node" },
  poweredByHeader: false,
  reactStrictMode: true,
  serverExternalPackages: ["@electric-sql/pglite", "pg", "nodemailer"],
  // One icon is a module; the list of all of them is read by no build.
  modularizeImports: {
    lucide: { transform: "lucide/dist/esm/icons/{{ kebabCase member }}.mjs" },
  },
  experimental: { authInterrupts: true, serverActions: { bodySizeLimit: "11mb" } },
  headers: async () => [
    { source: "/:path*", headers: securityHeaders },
    { source: "/track/:path*", headers: secretLinkHeaders },
    { source: "/(sign-in/link|invitation|new-password)/:path*", headers: formLinkHeaders },
  ],
  ...(isForWorkers ? workersConfig : {}),
};

export default nextConfig;
