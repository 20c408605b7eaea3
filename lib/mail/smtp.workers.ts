import "server-only";
import { type MailOutcome, refused } from "./outcome";

/** Workers open no connections to mail servers. */
export async function sendBySmtp(): Promise<MailOutcome> {
  return refused("SMTP_URL works on Node only: set MAIL_API_URL and MAIL_API_KEY.", true);
}
