import { once } from "node:events";
import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";

/** How often a request is offered to somebody else while its instance is not there. */
const OFFERS = 40;
const PAUSE_MS = 100;

/**
 * Hands each request to the next instance in turn, and to another one where nothing listens. What was sent
 * and not answered is told as 502: only who asked may send it again. `/-/kill` is ours.
 */
export async function startRoundRobin(
  port: number,
  targets: readonly number[],
  kill: () => Promise<void>,
): Promise<() => Promise<void>> {
  let turn = 0;
  const server = createServer(async (incoming, outgoing) => {
    if (incoming.url === "/-/kill") {
      await kill();
      outgoing.end();
      return;
    }
    const body = Buffer.concat(await incoming.toArray());
    for (let offer = 0; offer < OFFERS; offer += 1) {
      turn += 1;
      const target = targets[turn % targets.length] ?? 0;
      if (await isTaken(incoming, body, target, outgoing)) {
        return;
      }
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
    outgoing.writeHead(502).end();
  });
  server.listen(port, "localhost");
  await once(server, "listening");
  return async () => {
    server.closeAllConnections();
    server.close();
    await once(server, "close");
  };
}

/** False where the request reached nobody. */
function isTaken(
  incoming: IncomingMessage,
  body: Buffer,
  port: number,
  outgoing: ServerResponse,
): Promise<boolean> {
  const { method, url: path, headers } = incoming;
  return new Promise((resolve) => {
    const forwarded = request({ port, host: "localhost", method, path, headers, agent: false });
    forwarded.once("response", (answer) => {
      const named = { ...answer.headers, "x-instance": String(port) };
      outgoing.writeHead(answer.statusCode ?? 502, named);
      answer.pipe(outgoing);
      answer.once("error", () => outgoing.destroy());
      resolve(true);
    });
    forwarded.once("error", (error) => {
      const isRefused = "code" in error && error.code === "ECONNREFUSED";
      if (!isRefused && !outgoing.headersSent) {
        outgoing.writeHead(502).end();
      }
      resolve(!isRefused);
    });
    forwarded.end(body);
  });
}
