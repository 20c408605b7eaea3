import "server-only";
import { sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { PLAN_ONCE } from "@/db/drivers/kept-plan";
import { insertOf } from "@/db/insert-rows";
import { issuedNumbers, numberSeries, type SERIES } from "@/db/schema/numbers";
import type { Context } from "./context";

export type Series = (typeof SERIES)[number];

const begin = insertOf(numberSeries, ["workspaceId", "series", "next"]);

/** Takes `count` numbers from a series; the first one is answered. The series row stays locked to the end of the transaction. */
export async function takeNumbers(
  tx: Transaction,
  ctx: Pick<Context, "workspaceId">,
  series: Series,
  count: number,
): Promise<number> {
  return (await takeFrom(tx, ctx, [[series, count]]))(series);
}

/** The same from several series at once, which must be named in their alphabetical order; a function answers each one's first. */
export async function takeFrom(
  tx: Transaction,
  ctx: Pick<Context, "workspaceId">,
  wanted: readonly (readonly [series: Series, count: number])[],
): Promise<(series: Series) => number> {
  const begun = wanted.map(([series, count]) => ({
    workspaceId: ctx.workspaceId,
    series,
    next: count + 1,
  }));
  // A new series begins at 1, so what would be its next is one more than was asked for.
  const { rows } = await tx.execute<{ series: Series; next: number }>(sql`${sql.raw(PLAN_ONCE)}
    ${begin(begun)}
    on conflict (workspace_id, series) do update set next = number_series.next + excluded.next - 1
    returning series, next`);
  return (series) => {
    const next = rows.find((row) => row.series === series)?.next;
    const count = wanted.find(([name]) => name === series)?.[1];
    if (next === undefined || count === undefined) {
      throw new Error("The number series did not answer.");
    }
    return next - count;
  };
}

/** Records that numbers were issued, so that each taken number has a row. */
export async function recordIssued(
  tx: Transaction,
  ctx: Context,
  issued: readonly { series: Series; number: string; subjectId: string | null }[],
): Promise<void> {
  if (issued.length > 0) {
    await tx
      .insert(issuedNumbers)
      .values(issued.map((one) => ({ ...one, workspaceId: ctx.workspaceId, issuedAt: ctx.now })));
  }
}
