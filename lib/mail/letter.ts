/** Decides what goes out for a mail: safe addresses and headers, the text, and the simple HTML made of it. */

/** A mail to one person, in plain text. */
export type Mail = {
  /** Names the mail for ever: the same key gives the same Message-ID. */
  readonly key: string;
  readonly to: { readonly email: string; readonly name?: string | null };
  /** Who it comes from, where that is not the installation itself: a workspace's name. */
  readonly fromName?: string;
  readonly subject: string;
  readonly text: string;
};

export type Mailbox = { readonly email: string; readonly name: string };

export type Letter = {
  readonly from: Mailbox;
  readonly to: Mailbox;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly messageId: string;
  /** Told to the receiving side: nobody wrote this by hand, and no out-of-office note is wanted. */
  readonly headers: Readonly<Record<string, string>>;
};

const SUBJECT_MAX = 200;
const NAME_MAX = 80;

/** One address and nothing else: no list, no comment, no line break, nothing that a header could read on from. */
const ADDRESS =
  /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)*[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/;

/** Whether mail can be sent to it. Addresses beyond ASCII are refused: many servers do not take them. */
export function isMailAddress(text: string): boolean {
  return text.length <= 254 && ADDRESS.test(text);
}

/** Reads a sender such as `Orders <orders@example.com>` or a bare address; null when it is neither. */
export function parseMailbox(text: string): Mailbox | null {
  const [, name = "", bracketed] = /^\s*(?:"?([^"<>]*)"?\s*<([^<>]+)>)\s*$/.exec(text) ?? [];
  const email = (bracketed ?? text).trim();
  return isMailAddress(email) ? { email, name: oneLine(name, NAME_MAX) } : null;
}

/** Composes a letter; null when the address can't be written to. */
export function composeLetter(from: Mailbox, mail: Mail): Letter | null {
  const email = mail.to.email.trim();
  if (!isMailAddress(email)) {
    return null;
  }
  const domain = from.email.slice(from.email.indexOf("@") + 1);
  return {
    from: { email: from.email, name: oneLine(mail.fromName ?? from.name, NAME_MAX) },
    to: { email, name: oneLine(mail.to.name ?? "", NAME_MAX) },
    subject: oneLine(mail.subject, SUBJECT_MAX),
    text: mail.text,
    html: htmlOf(mail.text),
    messageId: `<${mail.key.replace(/[^A-Za-z0-9._-]/g, "-")}@${domain}>`,
    headers: { "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All" },
  };
}

/** `Name <address>` for a service that takes senders and recipients as text. */
export function mailboxText({ email, name }: Mailbox): string {
  return name === "" ? email : `"${name.replace(/["\\]/g, "")}" <${email}>`;
}

/** Control characters, line breaks among them, and what turns the direction of writing become blanks. */
function oneLine(text: string, max: number): string {
  const line = text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]+/gu, " ")
    .replace(/\s+/g, " ")
    .trim();
  return line.length > max ? `${line.slice(0, max - 1).trimEnd()}…` : line;
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
};

const escaped = (text: string) => text.replace(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign);

/** The text again, with its paragraphs and with links that can be tapped; nothing is loaded from anywhere. */
function htmlOf(text: string): string {
  const paragraphs = text
    .trim()
    .split(/\n{2,}/)
    .map((part) => `<p style="margin:0 0 16px">${linked(part).replaceAll("\n", "<br>")}</p>`);
  return `<!doctype html><html><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"></head><body style="font:15px/1.5 system-ui,sans-serif;max-width:36em;margin:24px auto;padding:0 16px">${paragraphs.join("")}</body></html>`;
}

function linked(text: string): string {
  return text
    .split(/(https?:\/\/[^\s<>"]*[^\s<>".,;:!?)])/)
    .map((part, index) =>
      index % 2 === 1 ? `<a href="${escaped(part)}">${escaped(part)}</a>` : escaped(part),
    )
    .join("");
}
