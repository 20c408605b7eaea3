/** Says which request a Worker is answering, and what Cloudflare has bound to it. */

/** Where OpenNext keeps both, also for what runs after the answer. */
const REQUEST = Symbol.for("__cloudflare-context__");

type CloudflareRequest = {
  /** One object for each request: what is opened under it may not be used by another one. */
  readonly ctx: object;
  readonly env: Readonly<Record<string, unknown>>;
};

/** Whether this code runs on Workers, where what a request opened or waits for belongs to it alone. */
export function isOnWorkers(): boolean {
  return globalThis.navigator?.userAgent === "Cloudflare-Workers";
}

/** Throws outside of a request, and everywhere but on Workers. */
export function cloudflareRequest(): CloudflareRequest {
  const found: Partial<CloudflareRequest> | undefined = Reflect.get(globalThis, REQUEST);
  if (found?.ctx === undefined || found.env === undefined) {
    throw new Error("This can be done on Workers only, while a request is answered.");
  }
  return { ctx: found.ctx, env: found.env };
}
