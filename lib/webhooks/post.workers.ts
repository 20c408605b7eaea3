import "server-only";
import { mayAsk, PRIVATE } from "./addresses";
import type { Answer } from "./post";

const TIMEOUT_MS = 10_000;
const ANSWER_BYTES_MAX = 2_000;

/**
 * The same as on Node, by fetch. Names are not looked up here: what Cloudflare's fetch reaches is the public
 * internet, wherever a name leads.
 */
export async function postJson(
  address: string,
  headers: Readonly<Record<string, string>>,
  body: string,
  { allowsLoopback }: { readonly allowsLoopback: boolean },
): Promise<Answer> {
  const since = Date.now();
  const ended = (answer: Omit<Answer, "milliseconds">): Answer => ({
    ...answer,
    milliseconds: Date.now() - since,
  });
  if (!mayAsk(new URL(address).hostname, allowsLoopback)) {
    return ended({ status: null, error: PRIVATE, text: "" });
  }
  try {
    const response = await fetch(address, {
      method: "POST",
      redirect: "manual",
      signal: AbortSignal.timeout(TIMEOUT_MS),
      headers: {
        "content-type": "application/json",
        "user-agent": "Orderflow-Webhooks/1",
        ...headers,
      },
      body,
    });
    return ended({ status: response.status, error: null, text: await beginningOf(response) });
  } catch (error) {
    return ended({ status: null, error: wordsOf(error), text: "" });
  }
}

async function beginningOf(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length >= ANSWER_BYTES_MAX) {
      break;
    }
  }
  return text.slice(0, ANSWER_BYTES_MAX).replaceAll("\0", "");
}

function wordsOf(error: unknown): string {
  const { name, message } = Object(error);
  return name === "TimeoutError"
    ? `There was no answer within ${TIMEOUT_MS / 1000} seconds.`
    : String(message ?? error).slice(0, 300);
}
