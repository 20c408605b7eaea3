import "server-only";
import { and, eq } from "drizzle-orm";
import { z } from "zod";
import type { Transaction } from "@/db/client";
import { idempotencyKeys } from "@/db/schema/traffic";
import { accept, type Outcome, refuse } from "@/lib/shared/outcome";
import { type Context, withWorkspace } from "@/lib/workspaces/context";
import { problemResponse } from "./problems/problem";

type Claim = { readonly key: string; readonly requestHash: string };
type Answer = (ctx: Context) => Promise<Response>;

const KEY = /^[\x21-\x7e]{1,255}$/;
/** The status of a key whose request has no answer yet. */
const UNANSWERED = 0;
const KEPT_HEADERS = ["content-type", "location"];

/** The request's Idempotency-Key; null when it has none. */
export function idempotencyKey(request: Request): Outcome<string | null, "bad_key"> {
  const key = request.headers.get("idempotency-key");
  return key === null || KEY.test(key) ? accept(key) : refuse("bad_key");
}

/**
 * Runs a request once per key: the key, what the command writes and the answer commit together, so a
 * crash leaves all or nothing. Duplicates wait for the key's row, then get the stored answer.
 */
export async function once(ctx: Context, claim: Claim, answer: Answer): Promise<Response> {
  return withWorkspace(ctx, async (tx) => {
    if (!(await take(tx, ctx, claim))) {
      const stored = await find(tx, ctx, claim);
      if (stored === null) {
        throw new Error("An idempotency key was taken, but no answer is stored with it.");
      }
      return stored;
    }
    const response = await answer({ ...ctx, tx });
    return keep(tx, ctx, claim, response);
  });
}

/**
 * The same for a command of several transactions that owns the key itself: whoever comes while it has
 * no answer resumes it, and the first answer that is stored is everybody's.
 */
export async function resumed(ctx: Context, claim: Claim, answer: Answer): Promise<Response> {
  const stored = await withWorkspace(ctx, async (tx) =>
    (await take(tx, ctx, claim)) ? null : find(tx, ctx, claim),
  );
  if (stored !== null) {
    return stored;
  }
  const response = await answer(ctx);
  return withWorkspace(ctx, (tx) => keep(tx, ctx, claim, response));
}

/** Writes the key's row; false when it is there already. Waits for whoever is about to write it. */
async function take(tx: Transaction, ctx: Context, claim: Claim): Promise<boolean> {
  const taken = await tx
    .insert(idempotencyKeys)
    .values({
      workspaceId: ctx.workspaceId,
      ...claim,
      status: UNANSWERED,
      body: {},
      createdAt: ctx.now,
    })
    .onConflictDoNothing()
    .returning({ key: idempotencyKeys.key });
  return taken.length > 0;
}

const Stored = z.object({ text: z.string(), headers: z.record(z.string(), z.string()) });

/** The stored answer of a key, a refusal when it stands for another request, null when there is none yet. */
async function find(tx: Transaction, ctx: Context, claim: Claim): Promise<Response | null> {
  const [row] = await tx.select().from(idempotencyKeys).where(isClaim(ctx, claim));
  if (row && row.requestHash !== claim.requestHash) {
    return problemResponse({ code: "key_reused" });
  }
  if (!row || row.status === UNANSWERED) {
    return null;
  }
  const { text, headers } = Stored.parse(row.body);
  return new Response(text, { status: row.status, headers });
}

/**
 * Stores the answer, as text because jsonb would sort its keys; an answer that is stored already wins.
 * A copy of it is read: the transaction may run again.
 */
async function keep(
  tx: Transaction,
  ctx: Context,
  claim: Claim,
  response: Response,
): Promise<Response> {
  const kept = KEPT_HEADERS.flatMap((name) => {
    const value = response.headers.get(name);
    return value === null ? [] : [[name, value]];
  });
  const body = { text: await response.clone().text(), headers: Object.fromEntries(kept) };
  await tx
    .update(idempotencyKeys)
    .set({ status: response.status, body })
    .where(and(isClaim(ctx, claim), eq(idempotencyKeys.status, UNANSWERED)));
  const stored = await find(tx, ctx, claim);
  if (stored === null) {
    throw new Error("An answer was not stored with its idempotency key.");
  }
  return stored;
}

function isClaim(ctx: Context, { key }: Claim) {
  return and(eq(idempotencyKeys.workspaceId, ctx.workspaceId), eq(idempotencyKeys.key, key));
}
