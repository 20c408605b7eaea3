import "server-only";
import { type Environment, EnvironmentError, environment } from "@/lib/shared/env";
import { sendByApi } from "./http-api";
import { composeLetter, type Mail, type Mailbox, parseMailbox } from "./letter";
import { type MailOutcome, refused } from "./outcome";

/** How mail leaves this installation; null where nobody set it up. */
export type MailRoute = { readonly from: Mailbox } & (
  | { readonly by: "smtp"; readonly url: URL }
  | { readonly by: "api"; readonly url: string; readonly key: string }
);

/** Reads the way mail leaves from the settings. Throws a sentence when they are half set or wrong. */
export function mailRoute(settings: Environment = environment()): MailRoute | null {
  const { MAIL_FROM, SMTP_URL, MAIL_API_URL, MAIL_API_KEY } = settings;
  if (SMTP_URL === undefined && MAIL_API_URL === undefined) {
    return null;
  }
  if (MAIL_FROM === undefined) {
    throw new EnvironmentError(
      "MAIL_FROM is not set; mail needs a sender such as Orders <orders@example.com>.",
    );
  }
  const from = parseMailbox(MAIL_FROM);
  if (from === null) {
    throw new EnvironmentError("MAIL_FROM must be a sender such as Orders <orders@example.com>.");
  }
  if (MAIL_API_URL !== undefined) {
    if (MAIL_API_KEY === undefined) {
      throw new EnvironmentError("MAIL_API_KEY is not set; the service at MAIL_API_URL needs it.");
    }
    return { from, by: "api", url: MAIL_API_URL, key: MAIL_API_KEY };
  }
  const url = URL.parse(SMTP_URL ?? "");
  if (!url?.hostname || !["smtp:", "smtps:"].includes(url.protocol)) {
    throw new EnvironmentError(
      "SMTP_URL must be an address such as smtps://user:password@mail.example.com.",
    );
  }
  return { from, by: "smtp", url };
}

/** Whether mail can leave. Where it can't, stored messages are kept and read on the mailbox page. */
export function mailIsSetUp(): boolean {
  return mailRoute() !== null;
}

/**
 * Sends one mail now and stores nothing: for what must not be kept, such as one-time links. Never throws
 * for a mail server's sake, ends within a minute, and names no address in what it answers.
 */
export async function sendMail(mail: Mail): Promise<MailOutcome> {
  const route = mailRoute();
  if (route === null) {
    return refused("No mail is set up.", false);
  }
  const letter = composeLetter(route.from, mail);
  if (letter === null) {
    return refused("The address is not one that mail can be sent to.", false);
  }
  if (route.by === "api") {
    return sendByApi(route, letter);
  }
  // Loaded only where it is used: Workers have no sockets for it and never get here.
  const { sendBySmtp } = await import("./smtp");
  return sendBySmtp(route.url, letter);
}
