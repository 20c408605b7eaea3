import "server-only";
import { Readable } from "node:stream";
import MailComposer from "nodemailer/lib/mail-composer/index.js";
import SMTPConnection from "nodemailer/lib/smtp-connection/index.js";
import type { Letter } from "./letter";
import { type MailOutcome, refused, unknown } from "./outcome";

const CONNECT_MS = 10_000;
const SILENCE_MS = 20_000;
/** The whole conversation: below the lease of the outbox, so that no second worker begins meanwhile. */
const TOTAL_MS = 50_000;

const LOCAL_HOSTS = ["localhost", "127.0.0.1", "[::1]"];

type SmtpError = Error & { readonly code?: string; readonly responseCode?: number };

/** Sends a letter through an SMTP server. Runs on Node only. */
export async function sendBySmtp(url: URL, letter: Letter): Promise<MailOutcome> {
  const raw = await mimeOf(letter);
  const connection = new SMTPConnection(optionsOf(url));
  const talk: Talk = { connection, url, letter, raw, isHandingOver: false };
  try {
    await within(TOTAL_MS, converse(talk));
    return { state: "sent" };
  } catch (error) {
    return outcomeOf(talk, error as SmtpError);
  } finally {
    connection.close();
  }
}

type Talk = {
  readonly connection: SMTPConnection;
  readonly url: URL;
  readonly letter: Letter;
  readonly raw: Buffer;
  /** From here on the server may have the letter, whatever becomes of the connection. */
  isHandingOver: boolean;
};

async function converse(talk: Talk): Promise<void> {
  const { connection, url, letter, raw } = talk;
  // A connection that breaks tells this listener only, whichever command waits for its answer.
  const broken = new Promise<never>((_, reject) => {
    connection.on("error", reject);
    connection.once("end", () => reject(new Error("The connection ended.")));
  });
  broken.catch(() => undefined);
  const step = (command: (done: (error?: Error | null) => void) => void) =>
    Promise.race([
      broken,
      new Promise<void>((resolve, reject) => {
        command((error) => (error ? reject(error) : resolve()));
      }),
    ]);
  await step((done) => connection.connect(done));
  if (url.username !== "") {
    const user = decodeURIComponent(url.username);
    const pass = decodeURIComponent(url.password);
    await step((done) => connection.login({ credentials: { user, pass } }, done));
  }
  const envelope = { from: letter.from.email, to: [letter.to.email], size: raw.length };
  // Read only when the server has said that it waits for the text.
  const body = new Readable({
    read() {
      talk.isHandingOver = true;
      this.push(raw);
      this.push(null);
    },
  });
  await step((done) => connection.send(envelope, body, (error) => done(error)));
  connection.quit();
}

function optionsOf(url: URL): SMTPConnection.Options {
  const secure = url.protocol === "smtps:";
  const isLocal = LOCAL_HOSTS.includes(url.hostname);
  return {
    host: url.hostname.replace(/^\[|\]$/g, ""),
    port: url.port === "" ? (secure ? 465 : 587) : Number(url.port),
    secure,
    // A password never crosses a network in the clear.
    requireTLS: !secure && !isLocal && url.username !== "",
    ignoreTLS: isLocal && !secure,
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    dnsTimeout: CONNECT_MS,
    socketTimeout: SILENCE_MS,
    logger: false,
  };
}

async function mimeOf({ from, to, subject, text, html, messageId, headers }: Letter) {
  const mail = new MailComposer({
    from: { name: from.name, address: from.email },
    to: { name: to.name, address: to.email },
    subject,
    text,
    html,
    messageId,
    headers: { ...headers },
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return mail.compile().build();
}

/** A refusal is the server's own word: it did not take the letter. Silence after the hand-over proves nothing. */
function outcomeOf(talk: Talk, { code, responseCode = 0 }: SmtpError): MailOutcome {
  if (responseCode >= 400) {
    const says = `(${responseCode})`;
    if (code === "EAUTH") {
      return refused(
        `The mail server does not accept the name and password of SMTP_URL ${says}.`,
        true,
      );
    }
    return responseCode >= 500
      ? refused(`The mail server refused the message ${says}.`, false)
      : refused(`The mail server asks to try later ${says}.`, true);
  }
  if (talk.isHandingOver) {
    return unknown("The mail server was given the message and did not answer.");
  }
  if (code === "EENVELOPE") {
    return refused("The mail server does not take this address.", false);
  }
  if (code === "ETLS") {
    return refused("No safe connection to the mail server could be made.", true);
  }
  return refused("The mail server can't be reached.", true);
}

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("It took too long.")), ms);
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}
