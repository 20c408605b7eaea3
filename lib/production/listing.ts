import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { isDay } from "@/lib/shared/dates";
import { isId } from "@/lib/shared/ids";
import {
  containsPattern,
  type KeysetPage,
  type KeysetStart,
  keysetPage,
  keysetStart,
} from "@/lib/shared/keyset";
import { type Context, withWorkspace } from "@/lib/workspaces/context";
import type { ProductionList } from "./list";
import { type ProductionView, viewsOf } from "./queries";

/** One page: what is open by due date, what is finished by when it was, the latest first. */
export async function listProduction(
  ctx: Context,
  { list, q, after, before }: ProductionList,
  limit = 50,
): Promise<KeysetPage<ProductionView>> {
  const isDone = list === "done";
  const start = startOf(list, keysetStart({ after, before }, 2));
  const { place } = start;
  const key = isDone ? sql`m.finished_at` : sql`m.due_on`;
  const goesDown = isDone !== start.backwards;
  // Nulls stand where the index has them, or it could not be walked; there are none.
  const direction = sql.raw(
    `${goesDown ? "desc" : "asc"} nulls ${isDone === goesDown ? "last" : "first"}`,
  );
  return withWorkspace(ctx, async (tx) => {
    const beyond = goesDown ? sql`<` : sql`>`;
    const cast = isDone ? sql`timestamptz` : sql`date`;
    const found = await tx.execute<{ id: string }>(sql`
      select m.id from production_orders m
      where m.workspace_id = ${ctx.workspaceId} and ${inList(ctx, list)}
        ${q === null ? sql`` : sql`and ${matches(ctx, q)}`}
        ${place === null ? sql`` : sql`and (${key}, m.id) ${beyond} (${place[0]}::${cast}, ${place[1]}::uuid)`}
      order by ${key} ${direction}, m.id ${direction} limit ${limit + 1}`);
    const ids = found.rows.map(({ id }) => id);
    const views = new Map((await viewsOf(tx, ctx, ids)).map((view) => [view.id, view]));
    const rows = ids.flatMap((id) => views.get(id) ?? []);
    return keysetPage(rows, limit, start, ({ id, finishedAt, dueOn }) => [
      isDone ? (finishedAt?.toISOString() ?? "") : dueOn,
      id,
    ]);
  });
}

/** A cursor of another list, or one that we did not make, starts at the beginning. */
function startOf(list: ProductionList["list"], start: KeysetStart): KeysetStart {
  const [key = "", id = ""] = start.place ?? [];
  const fits = list === "done" ? !Number.isNaN(Date.parse(key)) : isDay(key);
  return fits && isId(id) ? start : { place: null, backwards: false };
}

function inList(ctx: Pick<Context, "today">, list: ProductionList["list"]): SQL {
  switch (list) {
    case "open":
      return sql`m.finished_at is null`;
    case "blocked":
      return sql`m.finished_at is null and m.blocked_at is not null`;
    case "late":
      return sql`m.finished_at is null and m.due_on < ${ctx.today}::date`;
    case "done":
      return sql`m.finished_at is not null`;
  }
}

/** Its number, its product, or the order or client that it is made for. */
function matches({ workspaceId }: Pick<Context, "workspaceId">, q: string): SQL {
  const pattern = containsPattern(q);
  return sql`(m.number ilike ${pattern}
    or m.product_id in (select p.id from products p where p.workspace_id = ${workspaceId}
      and (p.sku ilike ${pattern} or p.name ilike ${pattern}))
    or m.order_line_id in (select l.id from order_lines l
      join orders o on o.workspace_id = l.workspace_id and o.id = l.order_id
      join clients c on c.workspace_id = o.workspace_id and c.id = o.client_id
      where l.workspace_id = ${workspaceId} and (o.number ilike ${pattern} or c.name ilike ${pattern})))`;
}

/** How many are open, blocked and late. What is finished only grows and is not counted. */
export async function countProduction(
  ctx: Context,
): Promise<Record<"open" | "blocked" | "late", number>> {
  const { rows } = await withWorkspace(ctx, (tx) =>
    tx.execute<{ open: number; blocked: number; late: number }>(sql`
      select count(*)::int as open, count(blocked_at)::int as blocked,
        count(*) filter (where due_on < ${ctx.today}::date)::int as late
      from production_orders where workspace_id = ${ctx.workspaceId} and finished_at is null`),
  );
  return rows[0] ?? { open: 0, blocked: 0, late: 0 };
}
