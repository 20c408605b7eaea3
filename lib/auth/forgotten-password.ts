import "server-only";
import { sql } from "drizzle-orm";
import { sendMail } from "@/lib/mail/send";
import { newId } from "@/lib/shared/ids";
import { withoutWorkspace } from "@/lib/workspaces/context";
import { newToken } from "./tokens";

const MINUTES = 60;

/**
 * Mails a one-time link to a new password, where the address has an account. Runs after the answer was
 * given, so that neither its words nor its time tell whether there is one.
 */
export async function mailPasswordLink(email: string, site: string): Promise<void> {
  const { token, hash } = newToken();
  const [account] = await withoutWorkspace(async (tx) => {
    const { rows } = await tx.execute<{ name: string; email: string }>(
      sql`select name, email from sign_in_link_create(${email}, ${hash}, 'password', ${MINUTES})`,
    );
    return rows;
  });
  if (!account) {
    return;
  }
  const outcome = await sendMail({
    key: newId(),
    to: { email: account.email, name: account.name },
    subject: "A new password for Orderflow",
    text: [
      `Hello ${account.name},`,
      `somebody, probably you, asked for a new password. Choose it here within ${MINUTES} minutes:`,
      `${site}/new-password/${token}`,
      "The link works once. If it was not you, do nothing: your password stays as it is.",
    ].join("\n\n"),
  });
  if (outcome.state !== "sent") {
    process.stderr.write(`A link to a new password was not sent. ${outcome.error}\n`);
  }
}
