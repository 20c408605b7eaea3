"use server";

import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { CredentialsSignin } from "next-auth";
import { z } from "zod";
import { type Outcome, refuse } from "@/lib/shared/outcome";
import { clientAddress } from "./client-address";
import { signIn, signOut } from "./config";
import { guardedForm, publicAction, publicForm } from "./guarded-action";
import { sameSitePath } from "./same-site-path";
import { WORKSPACE_COOKIE } from "./session";
import { isSecure } from "./session-cookie";
import { createFirstWorkspace, setupSchema } from "./setup";

/** Leads everybody to their own first page. */
const HOME = "/";
const YEAR_SECONDS = 365 * 24 * 60 * 60;

const SignIn = z.object({
  email: z.string().default(""),
  password: z.string().default(""),
  callbackUrl: z.string().optional(),
});

export const signInAction = publicAction(SignIn, async ({ email, password, callbackUrl }) => {
  const refused = await openSession(email, password);
  return refused ?? redirect(sameSitePath(callbackUrl, HOME));
});

export const signOutAction = publicForm(async () => {
  await signOut({ redirect: false });
  redirect("/sign-in");
});

export const switchWorkspaceAction = guardedForm(
  "workspace.switch",
  z.object({ workspace: z.uuid() }),
  async (_ctx, { workspace }) => {
    // Only a wish: each request checks it against the memberships.
    (await cookies()).set(WORKSPACE_COOKIE, workspace, {
      httpOnly: true,
      sameSite: "lax",
      path: "/",
      secure: isSecure(new Headers(await headers())),
      maxAge: YEAR_SECONDS,
    });
    redirect(HOME);
  },
);

export const setUpAction = publicAction(setupSchema, async (input) => {
  const asked = new Headers(await headers());
  const outcome = await createFirstWorkspace(input, {
    address: clientAddress(asked),
    locale: englishLocale(asked.get("accept-language")),
  });
  if (!outcome.ok) {
    return outcome;
  }
  const refused = await openSession(input.email, input.password);
  redirect(refused === null ? HOME : "/sign-in");
});

/** Sets the session's cookie, or answers why not. */
async function openSession(email: string, password: string): Promise<Outcome<never> | null> {
  try {
    await signIn("credentials", { email, password, redirect: false });
    return null;
  } catch (error) {
    if (!(error instanceof CredentialsSignin)) {
      throw error;
    }
    const [, seconds] = /^wait_(\d+)$/.exec(error.code) ?? [];
    return seconds === undefined
      ? refuse("wrong_credentials")
      : refuse("too_many_tries", { data: { seconds: Number(seconds) } });
  }
}

/** The words are English, so days and numbers follow the English that the browser prefers. */
function englishLocale(acceptLanguage: string | null): string {
  return /\ben-(?:AU|CA|GB|IE|IN|NZ|US|ZA)\b/.exec(acceptLanguage ?? "")?.[0] ?? "en-GB";
}
