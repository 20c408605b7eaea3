import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { Context } from "@/lib/workspaces/context";
import { pgliteDatabase, type TestDatabase } from "@/tests/database";
import { makeWorkspace } from "@/tests/factories";
import { makeMember } from "@/tests/members";
import { type SmtpServer, startSmtpServer } from "@/tests/smtp-server";
import { mailSignInLink, proveByLink } from "./sign-in-link";

let database: TestDatabase;
let ctx: Context;
let server: SmtpServer;
let ana: string;
const SITE = "https://orders.example.com";
const UNKNOWN = { ok: false, refusal: { code: "unknown_link" } };

beforeAll(async () => {
  server = await startSmtpServer();
  vi.stubEnv("MAIL_FROM", "Orders <orders@oakline.example>");
  vi.stubEnv("SMTP_URL", server.url);
  database = await pgliteDatabase();
  ctx = await makeWorkspace(database.db);
  ana = await makeMember(ctx, { email: "ana@example.com" });
  await makeMember(ctx, { email: "demo@example.com", demo: true });
});
beforeEach(async () => {
  (server.received as unknown[]).length = 0;
  await database.db.execute(sql`delete from sign_in_attempts`);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await server.close();
  await database.close();
});

/** The token in the one mail that was sent; empty where none was. */
async function mailedToken(email: string, back = ""): Promise<string> {
  await mailSignInLink(email, { site: SITE, back });
  const raw = (server.received.at(-1)?.raw ?? "").replaceAll("=\n", "").replaceAll("=3D", "=");
  return /\/sign-in\/link\/([\w-]+)/.exec(raw)?.[1] ?? "";
}
const prove = (token: string, address = "203.0.113.9") => proveByLink(token, address);

describe("a link to sign in by", () => {
  it("is mailed to the account's address and proves the account once", async () => {
    const token = await mailedToken("ANA@example.com");
    expect(server.received.map((mail) => mail.to)).toEqual([["ana@example.com"]]);
    expect(await prove(token)).toEqual({ ok: true, value: { userId: ana, version: 1 } });
    expect(await prove(token)).toEqual(UNKNOWN);
  });

  it("leads back to where the person was going", async () => {
    await mailedToken("ana@example.com", "/portal/orders/SO-1?a=b");
    const raw = (server.received.at(-1)?.raw ?? "").replaceAll("=\n", "").replaceAll("=3D", "=");
    expect(raw).toContain("?callbackUrl=%2Fportal%2Forders%2FSO-1%3Fa%3Db");
  });

  it("is used once by however many clicks at once", async () => {
    const token = await mailedToken("ana@example.com");
    const proofs = await Promise.all(Array.from({ length: 10 }, () => prove(token)));
    expect(proofs.filter((proof) => proof.ok)).toHaveLength(1);
  });

  it("is sent to nobody without an account", async () => {
    expect(await mailedToken("nobody@example.com")).toBe("");
    expect(server.received).toEqual([]);
  });

  it("ends after 15 minutes, and with the account", async () => {
    const late = await mailedToken("ana@example.com");
    await database.db.execute(
      sql`update sign_in_links set expires_at = expires_at - interval '15 minutes' where used_at is null`,
    );
    expect(await prove(late)).toEqual(UNKNOWN);
    const token = await mailedToken("ana@example.com");
    await database.db.execute(sql`update users set disabled_at = now() where id = ${ana}`);
    expect(await prove(token)).toEqual(UNKNOWN);
    const sent = server.received.length;
    await mailedToken("ana@example.com");
    expect(server.received).toHaveLength(sent);
    await database.db.execute(sql`update users set disabled_at = null where id = ${ana}`);
  });

  it("opens no demo account outside of a demo", async () => {
    expect(await prove(await mailedToken("demo@example.com"))).toEqual(UNKNOWN);
  });

  it("sets no password, and a link for a password signs nobody in", async () => {
    const token = await mailedToken("ana@example.com");
    await database.db.execute(
      sql`update sign_in_links set purpose = 'password' where used_at is null`,
    );
    expect(await prove(token)).toEqual(UNKNOWN);
  });

  it("is kept as a hash", async () => {
    const token = await mailedToken("ana@example.com");
    const { rows } = await database.db.execute<{ text: string }>(
      sql`select row_to_json(l)::text as text from sign_in_links l`,
    );
    expect(token).toHaveLength(32);
    expect(rows.map((row) => row.text).join()).not.toContain(token);
  });

  it("can't be guessed at: 30 tries an hour from one address, the right one after them included", async () => {
    const token = await mailedToken("ana@example.com");
    const codes = new Set<string>();
    for (let guess = 0; guess < 30; guess += 1) {
      const proof = await prove(`guess${guess}`);
      codes.add(proof.ok ? "ok" : proof.refusal.code);
    }
    expect([...codes]).toEqual(["unknown_link"]);
    expect(await prove(token)).toMatchObject({ refusal: { code: "too_many_tries" } });
    expect(await prove(token, "198.51.100.3")).toMatchObject({ ok: true });
  });
});
