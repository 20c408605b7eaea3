/** Serves the worker for people to look at: what `npm run edge:preview` does once it is built. */
import { once } from "node:events";
import { serveWorker } from "./served-worker";

async function main(): Promise<void> {
  const port = process.argv[2] ?? "8787";
  const { server, stop } = await serveWorker(port);
  process.stdout.write(`
Orderflow on workerd   http://localhost:${port}
Password               orderflow-demo, for every account of the demo: owner@oakline.example and others
Clock                  curl http://localhost:${port}/cdn-cgi/handler/scheduled

Ctrl+C stops it; its data goes with it.
`);
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => server.kill("SIGTERM"));
  }
  await once(server, "close");
  await stop();
}

main().catch((error: unknown) => {
  process.stderr.write(`${error}\n`);
  process.exitCode = 1;
});
