import "server-only";
import { type SQL, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { PLAN_ONCE } from "@/db/drivers/kept-plan";
import { chunksOf } from "@/lib/shared/chunks";
import { newId } from "@/lib/shared/ids";
import type { Context } from "@/lib/workspaces/context";

/** A delivery that was read and settled in one go, as forms, files and the API deliver. */
export type SettledDelivery = {
  readonly source: string;
  readonly externalId: string | null;
  readonly fate: "kept" | "same" | "older";
  /** Why, in code words: `created`, `updated`, `by_channel`. */
  readonly reason: string | null;
  readonly orderId: string | null;
  readonly contentHash?: string | null;
  readonly importId?: string | null;
};

/** The INSERT of deliveries, a statement of its own or part of one that writes their orders. */
export function deliveriesWritten(
  ctx: Context,
  topic: string,
  settled: readonly SettledDelivery[],
): SQL {
  const rows = settled.map((one) => ({ id: newId(), ...one }));
  const now = ctx.now.toISOString();
  return sql`
    insert into deliveries (id, workspace_id, source, import_id, topic, external_id, content_hash,
      fate, reason, order_id, actor_name, received_at, handled_at)
    select d.id, ${ctx.workspaceId}::uuid, d.source, d."importId", ${topic}, d."externalId", d."contentHash",
      d.fate, d.reason, d."orderId", ${ctx.actor.name}, ${now}::timestamptz, ${now}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as d (
      id uuid, source text, "importId" uuid, "externalId" text, "contentHash" text,
      fate text, reason text, "orderId" uuid)`;
}

/** Rows one INSERT carries, as one JSON parameter: a parameter a value costs many times more. */
const CHUNK = 5000;

/** Writes deliveries into the intake ledger, in the transaction that writes their orders. */
export async function recordDeliveries(
  tx: Transaction,
  ctx: Context,
  topic: string,
  settled: readonly SettledDelivery[],
): Promise<void> {
  for (const part of chunksOf(settled, CHUNK)) {
    await tx.execute(sql`${sql.raw(PLAN_ONCE)} ${deliveriesWritten(ctx, topic, part)}`);
  }
}
