import { Plus } from "lucide";
import type { Metadata } from "next";
import type { ReactNode } from "react";
import { Pagination } from "@/components/data-table/pagination";
import { SearchField } from "@/components/forms/search-field";
import { ReceiptList } from "@/components/stock/receipt-list";
import { StockList } from "@/components/stock/stock-list";
import { StockTabs } from "@/components/stock/stock-tabs";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Icon } from "@/components/ui/icon";
import { PageHeader } from "@/components/ui/page-header";
import { may } from "@/lib/auth/permissions";
import { requireContext } from "@/lib/auth/session";
import {
  parseStockList,
  type StockListName,
  type StockList as StockSearch,
  stockHref,
} from "@/lib/stock/list";
import { countStock, listStock } from "@/lib/stock/listing";
import { listReceipts } from "@/lib/stock/receipt-list";
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
  const expect = may(ctx.role, "stock.write") ? (
    <ButtonLink href="/stock/receipts/new" variant="primary">
      <Icon of={Plus} />
      <span>
        New<span className="max-md:sr-only"> expected receipt</span>
      </span>
    </ButtonLink>
  ) : null;
  return (
    <>
      <PageHeader title="Stock" actions={list === "expected" ? expect : null} />
      <StockTabs current={list} counts={counts} q={q} locale={ctx.workspace.locale} />
      <SearchField
        action="/stock"
        label={list === "expected" ? "Reference, SKU or name" : "SKU or name"}
        q={q}
        kept={list === "all" ? {} : { list }}
      />
      {list === "expected" ? (
        <Receipts ctx={ctx} search={search} action={expect} />
      ) : (
        <Products ctx={ctx} search={search} />
      )}
    </>
  );
}

async function Products({ ctx, search }: { ctx: Context; search: StockSearch }) {
  const { list, q } = search;
  const page = await listStock(ctx, search);
  if (page.rows.length === 0) {
    return <Nothing list={list} q={q} action={null} />;
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

type ReceiptsProps = {
  readonly ctx: Context;
  readonly search: StockSearch;
  readonly action: ReactNode;
};

async function Receipts({ ctx, search, action }: ReceiptsProps) {
  const { list, q } = search;
  const page = await listReceipts(ctx, search);
  if (page.rows.length === 0) {
    return <Nothing list={list} q={q} action={action} />;
  }
  return (
    <>
      <ReceiptList rows={page.rows} locale={ctx.workspace.locale} today={ctx.today} />
      <Pagination
        summary={page.rows.length === 1 ? "1 receipt" : `${page.rows.length} receipts`}
        previousHref={page.previous && stockHref({ list, q, before: page.previous })}
        nextHref={page.next && stockHref({ list, q, after: page.next })}
      />
    </>
  );
}

type NothingProps = {
  readonly list: StockListName;
  readonly q: string | null;
  readonly action: ReactNode;
};

function Nothing({ list, q, action }: NothingProps) {
  const [title, hint] = EMPTY[list];
  return q === null ? (
    <EmptyState title={title} action={action}>
      {hint}
    </EmptyState>
  ) : (
    <EmptyState
      title={`Nothing here matches “${q}”`}
      action={<ButtonLink href={stockHref({ list })}>Show all</ButtonLink>}
    />
  );
}
