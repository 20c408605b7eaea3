import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { containsPattern, type KeysetPage, keysetPage, keysetStart } from "@/lib/shared/keyset";
import type { Quantity } from "@/lib/shared/quantity";
import { type Context, withWorkspace } from "@/lib/workspaces/context";
import type { StockList, StockListName } from "./list";

/** What the list shows of a product: what is there, what of it is held, what is to come, what is missing. */
export type StockRow = {
  readonly id: string;
  readonly sku: string;
  readonly name: string;
  readonly tracked: boolean;
  readonly onHand: Quantity;
  readonly reserved: Quantity;
  /** Owed to open orders in all. */
  readonly owed: Quantity;
  /** Dated supply still to come. */
  readonly expected: Quantity;
  /** Neither reserved nor covered by dated supply. */
  readonly short: Quantity;
};

type FoundRow = Record<Exclude<keyof StockRow, "tracked">, string> & Pick<StockRow, "tracked">;
type Scope = Pick<Context, "workspaceId">;

/** What open orders ask of each product; the index of live lines keeps it to what is owed. */
const demandOf = ({ workspaceId }: Scope) => sql`
  select l.product_id, sum(l.ordered - l.short_closed - l.shipped) as owed,
    sum(greatest(0, l.ordered - l.short_closed - l.shipped - l.reserved - l.expected)) as short
  from order_lines l
  join orders o on o.workspace_id = l.workspace_id and o.id = l.order_id and o.tab = 'open'
  where l.workspace_id = ${workspaceId}
    and (l.ordered - l.short_closed - l.shipped > 0 or l.reserved > 0 or l.expected > 0)`;

const GOODS = sql`p.kind = 'goods' and p.archived_at is null`;

/** One page of goods by SKU. */
export async function listStock(
  ctx: Context,
  { list, q, after, before }: StockList,
  limit = 50,
): Promise<KeysetPage<StockRow>> {
  const start = keysetStart({ after, before }, 1);
  const [sku] = start.place ?? [];
  const pattern = containsPattern(q ?? "");
  const direction = sql.raw(start.backwards ? "desc" : "asc");
  return withWorkspace(ctx, async (tx) => {
    const { rows } = await tx.execute<FoundRow>(sql`
      select p.id, p.sku, p.name, p.tracked,
        (p.on_hand * 1000)::bigint::text as "onHand", (p.reserved * 1000)::bigint::text as reserved,
        (coalesce(d.owed, 0) * 1000)::bigint::text as owed,
        (coalesce(d.short, 0) * 1000)::bigint::text as short,
        (coalesce(m.left_over, 0) * 1000 + coalesce(e.left_over, 0) * 1000)::bigint::text as expected
      from products p
      ${isOfDemand(list) ? sql`join (${demandOf(ctx)} group by l.product_id) d on d.product_id = p.id` : sql`left join lateral (${demandOf(ctx)} and l.product_id = p.id group by l.product_id) d on true`}
      left join lateral (
        select sum(m.quantity - m.made) as left_over from production_orders m
        where m.workspace_id = p.workspace_id and m.product_id = p.id and m.finished_at is null and m.quantity > m.made
      ) m on true
      left join lateral (
        select sum(e.quantity - e.received) as left_over from expected_receipts e
        where e.workspace_id = p.workspace_id and e.product_id = p.id and e.closed_at is null and e.quantity > e.received
      ) e on true
      where p.workspace_id = ${ctx.workspaceId} and ${GOODS} and ${inList(list)}
        ${q === null ? sql`` : sql`and (p.sku ilike ${pattern} or p.name ilike ${pattern})`}
        ${sku === undefined ? sql`` : start.backwards ? sql`and p.sku < ${sku}` : sql`and p.sku > ${sku}`}
      order by p.sku ${direction} limit ${limit + 1}`);
    return keysetPage(rows.map(rowOf), limit, start, (row) => [row.sku]);
  });
}

function rowOf(row: FoundRow): StockRow {
  const { id, sku, name, tracked } = row;
  return {
    id,
    sku,
    name,
    tracked,
    onHand: Number(row.onHand),
    reserved: Number(row.reserved),
    owed: Number(row.owed),
    expected: Number(row.expected),
    short: Number(row.short),
  };
}

/** Lists of what is owed begin with the demand; all others look it up for the rows they show. */
const isOfDemand = (list: StockListName) => list === "short" || list === "oversold";

function inList(list: StockListName): SQL {
  switch (list) {
    case "short":
      return sql`p.tracked and d.short > 0`;
    case "oversold":
      return sql`p.tracked and d.owed > p.on_hand`;
    case "not_tracked":
      return sql`not p.tracked`;
    default:
      return sql`true`;
  }
}

/** How many products are short, oversold and not tracked, and how many receipts are open. */
export async function countStock(
  ctx: Context,
): Promise<Record<Exclude<StockListName, "all">, number>> {
  const { rows } = await withWorkspace(ctx, (tx) =>
    tx.execute<Record<Exclude<StockListName, "all">, number>>(sql`
      select count(*) filter (where p.tracked and d.short > 0)::int as short,
        count(*) filter (where p.tracked and d.owed > p.on_hand)::int as oversold,
        count(*) filter (where not p.tracked)::int as not_tracked,
        (select count(*)::int from expected_receipts e
          where e.workspace_id = ${ctx.workspaceId} and e.closed_at is null) as expected
      from products p
      left join (${demandOf(ctx)} group by l.product_id) d on d.product_id = p.id
      where p.workspace_id = ${ctx.workspaceId} and ${GOODS}`),
  );
  return rows[0] ?? { short: 0, oversold: 0, not_tracked: 0, expected: 0 };
}
