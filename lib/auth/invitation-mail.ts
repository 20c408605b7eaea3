import "server-only";
import { sendMail } from "@/lib/mail/send";
import { formatDay, todayIn } from "@/lib/shared/dates";
import { newId } from "@/lib/shared/ids";
import type { Context } from "@/lib/workspaces/context";
import type { NewInvitation } from "./invitations";

/** Mails an invitation's link. The admin has the link, too, so a mail that fails loses nothing. */
export async function mailInvitation(
  ctx: Context,
  { email, expiresAt }: NewInvitation,
  link: string,
): Promise<void> {
  const { name, timeZone, locale } = ctx.workspace;
  const until = formatDay(todayIn(timeZone, expiresAt), locale, ctx.today);
  const outcome = await sendMail({
    key: newId(),
    to: { email },
    subject: `${ctx.actor.name} invites you to ${name}`,
    text: [
      "Hello,",
      `${ctx.actor.name} invites you to ${name} on Orderflow. Accept the invitation here until ${until}:`,
      link,
      "The link works once. If you do not know who this is, do nothing.",
    ].join("\n\n"),
  });
  if (outcome.state !== "sent") {
    process.stderr.write(`An invitation was not mailed. ${outcome.error}\n`);
  }
}
