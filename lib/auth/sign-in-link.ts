import "server-only";
import { sql } from "drizzle-orm";
import { sendMail } from "@/lib/mail/send";
import { newId } from "@/lib/shared/ids";
import { accept, type Outcome, refuse } from "@/lib/shared/outcome";
import { withoutWorkspace } from "@/lib/workspaces/context";
import { countAttempt } from "./attempts";
import type { SessionProof } from "./credentials";
import { isDemoInstallation } from "./installation";
import { newToken, tokenHash } from "./tokens";

const MINUTES = 15;

/**
 * Mails a link to sign in by once, where the address has an account. Runs after the answer was given,
 * so that neither its words nor its time tell whether there is one. `back` is a path of ours.
 */
export async function mailSignInLink(
  email: string,
  { site, back }: { readonly site: string; readonly back: string },
): Promise<void> {
  const { token, hash } = newToken();
  const [account] = await withoutWorkspace(async (tx) => {
    const { rows } = await tx.execute<{ name: string; email: string }>(
      sql`select name, email from sign_in_link_create(${email}, ${hash}, 'sign_in', ${MINUTES})`,
    );
    return rows;
  });
  if (!account) {
    return;
  }
  const query = back === "" ? "" : `?callbackUrl=${encodeURIComponent(back)}`;
  const outcome = await sendMail({
    key: newId(),
    to: { email: account.email, name: account.name },
    subject: "Your link to sign in",
    text: [
      `Hello ${account.name},`,
      `sign in with this link within ${MINUTES} minutes:`,
      `${site}/sign-in/link/${token}${query}`,
      "It works once. If you did not ask for it, do nothing: nobody can sign in without it.",
    ].join("\n\n"),
  });
  if (outcome.state !== "sent") {
    process.stderr.write(`A link to sign in was not sent. ${outcome.error}\n`);
  }
}

type UsedRow = { user_id: string; session_version: number; demo: boolean };

/**
 * Uses a mailed link up. Each try is counted by address before it is looked at; a wrong, used and
 * expired link, and one of a disabled account, are refused alike.
 */
export async function proveByLink(
  token: string,
  address: string,
): Promise<Outcome<SessionProof, "unknown_link" | "too_many_tries">> {
  const wait = await countAttempt([{ kind: "invitation", value: address }]);
  if (wait !== null) {
    return refuse("too_many_tries", { data: { seconds: wait } });
  }
  return withoutWorkspace(async (tx) => {
    const { rows } = await tx.execute<UsedRow>(
      sql`select user_id, session_version, demo from sign_in_link_use(${tokenHash(token)}, 'sign_in')`,
    );
    const [used] = rows;
    if (!used || (used.demo && !(await isDemoInstallation(tx)))) {
      return refuse("unknown_link");
    }
    return accept({ userId: used.user_id, version: used.session_version });
  });
}
