"use server";

import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { after } from "next/server";
import { z } from "zod";
import { leaveTo } from "@/lib/auth/flash";
import { guardedAction } from "@/lib/auth/guarded-action";
import { mailInvitation } from "@/lib/auth/invitation-mail";
import {
  invitationSchema,
  invite,
  type NewInvitation,
  renewInvitation,
  revokeInvitation,
} from "@/lib/auth/invitations";
import { changeMember } from "@/lib/auth/members";
import { ROLES } from "@/lib/auth/permissions";
import { siteAddress } from "@/lib/auth/site-address";
import { mailIsSetUp } from "@/lib/mail/send";
import { accept } from "@/lib/shared/outcome";
import type { Context } from "@/lib/workspaces/context";

/** An invitation's link as it is shown once. */
export type ShownInvitation = {
  readonly email: string;
  readonly link: string;
  /** Whether it is on its way by mail as well. */
  readonly mailed: boolean;
};

/** Shows the link to the admin and mails it, where mail is set up. */
async function shown(ctx: Context, invitation: NewInvitation) {
  const link = `${siteAddress(new Headers(await headers()))}/invitation/${invitation.token}`;
  const mailed = mailIsSetUp();
  if (mailed) {
    after(() => mailInvitation(ctx, invitation, link));
  }
  const answer: ShownInvitation = { email: invitation.email, link, mailed };
  return accept(answer);
}

export const inviteAction = guardedAction("users.write", invitationSchema, async (ctx, input) => {
  const outcome = await invite(ctx, input);
  return outcome.ok ? shown(ctx, outcome.value) : outcome;
});

const One = z.object({ id: z.uuid() });

export const renewInvitationAction = guardedAction("users.write", One, async (ctx, { id }) => {
  const outcome = await renewInvitation(ctx, id);
  return outcome.ok ? shown(ctx, outcome.value) : outcome;
});

export const revokeInvitationAction = guardedAction("users.write", One, async (ctx, { id }) =>
  revokeInvitation(ctx, id),
);

export const changeRoleAction = guardedAction(
  "users.write",
  One.extend({ role: z.enum(ROLES, "Choose a role.") }),
  async (ctx, { id, role }) => {
    const outcome = await changeMember(ctx, id, { kind: "role", role });
    if (!outcome.ok) {
      return outcome;
    }
    if (id === ctx.actor.id) {
      redirect("/");
    }
    const { name } = outcome.value;
    return leaveTo(`/settings/users/${id}`, { kind: "done", code: "role", data: { name, role } });
  },
);

export const setAccessAction = guardedAction(
  "users.write",
  One.extend({ access: z.enum(["enable", "disable"]) }),
  async (ctx, { id, access }) => {
    const outcome = await changeMember(ctx, id, { kind: access });
    if (!outcome.ok) {
      return outcome;
    }
    const { name } = outcome.value;
    return leaveTo(`/settings/users/${id}`, { kind: "done", code: access, data: { name } });
  },
);
