import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { readEnvironment } from "@/lib/shared/env";
import { freePort } from "@/tests/free-port";
import { type SmtpServer, startSmtpServer } from "@/tests/smtp-server";
import { mailIsSetUp, mailRoute, sendMail } from "./send";

const MAIL = {
  key: "0190f3a2-7c1e-7000-8000-000000000001",
  to: { email: "ida@acme.example", name: "Ida Müller" },
  subject: "SO-1042 hat uns verlassen – bald da",
  text: "Dear Ida,\n\nSO-1042 has left.\n.\nA dot above.",
};

beforeEach(() => {
  vi.stubEnv("MAIL_FROM", "Oakline <orders@oakline.example>");
});
afterEach(() => vi.unstubAllEnvs());

describe("the settings", () => {
  const route = (settings: Record<string, string>) => mailRoute(readEnvironment(settings));
  test("may be missing: no mail leaves then, and nothing fails", async () => {
    expect(route({})).toBeNull();
    expect(mailIsSetUp()).toBe(false);
    expect(await sendMail(MAIL)).toEqual({
      state: "refused",
      again: false,
      error: "No mail is set up.",
    });
  });

  test.each([
    [{ SMTP_URL: "smtp://localhost" }, "MAIL_FROM is not set"],
    [{ SMTP_URL: "smtp://localhost", MAIL_FROM: "nobody" }, "MAIL_FROM must be a sender"],
    [{ SMTP_URL: "mail.example", MAIL_FROM: "a@b.example" }, "SMTP_URL must be an address"],
    [{ MAIL_API_URL: "https://m.example", MAIL_FROM: "a@b.example" }, "MAIL_API_KEY is not set"],
  ])("that are half set are told in a sentence: %o", (settings, says) => {
    expect(() => route(settings)).toThrow(says);
  });
});

describe("through an SMTP server", () => {
  let server: SmtpServer;
  beforeAll(async () => {
    server = await startSmtpServer();
    return () => server.close();
  });
  beforeEach(() => {
    vi.stubEnv("SMTP_URL", server.url);
    server.fault = () => null;
    (server.received as unknown[]).length = 0;
  });

  test("a mail arrives once, with its headers, its text and its HTML", async () => {
    expect(await sendMail(MAIL)).toEqual({ state: "sent" });
    const [mail, ...more] = server.received;
    expect(more).toEqual([]);
    expect(mail).toMatchObject({
      from: "orders@oakline.example",
      to: ["ida@acme.example"],
      messageId: `${MAIL.key}@oakline.example`,
    });
    expect(mail?.raw).toMatch(/^Auto-Submitted: auto-generated$/m);
    expect(mail?.raw).toMatch(/^From: "?Oakline"? <orders@oakline\.example>$/m);
    expect(mail?.raw).toMatch(/^Content-Type: multipart\/alternative;/m);
    expect(mail?.raw).toContain("SO-1042 has left.");
    expect(mail?.raw).toContain("\n.\n");
  });

  test("name and password are given when the address holds them", async () => {
    const steps: string[] = [];
    server.fault = (step) => {
      steps.push(step);
      return null;
    };
    vi.stubEnv("SMTP_URL", server.url.replace("//", "//user%40x:p%2Fss@"));
    expect(await sendMail(MAIL)).toEqual({ state: "sent" });
    expect(steps).toContain("auth");
  });

  test.each([
    ["connect", { says: "421 busy" }, "refused", true],
    ["connect", "hang-up", "refused", true],
    ["mail", { says: "451 later" }, "refused", true],
    ["mail", "hang-up", "refused", true],
    ["rcpt", { says: "550 who" }, "refused", false],
    ["data", { says: "554 no" }, "refused", false],
    ["data", "hang-up", "refused", true],
    ["text", "hang-up", "unknown", undefined],
    ["answer", { says: "452 full" }, "refused", true],
    ["answer", { says: "554 spam" }, "refused", false],
    ["answer", "hang-up", "unknown", undefined],
  ] as const)(
    "when the server at %s does %o the mail is %s, again: %s",
    async (at, fault, state, again) => {
      server.fault = (step) => (step === at ? fault : null);
      const outcome = await sendMail(MAIL);
      expect(outcome).toMatchObject({ state, ...(again === undefined ? {} : { again }) });
      expect(JSON.stringify(outcome)).not.toMatch(/acme|oakline/);
    },
  );

  test("a server that is not there is said to be so", async () => {
    vi.stubEnv("SMTP_URL", `smtp://localhost:${await freePort()}`);
    expect(await sendMail(MAIL)).toEqual({
      state: "refused",
      again: true,
      error: "The mail server can't be reached.",
    });
  });

  test("a password is never sent in the clear to another machine", async () => {
    const port = new URL(server.url).port;
    // The same server by a name that is not known to be local.
    vi.stubEnv("SMTP_URL", `smtp://user:secret@127.0.0.2:${port}`);
    server.fault = (step) => (step === "auth" ? { says: "235 got your password" } : null);
    expect(await sendMail(MAIL)).toMatchObject({ state: "refused" });
    expect(server.received).toEqual([]);
  });

  test("an address that is none is refused before anything is sent", async () => {
    const to = { email: "a@b.example>\r\nRCPT TO:<eve@evil.example" };
    expect(await sendMail({ ...MAIL, to })).toMatchObject({ state: "refused", again: false });
    expect(server.received).toEqual([]);
  });
});

