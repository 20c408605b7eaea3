import { once } from "node:events";
import { connect } from "node:net";
import { WebSocketServer } from "ws";

/**
 * Stands in for the service that the Neon driver talks to: each WebSocket carries one Postgres
 * connection, whose host and port the driver names in `?address=`.
 */
export async function startNeonProxy(): Promise<{ address: string; close: () => Promise<void> }> {
  const server = new WebSocketServer({ host: "127.0.0.1", port: 0 });
  server.on("connection", (socket, request) => {
    const target = new URL(request.url ?? "/", "http://proxy").searchParams.get("address");
    const [host, port] = (target ?? "").split(":");
    const upstream = connect(Number(port), host);
    upstream.on("data", (bytes) => socket.send(bytes));
    upstream.on("close", () => socket.close());
    upstream.on("error", () => socket.terminate());
    socket.on("message", (bytes: Buffer) => upstream.write(bytes));
    socket.on("close", () => upstream.end());
    socket.on("error", () => upstream.destroy());
  });
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") {
    throw new Error("The proxy has no port.");
  }
  return {
    address: `localhost:${address.port}/v1`,
    close: async () => {
      for (const client of server.clients) {
        client.terminate();
      }
      server.close();
    },
  };
}
