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
      ? `${channel} did not answer in time.`
      : `${channel} can't be reached.`;
    throw new ChannelError(message, { cause: error });
  }
}

function isTimeout(error: unknown): boolean {
  return error instanceof Error && (error.name === "TimeoutError" || error.name === "AbortError");
}

/** Changes at a channel are asked for no later than this after a confirmation began: its lease then runs out. */
const ASK_WITHIN_MS = 50_000;

/** Until when a confirmation that begins now may ask for a change. */
export function askUntil(): number {
  return Date.now() + ASK_WITHIN_MS;
}

/** Throws where a change would be asked for too late: somebody else may be at it by then. */
export function checkInTime(channel: string, until: number | undefined): void {
  if (until !== undefined && Date.now() > until) {
    throw new ChannelError(`${channel} is too slow at the moment.`);
  }
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
