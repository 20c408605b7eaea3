import { createHash } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { newId } from "@/lib/shared/ids";
import { markShipped } from "@/lib/shipments/commands";
import type { Context } from "@/lib/workspaces/context";
import { pgliteDatabase, type TestDatabase } from "@/tests/database";
import { makeClient, makeOrder, makeProduct, makeWorkspace } from "@/tests/factories";
import {
  createTrackingLink,
  followTrackingLink,
  revokeTrackingLink,
  trackingLinksOf,
} from "./tracking";

let database: TestDatabase;
let ctx: Context;
let stranger: Context;
let number: string;
const HERE = "203.0.113.7";

beforeAll(async () => {
  database = await pgliteDatabase();
  stranger = await makeWorkspace(database.db, { name: "Somebody else" });
  ctx = await makeWorkspace(database.db, { name: "Oakline" });
  await makeClient(ctx, "ACME", { name: "Secret Client Ltd", showPrices: true });
  await makeProduct(ctx, "CHAIR", { name: "Oak chair", onHand: 5000 });
  number = await makeOrder(ctx, [{ sku: "CHAIR", quantity: 5000, unitPriceMinor: 77_777 }], {
    poNumber: "PO-4471",
    note: "An internal note",
    shipTo: {
      name: "Private Person",
      line1: "Hidden Street 1",
      city: "Berlin",
      postalCode: "10119",
      country: "DE",
    },
  });
});
beforeEach(() => database.db.execute(sql`delete from sign_in_attempts`));
afterEach(() => database.invariants());
afterAll(() => database.close());

async function newLink(): Promise<string> {
  const made = await createTrackingLink(ctx, number);
  return made.ok ? made.value.token : expect.fail("The link was refused.");
}

async function orderId(): Promise<string> {
  const { rows } = await database.db.execute<{ id: string }>(
    sql`select id from orders where number = ${number}`,
  );
  return rows[0]?.id ?? "";
}

const codeOf = async (token: string, address = HERE) => {
  const followed = await followTrackingLink(token, address);
  return followed.ok ? "ok" : followed.refusal.code;
};

describe("a tracking link", () => {
  it("shows the order, and nothing that is not its holder's business", async () => {
    const token = await newLink();
    const followed = await followTrackingLink(token, HERE);
    const { ctx: seen, order } = followed.ok ? followed.value : expect.fail("It should work.");
    expect(seen.workspaceId).toBe(ctx.workspaceId);
    expect(order).toMatchObject({
      number,
      poNumber: "PO-4471",
      city: "Berlin",
      answer: { headline: "Ready to ship" },
      lines: [{ name: "Oak chair", split: ["5 ready to ship"] }],
    });
    expect(JSON.stringify(order)).not.toMatch(
      /Secret|Private|Hidden|10119|77777|388885|internal|price|Minor|rank|packingSlip/i,
    );
  });

  it("has 128 bits, of which the database keeps the hash only", async () => {
    const token = await newLink();
    expect(Buffer.from(token, "base64url")).toHaveLength(16);
    const { rows } = await database.db.execute<{ text: string }>(
      sql`select row_to_json(t)::text as text from tracking_links t`,
    );
    const stored = rows.map((row) => row.text).join();
    expect(stored).not.toContain(token);
    expect(stored).toContain(createHash("sha256").update(token).digest("hex"));
  });

  it("answers a revoked, an unknown and a malformed token alike", async () => {
    const token = await newLink();
    const [link] = await trackingLinksOf(ctx, await orderId());
    expect(await codeOf(token)).toBe("ok");
    await revokeTrackingLink(ctx, { number, id: link?.id ?? "" });
    const answers = await Promise.all(
      [token, "AAAAAAAAAAAAAAAAAAAAAA", "", "a\0b", "../x", "x".repeat(5000)].map((tried) =>
        followTrackingLink(tried, HERE),
      ),
    );
    for (const answer of answers) {
      expect(answer).toEqual({ ok: false, refusal: { code: "not_found" } });
    }
  });

  it("tells in the order's history who made and who revoked it, once", async () => {
    await newLink();
    const [link] = await trackingLinksOf(ctx, await orderId());
    const of = { number, id: link?.id ?? "" };
    expect(await revokeTrackingLink(ctx, of)).toMatchObject({ ok: true });
    expect(await revokeTrackingLink(ctx, of)).toMatchObject({ ok: true });
    const { rows } = await database.db.execute<{ type: string; actor_name: string }>(
      sql`select type, actor_name from order_events where order_id = ${await orderId()} order by seq desc limit 2`,
    );
    expect(rows).toEqual([
      { type: "tracking_link_revoked", actor_name: "Ana" },
      { type: "tracking_link_created", actor_name: "Ana" },
    ]);
  });

  it("is neither made nor revoked by another workspace", async () => {
    await newLink();
    const [link] = await trackingLinksOf(ctx, await orderId());
    const foreign = { ok: false, refusal: { code: "not_found" } };
    expect(await createTrackingLink(stranger, number)).toEqual(foreign);
    expect(await revokeTrackingLink(stranger, { number, id: link?.id ?? "" })).toEqual(foreign);
    expect(await revokeTrackingLink(ctx, { number: "SO-NONE", id: link?.id ?? "" })).toEqual(
      foreign,
    );
    expect(await revokeTrackingLink(ctx, { number, id: newId() })).toEqual(foreign);
    expect(await trackingLinksOf(stranger, await orderId())).toEqual([]);
  });

  it("is one of at most 20 that live", async () => {
    for (;;) {
      const made = await createTrackingLink(ctx, number);
      if (!made.ok) {
        expect(made.refusal).toMatchObject({ code: "too_many_links" });
        break;
      }
    }
    expect(await trackingLinksOf(ctx, await orderId())).toHaveLength(20);
  });
});

describe("guessing", () => {
  it("ends after 30 tries from one address, the right one after them included", async () => {
    await database.db.execute(
      sql`update tracking_links set revoked_at = now(), revoked_by = 'test'`,
    );
    const token = await newLink();
    const codes = new Map<string, number>();
    for (let guess = 0; guess < 100; guess += 1) {
      const code = await codeOf(`guess-${guess}`);
      codes.set(code, (codes.get(code) ?? 0) + 1);
    }
    expect(Object.fromEntries(codes)).toEqual({ not_found: 30, too_many_tries: 70 });
    expect(await codeOf(token)).toBe("too_many_tries");
    expect(await codeOf(token, "198.51.100.1")).toBe("ok");
  });

  it("is not what somebody does who opens a good link many times", async () => {
    const token = await newLink();
    for (let time = 0; time < 40; time += 1) {
      expect(await codeOf(token)).toBe("ok");
    }
  });
});

it("follows the order: it tells when and how it left", async () => {
  const token = await newLink();
  const shipped = await markShipped(ctx, {
    orderNumber: number,
    batchId: newId(),
    carrier: "DHL",
    trackingNumber: "JJD1490002",
  });
  expect(shipped).toMatchObject({ ok: true });
  const followed = await followTrackingLink(token, HERE);
  expect(followed).toMatchObject({
    value: {
      order: {
        answer: { headline: expect.stringMatching(/^Shipped Mon.* 1 June.* with DHL, 1 package$/) },
        shipments: [
          { trackingNumber: "JJD1490002", items: [{ name: "Oak chair", quantity: 5000 }] },
        ],
        lines: [{ split: [expect.stringMatching(/^5 shipped Mon.* 1 June/)] }],
      },
    },
  });
});
