import type { Metadata } from "next";
import { Pagination } from "@/components/data-table/pagination";
import { SearchField } from "@/components/forms/search-field";
import { StockList } from "@/components/stock/stock-list";
import { StockTabs } from "@/components/stock/stock-tabs";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { requireContext } from "@/lib/auth/session";
import {
  parseStockList,
  type StockListName,
  type StockList as StockSearch,
  stockHref,
} from "@/lib/stock/list";
import { countStock, listStock } from "@/lib/stock/listing";
import type { Context } from "@/lib/workspaces/context";

export const metadata: Metadata = { title: "Stock" };

type StockProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

const EMPTY = {
  all: ["No goods yet", "Products come with the first import or by hand."],
  short: ["Nothing is short", "What open orders are owed and nothing covers shows here."],
  oversold: ["Nothing is oversold", "What is owed beyond what is on hand shows here."],
  not_tracked: ["All stock is tracked", "Goods without a first count or movement show here."],
  expected: ["Nothing is expected", "What is bought and on its way shows here."],
} as const satisfies Record<StockListName, readonly [string, string]>;

export default async function StockPage({ searchParams }: StockProps) {
  const ctx = await requireContext("stock.read");
  const search = parseStockList(await searchParams);
  const { list, q } = search;
  const counts = await countStock(ctx);
  return (
    <>
      <PageHeader title="Stock" />
      <StockTabs current={list} counts={counts} q={q} locale={ctx.workspace.locale} />
      <SearchField
        action="/stock"
        label="SKU or name"
        q={q}
        kept={list === "all" ? {} : { list }}
      />
      <Products ctx={ctx} search={search} />
    </>
  );
}

async function Products({ ctx, search }: { ctx: Context; search: StockSearch }) {
  const { list, q } = search;
  const page = await listStock(ctx, search);
  if (page.rows.length === 0) {
    return <Nothing list={list} q={q} />;
  }
  return (
    <>
      <StockList rows={page.rows} />
      <Pagination
        summary={page.rows.length === 1 ? "1 product" : `${page.rows.length} products`}
        previousHref={page.previous && stockHref({ list, q, before: page.previous })}
        nextHref={page.next && stockHref({ list, q, after: page.next })}
      />
    </>
  );
}

function Nothing({ list, q }: { list: StockListName; q: string | null }) {
  const [title, hint] = EMPTY[list];
  return q === null ? (
    <EmptyState title={title}>{hint}</EmptyState>
  ) : (
    <EmptyState
      title={`Nothing here matches “${q}”`}
      action={<ButtonLink href={stockHref({ list })}>Show all</ButtonLink>}
    />
  );
}
