import "server-only";
import { sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { idList } from "@/db/lists";
import type { WorkspaceId } from "@/lib/workspaces/context";
import { takeNumbers } from "@/lib/workspaces/series";
import { type Gap, RANK_STEP, rankIn, type Standing, spreadRanks } from "./queue";

type Scope = { readonly workspaceId: WorkspaceId };

/** Moves in one queue wait for each other before they hold anything: two of them look at the same neighbours. */
export async function lockQueue(tx: Transaction, ctx: Scope): Promise<void> {
  await tx.execute(
    sql`select pg_advisory_xact_lock(hashtextextended(${`${ctx.workspaceId}:queue`}, 10))`,
  );
}

/** A rank inside of the gap. Where the gap is used up, the orders around it are spread first. The queue is locked. */
export async function rankFor(
  tx: Transaction,
  ctx: Scope,
  order: Standing,
  gap: Gap,
): Promise<number> {
  if (gap.after === null) {
    // The end is where new orders join, so it is counted by the same numbers.
    return (await takeNumbers(tx, ctx, "queue", 1)) * RANK_STEP;
  }
  return rankIn(gap) ?? (await makeRoom(tx, ctx, order, gap));
}

/** The widths of the neighbourhood that is spread evenly when a gap is used up; wider where that is crowded, too. */
const WIDTHS = [16, 128, 1024, 1_000_000];

/** Spreads the orders around a gap evenly, in the order they stand in, and answers a rank inside of it. */
async function makeRoom(
  tx: Transaction,
  ctx: Scope,
  order: Standing,
  { before, after }: Gap,
): Promise<number> {
  for (const width of WIDTHS) {
    const side = (backwards: boolean, edge: Standing | null) =>
      edge === null ? [] : standingsFrom(tx, ctx, { order, edge, backwards, limit: width + 1 });
    const ahead = (await side(true, before)).toReversed();
    const behind = await side(false, after);
    const from =
      ahead.length > width ? (ahead.shift()?.rank ?? 0) : (ahead[0]?.rank ?? 0) - width * RANK_STEP;
    // Nobody goes beyond the last: new orders join right behind it.
    const to = behind.length > width ? (behind.pop()?.rank ?? 0) : (behind.at(-1)?.rank ?? 0) + 1;
    const ranks = spreadRanks(from, to, ahead.length + 1 + behind.length);
    if (ranks !== null) {
      const [own = 0] = ranks.splice(ahead.length, 1);
      await writeRanks(tx, ctx, [...ahead, ...behind], ranks);
      return own;
    }
  }
  throw new Error("The queue has no room left.");
}

async function standingsFrom(
  tx: Transaction,
  ctx: Scope,
  from: { order: Standing; edge: Standing; backwards: boolean; limit: number },
): Promise<Standing[]> {
  const { order, edge, backwards, limit } = from;
  const direction = sql.raw(backwards ? "desc" : "asc");
  const { rows } = await tx.execute<{ id: string; rank: number }>(sql`
    select id, rank from orders
    where workspace_id = ${ctx.workspaceId} and tab = 'open' and id <> ${order.id}
      and (rank, id) ${sql.raw(backwards ? "<=" : ">=")} (${edge.rank}::bigint, ${edge.id}::uuid)
    order by rank ${direction}, id ${direction} limit ${limit}`);
  return rows.map(({ id, rank }) => ({ id, rank: Number(rank) }));
}

async function writeRanks(
  tx: Transaction,
  ctx: Scope,
  standings: readonly Standing[],
  ranks: readonly number[],
): Promise<void> {
  const ids = idList(standings.map(({ id }) => id));
  await tx.execute(sql`
    select id from orders where workspace_id = ${ctx.workspaceId} and id = any(${ids})
    order by id for no key update`);
  await tx.execute(sql`
    update orders o set rank = v.rank
    from unnest(${ids}, ${`{${ranks.join(",")}}`}::bigint[]) as v (id, rank)
    where o.workspace_id = ${ctx.workspaceId} and o.id = v.id`);
}
