import "server-only";
import { createHash, randomInt } from "node:crypto";
import { sql } from "drizzle-orm";
import { PLAN_ONCE } from "@/db/drivers/kept-plan";
import { apiKeys } from "@/db/schema/workspaces";
import { environment } from "@/lib/shared/env";
import { newId } from "@/lib/shared/ids";
import { audit } from "@/lib/workspaces/audit";
import {
  type Context,
  enterWorkspace,
  provedWorkspace,
  withoutWorkspace,
  withWorkspace,
} from "@/lib/workspaces/context";
import { contextIn } from "@/lib/workspaces/queries";
import { isDemoInstallation } from "./installation";
import { ROLES, type Role } from "./permissions";

const PREFIX = "of_";
const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
/** 32 of 62 letters are 190 bits. */
const LETTERS = 32;
const KEY_LENGTH_MAX = 200;

/** Keys are random, so a plain hash keeps them: there is nothing to guess. */
export function apiKeyHash(key: string): string {
  return createHash("sha256").update(key).digest("hex");
}

/** A key never stands for a client's person. */
export type KeyRole = Exclude<Role, "client">;

/** Makes a key for programs. Its text is answered this once; the database keeps the hash. */
export async function createApiKey(
  ctx: Context,
  { name, role, expiresAt = null }: { name: string; role: KeyRole; expiresAt?: Date | null },
): Promise<{ id: string; key: string }> {
  const letters = Array.from({ length: LETTERS }, () => ALPHABET[randomInt(ALPHABET.length)]);
  const key = `${PREFIX}${letters.join("")}`;
  const id = newId();
  await withWorkspace(ctx, async (tx) => {
    await tx.insert(apiKeys).values({
      id,
      workspaceId: ctx.workspaceId,
      name,
      role,
      prefix: key.slice(0, PREFIX.length + 4),
      lastFour: key.slice(-4),
      keyHash: apiKeyHash(key),
      expiresAt,
      createdAt: ctx.now,
    });
    await audit(tx, ctx, { action: "api_key_created", subject: name, data: { role } });
  });
  return { id, key };
}

type KeyRow = {
  id: string;
  workspace_id: string;
  role: string;
  name: string;
  demo: boolean;
  allowed: boolean;
  calls_left: number;
};

/** What a key may ask for: calls at once, and how many come back each second. */
export type Allowance = {
  readonly perSecond: number;
  readonly burst: number;
  /** Whole calls left after this one. */
  readonly left: number;
  /** Whether this one may be answered. */
  readonly allowed: boolean;
};

/** The context a key stands for; null for an unknown, revoked or expired one, and for a demo's key outside of a demo. Each asking is counted. */
export async function resolveApiKey(
  key: string,
): Promise<{ readonly ctx: Context; readonly allowance: Allowance } | null> {
  if (!key.startsWith(PREFIX) || key.length > KEY_LENGTH_MAX) {
    return null;
  }
  const { API_CALLS_PER_SECOND: perSecond, API_BURST: burst } = environment();
  return withoutWorkspace(async (tx) => {
    // The call is counted, and nobody waits until a count is on the disk: a crash forgives a few calls.
    const { rows } = await tx.execute<KeyRow>(sql`${sql.raw(PLAN_ONCE)}
      select k.*, set_config('synchronous_commit', 'off', true)
      from auth_api_key(${apiKeyHash(key)}, ${perSecond}::float8, ${burst}::float8) k`);
    const row = rows[0];
    const role = ROLES.find((known) => known === row?.role);
    if (!row || role === undefined || (row.demo && !(await isDemoInstallation(tx)))) {
      return null;
    }
    const workspaceId = provedWorkspace(row.workspace_id);
    await enterWorkspace(tx, workspaceId);
    const actor = { kind: "api_key", name: row.name, id: row.id } as const;
    const ctx = await contextIn(tx, workspaceId, { actor, role });
    const left = Math.floor(row.calls_left);
    return { ctx, allowance: { perSecond, burst, left, allowed: row.allowed } };
  });
}
