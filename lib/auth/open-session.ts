import "server-only";
import { cookies, headers } from "next/headers";
import { CredentialsSignin } from "next-auth";
import { type Outcome, refuse } from "@/lib/shared/outcome";
import { signIn } from "./config";
import { choiceOf } from "./live-session";
import { WORKSPACE_COOKIE } from "./session";
import { isSecure } from "./session-cookie";

const YEAR_SECONDS = 365 * 24 * 60 * 60;

/** Sets the session's cookie, or answers why not. */
export function openSession(email: string, password: string): Promise<Outcome<never> | null> {
  return open("credentials", { email, password }, "wrong_credentials");
}

/** The same by a mailed link, which is then used up. */
export function openSessionByLink(token: string): Promise<Outcome<never> | null> {
  return open("link", { token }, "unknown_link");
}

async function open(
  provider: "credentials" | "link",
  proof: Readonly<Record<string, string>>,
  wrong: string,
): Promise<Outcome<never> | null> {
  try {
    await signIn(provider, { ...proof, redirect: false });
    return null;
  } catch (error) {
    if (!(error instanceof CredentialsSignin)) {
      throw error;
    }
    const [, seconds] = /^wait_(\d+)$/.exec(error.code) ?? [];
    return seconds === undefined
      ? refuse(wrong)
      : refuse("too_many_tries", { data: { seconds: Number(seconds) } });
  }
}

/** Remembers where an account wants to work. Only a wish: each request checks it against the memberships. */
export async function chooseWorkspace(userId: string, workspaceId: string): Promise<void> {
  (await cookies()).set(WORKSPACE_COOKIE, choiceOf(userId, workspaceId), {
    httpOnly: true,
    sameSite: "lax",
    path: "/",
    secure: isSecure(new Headers(await headers())),
    maxAge: YEAR_SECONDS,
  });
}
