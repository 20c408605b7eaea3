import "server-only";
import { Hono } from "hono";
import { DatabaseUnavailableError, OutcomeUnknownError } from "@/db/client";
import { newId } from "@/lib/shared/ids";
import { actionRoutes } from "./action-routes";
import { asnRoutes } from "./asn-routes";
import { bulkRoutes } from "./bulk-routes";
import { clientRoutes } from "./client-routes";
import { documentOf } from "./document";
import type { Route } from "./guard";
import { importRoutes } from "./import-routes";
import { moneyRoutes } from "./money-routes";
import { orderRoutes } from "./order-routes";
import { printRoutes } from "./print-routes";
import { problemResponse } from "./problems/problem";
import { productRoutes } from "./product-routes";
import { productionRoutes } from "./production-routes";
import { receiptRoutes } from "./receipt-routes";
import { shipmentRoutes } from "./shipment-routes";

/** Every endpoint under `/api/v1`; each was declared through the guard. */
export const routes: readonly Route[] = [
  ...orderRoutes,
  ...actionRoutes,
  ...bulkRoutes,
  ...shipmentRoutes,
  ...asnRoutes,
  ...printRoutes,
  ...clientRoutes,
  ...productRoutes,
  ...receiptRoutes,
  ...productionRoutes,
  ...moneyRoutes,
  ...importRoutes,
];

const DOCUMENT_PATH = "/openapi.json";

let made: ReturnType<typeof documentOf> | null = null;

/** The document of all of it, made once, when it is asked for first. */
export function apiDocument() {
  made ??= documentOf(routes);
  return made;
}

export const app = new Hono().basePath("/api/v1");

app.use(async (c, next) => {
  await next();
  c.header("Request-Id", newId());
  c.header("Cache-Control", "private, no-store");
});

for (const route of routes) {
  app.on(route.method, route.path, (c) => route.handle(c.req.raw, c.req.param()));
}

/** Open to everybody: it says nothing of any workspace. */
app.get(DOCUMENT_PATH, (c) => c.json(apiDocument()));

app.notFound(() => problemResponse({ code: "not_found" }));

app.onError((error, c) => {
  // biome-ignore lint/suspicious/noConsole: what broke belongs in the server's log, not in the answer.
  console.error(error);
  return problemResponse({ code: failureCode(error, c.req.method) });
});

function failureCode(error: Error, method: string): string {
  if (error instanceof OutcomeUnknownError && method !== "GET") {
    return "outcome_unknown";
  }
  return error instanceof DatabaseUnavailableError ? "unavailable" : "failed";
}
