import "server-only";
import { sql } from "drizzle-orm";
import { z } from "zod";
import { sendMail } from "@/lib/mail/send";
import { environment } from "@/lib/shared/env";
import { requiredLine } from "@/lib/shared/fields";
import { newId } from "@/lib/shared/ids";
import { accept, type Outcome, refuse } from "@/lib/shared/outcome";
import { currencySchema, timeZoneSchema } from "@/lib/shared/places";
import { seal, unseal } from "@/lib/shared/sealed";
import { audit } from "@/lib/workspaces/audit";
import {
  type Context,
  enterWorkspace,
  provedWorkspace,
  withoutWorkspace,
} from "@/lib/workspaces/context";
import { contextIn } from "@/lib/workspaces/queries";
import { hashPassword } from "./password";

/** Whether strangers may make a workspace here: off unless whoever runs Orderflow says `SIGN_UP=on`. */
export function signUpIsOpen(): boolean {
  return environment().SIGN_UP === "on";
}

export const workspaceSchema = z.object({
  company: requiredLine("Company name", 120),
  timeZone: timeZoneSchema,
  currency: currencySchema,
});

type NewWorkspace = z.output<typeof workspaceSchema> & { readonly locale: string };

/** Who owns a new workspace: an account that is signed in, or one to be made. */
export type NewOwner =
  | { readonly id: string; readonly name: string; readonly email: string }
  | { readonly name: string; readonly email: string; readonly password: string };

/** Thrown to take a new workspace back whose owner turned out to have an account. */
class HasAccount extends Error {}

/** Makes a workspace and its owner. An address that has an account must sign in first. */
export async function createWorkspace(
  { company, timeZone, currency, locale }: NewWorkspace,
  owner: NewOwner,
): Promise<Outcome<Context, "has_account">> {
  const workspaceId = provedWorkspace(newId());
  const userId = "id" in owner ? owner.id : newId();
  const passwordHash = "password" in owner ? await hashPassword(owner.password) : null;
  const { name, email } = owner;
  try {
    const ctx = await withoutWorkspace(async (tx) => {
      await tx.execute(
        sql`select create_workspace(${workspaceId}::uuid, ${company}, ${timeZone}, ${locale}, ${currency}, false)`,
      );
      await enterWorkspace(tx, workspaceId);
      const { rows } = await tx.execute<{ id: string }>(
        sql`select add_member(${userId}::uuid, ${email}, ${name}, ${passwordHash}, 'owner', null, false) as id`,
      );
      if (rows[0]?.id !== userId) {
        throw new HasAccount();
      }
      const actor = { kind: "person", name, id: userId } as const;
      const made = await contextIn(tx, workspaceId, { actor, role: "owner" });
      await audit(tx, made, { action: "workspace_created", subject: company });
      return made;
    });
    return accept(ctx);
  } catch (error) {
    if (error instanceof HasAccount) {
      return refuse("has_account", { field: "email" });
    }
    throw error;
  }
}

const MINUTES = 60;
const Proof = z.object({ email: z.email(), until: z.number() });

/** A token that proves an address; nothing is stored, and an account once made ends its use. */
export function signUpToken(email: string, now = Date.now()): string {
  return seal("sign-up", { email, until: now + MINUTES * 60_000 });
}

/** The address that a token proves; null for a wrong or expired one. */
export function provedEmail(token: string, now = Date.now()): string | null {
  const proof = Proof.safeParse(unseal("sign-up", token));
  return proof.success && proof.data.until > now ? proof.data.email : null;
}

/** Mails the next step. An address with an account is told so there, where only its owner reads it. */
export async function mailSignUp(email: string, site: string): Promise<void> {
  const hasAccount = await withoutWorkspace(async (tx) => {
    const { rows } = await tx.execute(sql`select 1 from auth_user(${email})`);
    return rows.length > 0;
  });
  const outcome = await sendMail({
    key: newId(),
    to: { email },
    subject: "Your workspace on Orderflow",
    text: hasAccount
      ? [
          "Hello,",
          "somebody, probably you, wants a workspace for this address, which has an account already. Sign in, then make another workspace here:",
          `${site}/sign-in?callbackUrl=%2Fsign-up`,
          "If it was not you, do nothing.",
        ].join("\n\n")
      : [
          "Hello,",
          `somebody, probably you, wants a workspace for this address. Go on here within ${MINUTES} minutes:`,
          `${site}/sign-up/${signUpToken(email)}`,
          "If it was not you, do nothing.",
        ].join("\n\n"),
  });
  if (outcome.state !== "sent") {
    process.stderr.write(`A sign-up was not mailed. ${outcome.error}\n`);
  }
}
