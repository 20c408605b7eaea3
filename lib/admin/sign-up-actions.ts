"use server";

import { headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { after } from "next/server";
import { z } from "zod";
import { countAttempt } from "@/lib/auth/attempts";
import { clientAddress } from "@/lib/auth/client-address";
import { publicAction } from "@/lib/auth/guarded-action";
import { emailSchema } from "@/lib/auth/invitations";
import { chooseWorkspace, openSession } from "@/lib/auth/open-session";
import { newPasswordSchema } from "@/lib/auth/password";
import { currentSession } from "@/lib/auth/session";
import {
  createWorkspace,
  mailSignUp,
  type NewOwner,
  provedEmail,
  signUpIsOpen,
  workspaceSchema,
} from "@/lib/auth/sign-up";
import { mailedAddress } from "@/lib/auth/site-address";
import { mailIsSetUp } from "@/lib/mail/send";
import { requiredLine } from "@/lib/shared/fields";
import { accept, refuse } from "@/lib/shared/outcome";
import { englishLocale } from "@/lib/shared/places";
import { addSampleData } from "./sample-data";

/** Every step asks again whether strangers may sign up, and counts itself. */
async function refusedSignUp(asked: Headers) {
  if (!signUpIsOpen()) {
    notFound();
  }
  const wait = await countAttempt([{ kind: "sign_up", value: clientAddress(asked) }]);
  return wait === null ? null : refuse("too_many_tries", { data: { seconds: wait } });
}

const newWorkspaceSchema = workspaceSchema.extend({
  sample: z.literal("on").optional().transform(Boolean),
});

/** Makes the workspace and leads its owner into it. */
async function enterNew(
  { sample, ...workspace }: z.output<typeof newWorkspaceSchema>,
  owner: NewOwner,
  asked: Headers,
) {
  const locale = englishLocale(asked.get("accept-language"));
  const made = await createWorkspace({ ...workspace, locale }, owner);
  if (!made.ok) {
    return made;
  }
  if (sample) {
    await addSampleData(made.value);
  }
  await chooseWorkspace(made.value.actor.id ?? "", made.value.workspaceId);
  const refused = "password" in owner ? await openSession(owner.email, owner.password) : null;
  redirect(refused === null ? "/orders/open" : "/sign-in");
}

/** The first step where mail is set up: answers the same for every address. */
export const askToSignUpAction = publicAction(
  z.object({ email: emailSchema }),
  async ({ email }) => {
    const asked = new Headers(await headers());
    const refused = await refusedSignUp(asked);
    const site = mailedAddress(asked);
    if (refused !== null) {
      return refused;
    }
    if (!mailIsSetUp() || site === null) {
      notFound();
    }
    after(() => mailSignUp(email, site));
    return accept({ email });
  },
);

const account = newWorkspaceSchema.extend({
  name: requiredLine("Your name", 120),
  password: newPasswordSchema,
});

/** The second step: the mailed token proves the address. */
export const signUpByLinkAction = publicAction(
  account.extend({ token: z.string().max(1000) }),
  async ({ token, name, password, ...workspace }) => {
    const asked = new Headers(await headers());
    const refused = await refusedSignUp(asked);
    if (refused !== null) {
      return refused;
    }
    const email = provedEmail(token);
    return email === null
      ? refuse("unknown_link")
      : enterNew(workspace, { name, email, password }, asked);
  },
);

/** The only step where no mail is set up: nothing proves the address. */
export const signUpAction = publicAction(
  account.extend({ email: emailSchema }),
  async ({ name, email, password, ...workspace }) => {
    const asked = new Headers(await headers());
    const refused = await refusedSignUp(asked);
    if (refused !== null) {
      return refused;
    }
    if (mailIsSetUp() && mailedAddress(asked) !== null) {
      notFound();
    }
    return enterNew(workspace, { name, email: email.toLowerCase(), password }, asked);
  },
);

/** Another workspace for an account that is signed in. */
export const addWorkspaceAction = publicAction(newWorkspaceSchema, async (workspace) => {
  const asked = new Headers(await headers());
  const refused = await refusedSignUp(asked);
  if (refused !== null) {
    return refused;
  }
  const session = await currentSession();
  return session === null ? refuse("signed_out") : enterNew(workspace, session.user, asked);
});
