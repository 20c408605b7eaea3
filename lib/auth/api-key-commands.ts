import "server-only";
import { and, asc, eq, gt, isNull, or } from "drizzle-orm";
import { z } from "zod";
import type { Transaction } from "@/db/client";
import { apiKeys } from "@/db/schema/workspaces";
import { requiredLine } from "@/lib/shared/fields";
import { isId } from "@/lib/shared/ids";
import { accept, type Outcome, refuse } from "@/lib/shared/outcome";
import { audit } from "@/lib/workspaces/audit";
import { type Context, withWorkspace } from "@/lib/workspaces/context";
import { createApiKey, type KeyRole } from "./api-keys";
import { ROLES } from "./permissions";

const KEYS_MAX = 50;
const DAY_MS = 24 * 60 * 60 * 1000;
/** How long a rolled key goes on beside its successor. */
const OVERLAP_MS = DAY_MS;

/** Days until a key ends by itself. */
export const KEY_DAYS = [30, 90, 365] as const;

export const KEY_ROLES = ROLES.filter((role): role is KeyRole => role !== "client");

export const newKeySchema = z.object({
  name: requiredLine("Name", 80),
  role: z.enum(KEY_ROLES, "Choose what the key may do."),
  days: z
    .union([z.literal("never"), z.coerce.number().pipe(z.literal([...KEY_DAYS]))], {
      error: "Choose when the key ends.",
    })
    .default("never"),
});

/** A key with its text, which is answered this once. */
export type ShownKey = { readonly id: string; readonly name: string; readonly key: string };

/** Makes a key, as the form asks for it. Only an owner makes a key that may do what owners may. */
export async function addApiKey(
  ctx: Context,
  { name, role, days }: z.output<typeof newKeySchema>,
): Promise<Outcome<ShownKey, "too_many_keys" | "role_above_own">> {
  if (isAbove(role, ctx)) {
    return refuse("role_above_own", { field: "role" });
  }
  return withWorkspace(ctx, async (tx) => {
    if ((await liveKeys(tx, ctx)).length >= KEYS_MAX) {
      return refuse("too_many_keys", { data: { max: KEYS_MAX } });
    }
    const expiresAt = days === "never" ? null : new Date(ctx.now.getTime() + days * DAY_MS);
    return accept({ name, ...(await createApiKey({ ...ctx, tx }, { name, role, expiresAt })) });
  });
}

const isAbove = (role: string, ctx: Context) => role === "owner" && ctx.role !== "owner";

/** Makes a successor with the same name and role; the old key ends a day later, or when it would have. */
export async function rollApiKey(
  ctx: Context,
  id: string,
): Promise<Outcome<ShownKey, "not_found" | "role_above_own">> {
  return withWorkspace(ctx, async (tx) => {
    const key = await lockKey(tx, ctx, id);
    const role = KEY_ROLES.find((known) => known === key?.role);
    if (!key || role === undefined) {
      return refuse("not_found");
    }
    if (isAbove(role, ctx)) {
      return refuse("role_above_own");
    }
    const { name, createdAt, expiresAt } = key;
    const until = new Date(ctx.now.getTime() + OVERLAP_MS);
    const life = expiresAt === null ? null : expiresAt.getTime() - createdAt.getTime();
    await tx
      .update(apiKeys)
      .set({ expiresAt: expiresAt !== null && expiresAt < until ? expiresAt : until })
      .where(isKey(ctx, id));
    await audit(tx, ctx, { action: "api_key_rolled", subject: name });
    const next = life === null ? null : new Date(ctx.now.getTime() + life);
    const made = await createApiKey({ ...ctx, tx }, { name, role, expiresAt: next });
    return accept({ name, ...made });
  });
}

/** Ends a key at once. One that has ended stays as it is. */
export async function revokeApiKey(
  ctx: Context,
  id: string,
): Promise<Outcome<{ readonly name: string }, "not_found">> {
  return withWorkspace(ctx, async (tx) => {
    const key = await lockKey(tx, ctx, id);
    if (!key) {
      return refuse("not_found");
    }
    await tx.update(apiKeys).set({ revokedAt: ctx.now }).where(isKey(ctx, id));
    await audit(tx, ctx, { action: "api_key_revoked", subject: key.name });
    return accept({ name: key.name });
  });
}

/** The keys that are in force, without what could open anything. */
export async function listApiKeys(ctx: Context) {
  const rows = await withWorkspace(ctx, (tx) => liveKeys(tx, ctx));
  return rows.map(({ keyHash: _hash, ...key }) => key);
}

function liveKeys(tx: Transaction, ctx: Context) {
  return tx
    .select()
    .from(apiKeys)
    .where(
      and(
        eq(apiKeys.workspaceId, ctx.workspaceId),
        isNull(apiKeys.revokedAt),
        or(isNull(apiKeys.expiresAt), gt(apiKeys.expiresAt, ctx.now)),
      ),
    )
    .orderBy(asc(apiKeys.name), asc(apiKeys.id));
}

async function lockKey(tx: Transaction, ctx: Context, id: string) {
  const [key] = isId(id)
    ? await tx
        .select()
        .from(apiKeys)
        .where(and(isKey(ctx, id), isNull(apiKeys.revokedAt)))
        .for("update")
    : [];
  return key ?? null;
}

const isKey = (ctx: Context, id: string) =>
  and(eq(apiKeys.workspaceId, ctx.workspaceId), eq(apiKeys.id, id));
