import { freePort } from "../free-port";
import { serveWorker } from "./served-worker";

/** Serves the worker; `npm run edge:test` has built it. Its mail service listens only while a test does. */
export default async function setup(): Promise<() => Promise<void>> {
  const mailPort = String(await freePort());
  const { databaseUrl, stop } = await serveWorker(process.env.E2E_PORT ?? "", {
    MAIL_FROM: "Orderflow <orders@orderflow.example>",
    MAIL_API_URL: `http://localhost:${mailPort}/emails`,
    MAIL_API_KEY: "key-of-the-mail-service",
  });
  process.env.EDGE_DATABASE_URL = databaseUrl;
  process.env.EDGE_MAIL_PORT = mailPort;
  return stop;
}
