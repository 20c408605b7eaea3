import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";

/** One thing that goes wrong at the next call of an operation. `lost`: it is done, but the reply never arrives. */
type Fault =
  | { readonly at: string; readonly kind: "lost" | "unreached" }
  | { readonly at: string; readonly kind: "slow"; readonly ms: number }
  | {
      readonly at: string;
      readonly kind: "status";
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: unknown;
    };

export type Call = {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
};

export type Reply = {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
};

export type ChannelServer = {
  readonly origin: string;
  /** Each is used up by the next call of its operation. */
  readonly faults: Fault[];
  /** The operations asked for, in order. */
  readonly asked: string[];
  readonly hooks: {
    /** Called when an operation was done and before its reply is sent. */
    done: ((operation: string) => void) | null;
    /** How long each reply takes. */
    delayMs: () => number;
  };
  readonly stop: () => Promise<void>;
};

/** Serves a channel's interface on a free port of this machine. `nameOf` names the operation a call is. */
export async function serveChannel(
  nameOf: (call: Call) => string,
  answer: (operation: string, call: Call) => Reply,
): Promise<ChannelServer> {
  const faults: Fault[] = [];
  const asked: string[] = [];
  const hooks: ChannelServer["hooks"] = { done: null, delayMs: () => 0 };
  const server = createServer(async (request, response) => {
    const call = await callOf(request);
    const operation = nameOf(call);
    asked.push(operation);
    const index = faults.findIndex(({ at }) => at === operation);
    const fault = index < 0 ? null : (faults.splice(index, 1)[0] ?? null);
    if (fault?.kind === "unreached") {
      request.socket.destroy();
      return;
    }
    if (fault?.kind === "status") {
      send(response, fault);
      return;
    }
    const reply = answer(operation, call);
    hooks.done?.(operation);
    if (fault?.kind === "lost") {
      request.socket.destroy();
      return;
    }
    const delayMs = fault?.kind === "slow" ? fault.ms : hooks.delayMs();
    if (delayMs > 0) {
      await new Promise((resolve) => setTimeout(resolve, delayMs));
    }
    send(response, reply);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") {
    throw new Error("The system gave no free port.");
  }
  return {
    origin: `http://127.0.0.1:${address.port}`,
    faults,
    asked,
    hooks,
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

async function callOf(request: IncomingMessage): Promise<Call> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(chunk);
  }
  return {
    method: request.method ?? "GET",
    url: new URL(request.url ?? "/", "http://localhost"),
    headers: request.headers,
    body: Buffer.concat(chunks).toString("utf8"),
  };
}

function send(response: ServerResponse, { status, body, headers = {} }: Reply): void {
  response.writeHead(status, { "content-type": "application/json", ...headers });
  response.end(body === undefined ? undefined : JSON.stringify(body));
}
