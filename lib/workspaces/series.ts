import "server-only";
import { sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { issuedNumbers, numberSeries, type SERIES } from "@/db/schema/numbers";
import type { Context } from "./context";

export type Series = (typeof SERIES)[number];

/** Takes `count` numbers from a series; the first one is answered. The series row stays locked to the end of the transaction. */
export async function takeNumbers(
  tx: Transaction,
  ctx: Pick<Context, "workspaceId">,
  series: Series,
  count: number,
): Promise<number> {
  const [row] = await tx
    .insert(numberSeries)
    .values({ workspaceId: ctx.workspaceId, series, next: count + 1 })
    .onConflictDoUpdate({
      target: [numberSeries.workspaceId, numberSeries.series],
      set: { next: sql`${numberSeries.next} + ${count}` },
    })
    .returning({ next: numberSeries.next });
  if (!row) {
    throw new Error("The number series did not answer.");
  }
  return row.next - count;
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
