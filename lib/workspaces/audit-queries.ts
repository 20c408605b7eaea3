import "server-only";
import { and, eq, ilike, inArray, or, sql } from "drizzle-orm";
import { auditLog } from "@/db/schema/people";
import { isId } from "@/lib/shared/ids";
import {
  containsPattern,
  type KeysetPage,
  type KeysetParams,
  keysetPage,
  keysetStart,
} from "@/lib/shared/keyset";
import { type Context, withWorkspace } from "./context";

export type AuditRow = {
  readonly id: string;
  readonly at: Date;
  readonly actorKind: string;
  readonly actorName: string;
  readonly action: string;
  readonly subject: string;
  readonly data: Record<string, unknown>;
};

const SHOWN = {
  id: auditLog.id,
  at: auditLog.at,
  actorKind: auditLog.actorKind,
  actorName: auditLog.actorName,
  action: auditLog.action,
  subject: auditLog.subject,
  data: auditLog.data,
};

type AuditSearch = KeysetParams & {
  /** A part of who did it or of what it was done to. */
  readonly q: string | null;
  /** The account of who did it. */
  readonly person: string | null;
  /** The actions to show; null for all. */
  readonly actions: readonly string[] | null;
};

/** How many acts a thing's own page shows. */
const ACTS_SHOWN = 50;

/** What was done to one thing, the latest first. */
export async function actsOn(ctx: Context, aboutId: string): Promise<AuditRow[]> {
  const isAbout = and(eq(auditLog.workspaceId, ctx.workspaceId), eq(auditLog.aboutId, aboutId));
  return withWorkspace(ctx, (tx) =>
    tx
      .select(SHOWN)
      .from(auditLog)
      .where(isAbout)
      .orderBy(sql`${auditLog.at} desc nulls last`, sql`${auditLog.id} desc nulls last`)
      .limit(ACTS_SHOWN),
  );
}

/** One page of the audit log, the latest first. */
export async function listAudit(
  ctx: Context,
  search: AuditSearch,
  limit = 50,
): Promise<KeysetPage<AuditRow>> {
  const start = keysetStart(search, 2);
  const [at = "", id = ""] = start.place ?? [];
  const isPlace = isId(id) && !Number.isNaN(Date.parse(at));
  const place = sql`(${at}::timestamptz, ${id}::uuid)`;
  const row = sql`(${auditLog.at}, ${auditLog.id})`;
  const pattern = search.q === null ? null : containsPattern(search.q);
  const where = and(
    eq(auditLog.workspaceId, ctx.workspaceId),
    isPlace ? (start.backwards ? sql`${row} > ${place}` : sql`${row} < ${place}`) : undefined,
    pattern === null
      ? undefined
      : or(ilike(auditLog.subject, pattern), ilike(auditLog.actorName, pattern)),
    search.person !== null && isId(search.person) ? eq(auditLog.actorId, search.person) : undefined,
    search.actions === null ? undefined : inArray(auditLog.action, [...search.actions]),
  );
  const rows = await withWorkspace(ctx, (tx) =>
    tx
      // Milliseconds are not enough for a place: rows of one transaction may lie closer together.
      .select({ ...SHOWN, place: sql<string>`${auditLog.at}::text` })
      .from(auditLog)
      .where(where)
      .orderBy(
        start.backwards
          ? sql`${auditLog.at} asc nulls first, ${auditLog.id} asc nulls first`
          : sql`${auditLog.at} desc nulls last, ${auditLog.id} desc nulls last`,
      )
      .limit(limit + 1),
  );
  return keysetPage(rows, limit, start, (one) => [one.place, one.id]);
}
