"use server";

import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { z } from "zod";
import { refuse } from "@/lib/shared/outcome";
import { joinWithAccount, joinWithNewAccount, newAccountSchema } from "./accept-invitation";
import { clientAddress } from "./client-address";
import { publicAction } from "./guarded-action";
import { chooseWorkspace, openSession } from "./open-session";
import { currentSession } from "./session";

const address = async () => clientAddress(new Headers(await headers()));

/** A new account joins, is signed in and lands in the workspace. */
export const joinWithNewAccountAction = publicAction(newAccountSchema, async (input) => {
  const joined = await joinWithNewAccount(input, await address());
  if (!joined.ok) {
    return joined;
  }
  const { email, userId, workspaceId } = joined.value;
  const refused = await openSession(email, input.password);
  await chooseWorkspace(userId, workspaceId);
  redirect(refused === null ? "/" : "/sign-in");
});

/** The account that is signed in joins and lands in the workspace. */
export const joinAction = publicAction(
  z.object({ token: z.string().max(100) }),
  async ({ token }) => {
    const session = await currentSession();
    if (session === null) {
      return refuse("sign_in_first");
    }
    const joined = await joinWithAccount(token, session.user, await address());
    if (!joined.ok) {
      return joined;
    }
    await chooseWorkspace(session.user.id, joined.value.workspaceId);
    redirect("/");
  },
);
