"use server";

import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { z } from "zod";
import { englishLocale } from "@/lib/shared/places";
import { clientAddress } from "./client-address";
import { signOut } from "./config";
import { guardedForm, publicAction, publicForm } from "./guarded-action";
import { chooseWorkspace, openSession } from "./open-session";
import { sameSitePath } from "./same-site-path";
import { currentSession } from "./session";
import { createFirstWorkspace, setupSchema } from "./setup";

/** Leads everybody to their own first page. */
const HOME = "/";

const SignIn = z.object({
  email: z.string().default(""),
  password: z.string().default(""),
  callbackUrl: z.string().optional(),
});

export const signInAction = publicAction(SignIn, async ({ email, password, callbackUrl }) => {
  const refused = await openSession(email, password);
  return refused ?? redirect(sameSitePath(callbackUrl, HOME));
});

/** Signs out; a form may say with `back` where to go instead of the sign-in page. */
export const signOutAction = publicForm(async (form) => {
  await signOut({ redirect: false });
  redirect(sameSitePath(form.get("back"), "/sign-in"));
});

export const switchWorkspaceAction = guardedForm(
  "workspace.switch",
  z.object({ workspace: z.uuid() }),
  async (ctx, { workspace }) => {
    await chooseWorkspace(ctx.actor.id ?? "", workspace);
    redirect(HOME);
  },
);

/** Goes on in another workspace where the chosen one was lost, which leaves no context to ask for a permission. */
export const enterWorkspaceAction = publicForm(async (form) => {
  const session = await currentSession();
  const known = session?.memberships.find((each) => each.workspaceId === form.get("workspace"));
  if (session && known) {
    await chooseWorkspace(session.user.id, known.workspaceId);
  }
  redirect(HOME);
});

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