describe("through a mail service", () => {
  async function service(status: number | "hang-up") {
    const calls: { headers: IncomingMessage["headers"]; body: Record<string, unknown> }[] = [];
    const server = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) {
        chunks.push(chunk);
      }
      calls.push({
        headers: request.headers,
        body: JSON.parse(Buffer.concat(chunks).toString("utf8")),
      });
      if (status === "hang-up") {
        request.socket.destroy();
        return;
      }
      response.writeHead(status, { "content-type": "application/json" }).end("{}");
    });
    await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
    vi.stubEnv("MAIL_API_URL", `http://localhost:${(server.address() as AddressInfo).port}/emails`);
    vi.stubEnv("MAIL_API_KEY", "mk_test");
    return { calls, close: () => new Promise((resolve) => server.close(resolve)) };
  }

  test("a mail is one JSON request with a bearer key", async () => {
    const { calls, close } = await service(200);
    expect(await sendMail(MAIL)).toEqual({ state: "sent" });
    await close();
    expect(calls).toHaveLength(1);
    expect(calls[0]?.headers).toMatchObject({
      authorization: "Bearer mk_test",
      "idempotency-key": `${MAIL.key}@oakline.example`,
    });
    expect(calls[0]?.body).toMatchObject({
      from: '"Oakline" <orders@oakline.example>',
      to: ['"Ida Müller" <ida@acme.example>'],
      subject: MAIL.subject,
      text: MAIL.text,
      headers: { "Auto-Submitted": "auto-generated", "Message-ID": expect.any(String) },
    });
  });

  test.each([
    [422, "refused", false],
    [429, "refused", true],
    [503, "refused", true],
    [401, "refused", true],
    [302, "refused", false],
    [500, "unknown", undefined],
    [504, "unknown", undefined],
    ["hang-up", "unknown", undefined],
  ] as const)("an answer of %s means %s, again: %s", async (status, state, again) => {
    const { close } = await service(status);
    const outcome = await sendMail(MAIL);
    await close();
    expect(outcome).toMatchObject({ state, ...(again === undefined ? {} : { again }) });
  });

  test("a service that is not there is said to be so", async () => {
    vi.stubEnv("MAIL_API_URL", `http://localhost:${await freePort()}/emails`);
    vi.stubEnv("MAIL_API_KEY", "mk_test");
    expect(await sendMail(MAIL)).toMatchObject({ state: "refused", again: true });
  });
});
