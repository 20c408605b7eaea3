"use server";

import { headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { after } from "next/server";
import { z } from "zod";
import { mailIsSetUp } from "@/lib/mail/send";
import { accept, refuse } from "@/lib/shared/outcome";
import {
  changeName,
  changePassword,
  endSessions,
  nameSchema,
  passwordChangeSchema,
  setPasswordByLink,
} from "./account";
import { countAttempt } from "./attempts";
import { clientAddress } from "./client-address";
import { signOut } from "./config";
import { showAfterRedirect } from "./flash";
import { mailPasswordLink } from "./forgotten-password";
import { guardedAction, guardedForm, publicAction } from "./guarded-action";
import { emailSchema } from "./invitations";
import { changeMember } from "./members";
import { openSession } from "./open-session";
import { newPasswordSchema } from "./password";
import { currentSession } from "./session";
import { mailedAddress } from "./site-address";

export const changeNameAction = guardedAction(
  "account.write",
  nameSchema,
  async (ctx, { name }) => {
    await changeName(ctx.actor.id ?? "", name);
    return accept(null);
  },
);

/** The other sessions end; this browser gets a new one. */
export const changePasswordAction = guardedAction(
  "account.write",
  passwordChangeSchema,
  async (_ctx, input) => {
    const session = await currentSession();
    if (session === null) {
      return refuse("signed_out");
    }
    const address = clientAddress(new Headers(await headers()));
    const outcome = await changePassword({ ...session.user, address }, input);
    if (!outcome.ok) {
      return outcome;
    }
    const refused = await openSession(session.user.email, input.newPassword);
    return refused === null ? accept(null) : redirect("/sign-in");
  },
);

export const signOutEverywhereAction = guardedForm("account.write", z.object({}), async (ctx) => {
  await endSessions(ctx.actor.id ?? "");
  await signOut({ redirect: false });
  redirect("/sign-in");
});

/** Leaves this workspace, as far as an owner stays. */
export const leaveWorkspaceAction = guardedAction("account.write", z.object({}), async (ctx) => {
  const outcome = await changeMember(ctx, ctx.actor.id ?? "", { kind: "disable" });
  return outcome.ok ? redirect("/") : outcome;
});

/** Answers the same for every address. */
export const forgotPasswordAction = publicAction(
  z.object({ email: emailSchema }),
  async ({ email }) => {
    const asked = new Headers(await headers());
    const site = mailedAddress(asked);
    if (!mailIsSetUp() || site === null) {
      notFound();
    }
    const wait = await countAttempt([
      { kind: "link_account", value: email.toLowerCase() },
      { kind: "link_address", value: clientAddress(asked) },
    ]);
    if (wait !== null) {
      return refuse("too_many_tries", { data: { seconds: wait } });
    }
    after(() => mailPasswordLink(email, site));
    return accept({ email });
  },
);

export const newPasswordAction = publicAction(
  z.object({ token: z.string().max(100), password: newPasswordSchema }),
  async ({ token, password }) => {
    const address = clientAddress(new Headers(await headers()));
    const wait = await countAttempt([{ kind: "invitation", value: address }]);
    if (wait !== null) {
      return refuse("too_many_tries", { data: { seconds: wait } });
    }
    const outcome = await setPasswordByLink(token, password);
    if (!outcome.ok) {
      return outcome;
    }
    await showAfterRedirect("/sign-in", { kind: "done", code: "password_changed" });
    redirect("/sign-in");
  },
);
