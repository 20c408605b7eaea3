import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { type Database, database, openedDatabase, type Transaction } from "@/db/client";
import { PLAN_ONCE } from "@/db/drivers/kept-plan";
import { readInOneTrip, runTransaction } from "@/db/transaction";
import type { Role } from "@/lib/auth/permissions";

declare const workspaceBrand: unique symbol;

/** A workspace's id as a session, key or token proved it. Nothing that a request says becomes one. */
export type WorkspaceId = string & { readonly [workspaceBrand]: true };

/** Who does something: shown in events as `name`. */
export type Actor = {
  readonly kind: "person" | "rule" | "channel" | "api_key" | "system";
  readonly name: string;
  readonly id: string | null;
};

/** What every query and command takes first. `now` enters here, once. */
export type Context = {
  readonly workspaceId: WorkspaceId;
  readonly actor: Actor;
  readonly role: Role;
  /** The client that a person of the role `client` belongs to; null for everybody else. */
  readonly clientId: string | null;
  readonly now: Date;
  /** The day it is in the workspace's time zone. */
  readonly today: string;
  /** Set where a request's commands share one open transaction: each then runs in a savepoint of it. */
  readonly tx?: Transaction;
  readonly workspace: {
    readonly name: string;
    readonly timeZone: string;
    readonly locale: string;
    readonly currency: string;
    readonly paper: "a4" | "letter";
    readonly gs1Prefix: string | null;
    readonly orderPrefix: string;
    readonly shipComplete: boolean;
    /** Which changes of an order its client is told of by mail. */
    readonly messageOn: readonly string[];
    /** Of which events its programs are told: what its endpoints that are on listen to. */
    readonly webhookEvents: readonly string[];
  };
};

/** Marks an id as proved. Only the session, the API key, the tracking link and the seed may call it. */
export function provedWorkspace(id: string): WorkspaceId {
  // The brand exists only in types; this is the one place that grants it.
  return id as WorkspaceId;
}

/** How long a transaction waits for a lock, in milliseconds. */
const LOCK_TIMEOUT_MS = 30_000;

/** Runs `work` in one transaction that sees this workspace only. Retries serialisation failures and deadlocks. */
export async function withWorkspace<T>(
  ctx: Pick<Context, "workspaceId" | "tx">,
  work: (tx: Transaction) => Promise<T>,
  db?: Database,
): Promise<T> {
  if (ctx.tx !== undefined) {
    return ctx.tx.transaction(work);
  }
  return runTransaction(db ?? (await database()), async (tx) => {
    await enterWorkspace(tx, ctx.workspaceId);
    return work(tx);
  });
}

export async function enterWorkspace(tx: Transaction, workspaceId: WorkspaceId): Promise<void> {
  await tx.execute(entering(workspaceId));
}

const entering = (workspaceId: WorkspaceId, planning = sql``): SQL =>
  sql`${sql.raw(PLAN_ONCE)} select set_config('role', 'orderflow_app', true), set_config('app.workspace_id', ${workspaceId}, true), set_config('lock_timeout', ${`${LOCK_TIMEOUT_MS}`}, true)${planning}`;

/**
 * Has the database keep one plan for all workspaces; left alone it may plan each call anew. Such a plan is
 * for a workspace of the usual size. Where thousands are small, sorting looks as cheap as walking the index
 * that is in order, and then a large one is read and sorted whole: so it sorts only where it has to.
 */
const PLANNING_ONCE = sql`, set_config('plan_cache_mode', 'force_generic_plan', true), set_config('enable_sort', 'off', true)`;

/**
 * The one row of a statement that only reads, in a transaction that sees this workspace only: in one round
 * trip where the driver can. A statement behind one that failed is not done, so nothing is read outside. One
 * that `isPlannedOnce` is marked here, and its transaction says how it is planned.
 */
export async function readRow<Row extends Record<string, unknown>>(
  ctx: Pick<Context, "workspaceId" | "tx">,
  query: SQL,
  { isPlannedOnce = false } = {},
): Promise<Row | undefined> {
  const statement = isPlannedOnce ? sql`${sql.raw(PLAN_ONCE)} ${query}` : query;
  if (ctx.tx !== undefined) {
    const { rows } = await withWorkspace(ctx, (tx) => tx.execute<Row>(statement));
    return rows[0];
  }
  const enter = entering(ctx.workspaceId, isPlannedOnce ? PLANNING_ONCE : undefined);
  const { db, oneTrip } = await openedDatabase();
  if (oneTrip === undefined) {
    return runTransaction(db, async (tx) => {
      await tx.execute(enter);
      const { rows } = await tx.execute<Row>(statement);
      return rows[0];
    });
  }
  const [row] = await readInOneTrip(oneTrip, [enter, statement]);
  // The statement names its columns, as for every statement that is written by hand.
  return row as Row | undefined;
}

/** Runs `work` before a workspace is known, as the app role and with no workspace: only the exactly named functions answer. */
export async function withoutWorkspace<T>(
  work: (tx: Transaction) => Promise<T>,
  db?: Database,
): Promise<T> {
  return runTransaction(db ?? (await database()), async (tx) => {
    await tx.execute(
      sql`select set_config('role', 'orderflow_app', true), set_config('app.workspace_id', '', true)`,
    );
    return work(tx);
  });
}
