import { once } from "node:events";
import { createServer } from "node:http";

type Received = { readonly headers: Record<string, string>; readonly body: string };
type Reply = { readonly status: number; readonly headers?: Record<string, string> } | "silence";

// The signing secrets are sealed by it.
process.env.AUTH_SECRET ??= "a-secret-for-tests-that-is-long-enough-to-pass";

/** A program on this machine that webhooks are sent to: it keeps what came and answers what `reply` says. */
export async function webhookReceiver() {
  const received: Received[] = [];
  const behaviour: { reply: Reply } = { reply: { status: 204 } };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const headers = Object.fromEntries(
        Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
      );
      received.push({ headers, body: Buffer.concat(chunks).toString("utf8") });
      const { reply } = behaviour;
      if (reply !== "silence") {
        response.writeHead(reply.status, reply.headers).end("seen");
      }
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" ? address?.port : null;
  return {
    url: `http://127.0.0.1:${port}/hook`,
    received,
    behaviour,
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
