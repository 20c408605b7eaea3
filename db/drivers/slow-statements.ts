/** Decides which statements are told as slow, and what is said of them: never a value. */
import { performance } from "node:perf_hooks";

/** Long statements are known by their beginning. */
const TEXT_MAX = 1000;

/** Tells one line of JSON when the answer took longer than the limit, however it ended. */
export async function tellingSlow<Answer>(
  text: string,
  answer: Promise<Answer>,
  limitMs: number,
): Promise<Answer> {
  const since = performance.now();
  try {
    return await answer;
  } finally {
    const took = performance.now() - since;
    if (took > limitMs) {
      const statement = text.replaceAll(/\s+/g, " ").trim().slice(0, TEXT_MAX);
      // biome-ignore lint/suspicious/noConsole: the log of a server is its output.
      console.info(JSON.stringify({ slow_statement_ms: Math.round(took), statement }));
    }
  }
}
