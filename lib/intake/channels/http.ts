import "server-only";

const TIMEOUT_MS = 20_000;

/** A channel's whole answer. */
export type ChannelAnswer = {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
};

/** A channel could not be asked, or did not answer as it should. The message is for the connection page and holds no secret. */
export class ChannelError extends Error {
  override readonly name = "ChannelError";
}

/** Asks a channel, with a time limit. Redirects are answers: a token must not follow one to another host. */
export async function callChannel(
  channel: string,
  url: URL,
  init: { readonly method: string; readonly headers: HeadersInit; readonly body?: string },
  timeoutMs: number = TIMEOUT_MS,
): Promise<ChannelAnswer> {
  try {
    const response = await fetch(url, {
      ...init,
      redirect: "manual",
      cache: "no-store",
      signal: AbortSignal.timeout(timeoutMs),
    });
    return { status: response.status, headers: response.headers, body: await response.text() };
  } catch (error) {
    // The cause names hosts and addresses only, but it is not for people: the sentence is.
    const message = isTimeout(error)
      ? `${channel} did not answer within ${Math.ceil(timeoutMs / 1000)} seconds.`
      : `${channel} can't be reached.`;
    throw new ChannelError(message, { cause: error });
  }
}

function isTimeout(error: unknown): boolean {
  return error instanceof Error && (error.name === "TimeoutError" || error.name === "AbortError");
}

/** The JSON of a body; undefined where it is none. */
export function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    // What is no JSON is told by each caller in its own words.
    return undefined;
  }
}

/** Waits, so that a channel that limits calls is asked again at its pace. */
export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
