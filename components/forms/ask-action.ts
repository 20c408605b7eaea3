import type { Action } from "@/lib/auth/guarded-action";

/** How browsers name a request that got no answer; other errors of that type are ours. */
const LOST = /failed to fetch|networkerror|load failed|network connection/i;

/** Whether a request was sent, or tried to be, and nothing came back. */
export function isLostAnswer(error: unknown): boolean {
  return error instanceof TypeError && LOST.test(error.message);
}

/** Calls a server action. Where no answer comes the form stays as it is and says so, instead of the page breaking. */
export async function askAction<T>(
  action: Action<T>,
  previous: unknown,
  input: unknown,
): ReturnType<Action<T>> {
  try {
    return await action(previous, input);
  } catch (error) {
    if (isLostAnswer(error)) {
      return { ok: false, refusal: { code: "no_answer" } };
    }
    throw error;
  }
}
