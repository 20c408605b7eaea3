import type { AddressInfo } from "node:net";
import { createServer, type Socket } from "node:net";

type ReceivedMail = {
  readonly from: string;
  readonly to: readonly string[];
  readonly raw: string;
  /** The Message-ID header without its brackets. */
  readonly messageId: string;
};

type Step = "connect" | "auth" | "mail" | "rcpt" | "data" | "text" | "answer";

/** What the server does instead of going on: says something else, hangs up, or falls silent. */
type Fault = { readonly says: string } | "hang-up" | "silence";

export type SmtpServer = {
  readonly url: string;
  readonly received: readonly ReceivedMail[];
  /** Asked at every step; a mail that reaches `answer` has been taken and counted. */
  fault: (step: Step) => Fault | null | Promise<Fault | null>;
  readonly close: () => Promise<void>;
};

/** A small SMTP server that keeps what it is sent and can misbehave at any step. */
export async function startSmtpServer(): Promise<SmtpServer> {
  const received: ReceivedMail[] = [];
  const sockets = new Set<Socket>();
  const state: { fault: SmtpServer["fault"] } = { fault: () => null };
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => socket.destroy());
    void talk(socket, received, (step) => state.fault(step));
  });
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `smtp://localhost:${port}`,
    received,
    get fault() {
      return state.fault;
    },
    set fault(fault) {
      state.fault = fault;
    },
    close: async () => {
      for (const socket of sockets) {
        socket.destroy();
      }
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function talk(
  socket: Socket,
  received: ReceivedMail[],
  faultAt: (step: Step) => Fault | null | Promise<Fault | null>,
): Promise<void> {
  const say = (line: string) => socket.write(`${line}\r\n`);
  /** Whether the conversation goes on as it should; says the usual answer when it does. */
  const answer = async (step: Step, usual: string) => {
    const fault = await faultAt(step);
    if (fault === null) {
      say(usual);
    } else if (fault === "hang-up") {
      socket.destroy();
    } else if (fault !== "silence") {
      say(fault.says);
    }
    return fault === null;
  };
  await answer("connect", "220 localhost ready");
  let from = "";
  let to: string[] = [];
  const lines = linesOf(socket);
  for await (const line of lines) {
    const verb = line.slice(0, 4).toUpperCase();
    if (verb === "EHLO") {
      say("250-localhost\r\n250-8BITMIME\r\n250 AUTH PLAIN");
    } else if (verb === "AUTH") {
      await answer("auth", "235 welcome");
    } else if (verb === "MAIL") {
      from = addressIn(line);
      await answer("mail", "250 ok");
    } else if (verb === "RCPT") {
      to.push(addressIn(line));
      await answer("rcpt", "250 ok");
    } else if (verb === "DATA") {
      if (await answer("data", "354 go ahead")) {
        const raw = await textOf(lines);
        if ((await faultAt("text")) === "hang-up") {
          socket.destroy();
          return;
        }
        const messageId = /^Message-ID: <([^>]+)>/im.exec(raw)?.[1] ?? "";
        received.push({ from, to, raw, messageId });
        await answer("answer", "250 taken");
        to = [];
      }
    } else if (verb === "QUIT") {
      say("221 bye");
      socket.end();
    } else {
      say("502 not here");
    }
  }
}

async function textOf(lines: AsyncGenerator<string>): Promise<string> {
  const text: string[] = [];
  for (;;) {
    const { value, done } = await lines.next();
    if (done || value === ".") {
      return text.join("\n");
    }
    text.push(value.replace(/^\./, ""));
  }
}

async function* linesOf(socket: Socket): AsyncGenerator<string> {
  let rest = "";
  socket.setEncoding("utf8");
  try {
    for await (const chunk of socket) {
      rest += chunk;
      const parts = rest.split("\r\n");
      rest = parts.pop() ?? "";
      yield* parts;
    }
  } catch {
    // The other side went away: the conversation is over.
  }
}

const addressIn = (line: string) => /<([^>]*)>/.exec(line)?.[1] ?? "";
