import "server-only";
import { type Letter, mailboxText } from "./letter";
import { type MailOutcome, refused, unknown } from "./outcome";

const TIMEOUT_MS = 20_000;

/** Failures of a fetch that happen before anything was sent. */
const NOT_CONNECTED = ["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "UND_ERR_CONNECT_TIMEOUT"];

/** Hands a letter to a mail service over HTTP. The body is described in README.md. */
export async function sendByApi(
  service: { readonly url: string; readonly key: string },
  letter: Letter,
): Promise<MailOutcome> {
  let response: Response;
  try {
    response = await fetch(service.url, {
      method: "POST",
      // A redirect would carry the key and the letter somewhere nobody chose.
      redirect: "manual",
      signal: AbortSignal.timeout(TIMEOUT_MS),
      headers: {
        authorization: `Bearer ${service.key}`,
        "content-type": "application/json",
        "idempotency-key": letter.messageId.replace(/[<>]/g, ""),
      },
      body: JSON.stringify({
        from: mailboxText(letter.from),
        to: [mailboxText(letter.to)],
        subject: letter.subject,
        text: letter.text,
        html: letter.html,
        headers: { ...letter.headers, "Message-ID": letter.messageId },
      }),
    });
    await response.body?.cancel();
  } catch (error) {
    const cause = error instanceof Error ? error.cause : undefined;
    const code = typeof cause === "object" && cause !== null && "code" in cause ? cause.code : "";
    return NOT_CONNECTED.includes(String(code))
      ? refused("The mail service can't be reached.", true)
      : unknown("The mail service did not answer.");
  }
  return outcomeOf(response.status);
}

function outcomeOf(status: number): MailOutcome {
  if (status >= 200 && status < 300) {
    return { state: "sent" };
  }
  if (status === 429 || status === 503) {
    return refused(`The mail service asks to wait (${status}).`, true);
  }
  if (status === 401 || status === 403) {
    return refused(`The mail service does not accept MAIL_API_KEY (${status}).`, true);
  }
  return status >= 500
    ? unknown(`The mail service failed (${status}).`)
    : refused(`The mail service refused the message (${status}).`, false);
}
