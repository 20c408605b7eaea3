import "server-only";
import { lookup } from "node:dns";
import { type IncomingMessage, request as plainRequest } from "node:http";
import { request as secureRequest } from "node:https";
import type { LookupFunction } from "node:net";
import { performance } from "node:perf_hooks";
import { mayAsk, mayReach, PRIVATE } from "./addresses";

/** How long an answer may take, headers and all. */
const TIMEOUT_MS = 10_000;
/** How much of an answer is kept for people who look for what went wrong. */
const ANSWER_BYTES_MAX = 2_000;

export type Answer = {
  readonly milliseconds: number;
  /** Null where there was no answer. */
  readonly status: number | null;
  readonly error: string | null;
  readonly text: string;
};

/**
 * Posts JSON and answers what came back; never throws, never follows a redirect. The name is resolved once
 * and the connection goes to what was checked, so that a name can't change its mind in between.
 */
export async function postJson(
  address: string,
  headers: Readonly<Record<string, string>>,
  body: string,
  { allowsLoopback }: { readonly allowsLoopback: boolean },
): Promise<Answer> {
  const since = performance.now();
  const ended = (answer: Omit<Answer, "milliseconds">): Answer => ({
    ...answer,
    milliseconds: Math.round(performance.now() - since),
  });
  try {
    const response = await send(new URL(address), headers, body, allowsLoopback);
    return ended({
      status: response.statusCode ?? 0,
      error: null,
      text: await beginningOf(response),
    });
  } catch (error) {
    return ended({ status: null, error: wordsOf(error), text: "" });
  }
}

function send(
  url: URL,
  headers: Readonly<Record<string, string>>,
  body: string,
  allowsLoopback: boolean,
): Promise<IncomingMessage> {
  if (!mayAsk(url.hostname, allowsLoopback)) {
    throw new Error(PRIVATE);
  }
  const request = url.protocol === "https:" ? secureRequest : plainRequest;
  return new Promise((resolve, reject) => {
    const outgoing = request(url, {
      method: "POST",
      agent: false,
      lookup: checkedLookup(allowsLoopback),
      signal: AbortSignal.timeout(TIMEOUT_MS),
      headers: {
        "content-type": "application/json",
        "content-length": Buffer.byteLength(body),
        "user-agent": "Orderflow-Webhooks/1",
        ...headers,
      },
    });
    outgoing.once("response", resolve).once("error", reject).end(body);
  });
}

function checkedLookup(allowsLoopback: boolean): LookupFunction {
  return (hostname, options, done) => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      const [first] = addresses ?? [];
      if (error || first === undefined) {
        done(error ?? new Error(`${hostname} has no address.`), "", 0);
      } else if (!addresses.every(({ address }) => mayReach(address, allowsLoopback))) {
        done(new Error(PRIVATE), "", 0);
      } else if (options.all) {
        done(null, addresses);
      } else {
        done(null, first.address, first.family);
      }
    });
  };
}

async function beginningOf(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response) {
    chunks.push(chunk);
    size += chunk.length;
    if (size >= ANSWER_BYTES_MAX) {
      break;
    }
  }
  return Buffer.concat(chunks).subarray(0, ANSWER_BYTES_MAX).toString("utf8").replaceAll("\0", "");
}

function wordsOf(error: unknown): string {
  const { name, code, message } = Object(error);
  if (name === "TimeoutError" || code === "ABORT_ERR") {
    return `There was no answer within ${TIMEOUT_MS / 1000} seconds.`;
  }
  switch (code) {
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return "The name of the address is not known.";
    case "ECONNREFUSED":
      return "Nothing listens at the address.";
    case "ECONNRESET":
      return "The connection was cut before an answer came.";
    default:
      return String(message ?? error).slice(0, 300);
  }
}
