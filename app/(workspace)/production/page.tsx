import { Plus } from "lucide";
import type { Metadata } from "next";
import { Pagination } from "@/components/data-table/pagination";
import { SearchField } from "@/components/forms/search-field";
import { ProductionList } from "@/components/production/production-list";
import { ProductionTabs } from "@/components/production/production-tabs";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Icon } from "@/components/ui/icon";
import { PageHeader } from "@/components/ui/page-header";
import { may } from "@/lib/auth/permissions";
import { requireContext } from "@/lib/auth/session";
import {
  type ProductionListName,
  parseProductionList,
  productionHref,
} from "@/lib/production/list";
import { countProduction, listProduction } from "@/lib/production/listing";

export const metadata: Metadata = { title: "Production" };

type ProductionProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

const EMPTY = {
  open: ["Nothing is being made", "Make what an order is short of, or plan production for stock."],
  blocked: ["Nothing is blocked", "What stands still shows here with its reason."],
  late: ["Nothing is late", "What is still open after its day shows here."],
  done: ["Nothing is made yet", "What is made, finished short or cancelled shows here."],
} as const satisfies Record<ProductionListName, readonly [string, string]>;

export default async function ProductionPage({ searchParams }: ProductionProps) {
  const ctx = await requireContext("production.read");
  const search = parseProductionList(await searchParams);
  const { list, q } = search;
  const [page, counts] = await Promise.all([listProduction(ctx, search), countProduction(ctx)]);
  const [title, hint] = EMPTY[list];
  const create = may(ctx.role, "production.write") ? (
    <ButtonLink href="/production/new" variant="primary">
      <Icon of={Plus} />
      <span>
        New<span className="max-md:sr-only"> production order</span>
      </span>
    </ButtonLink>
  ) : null;
  const shown =
    page.rows.length === 1 ? "1 production order" : `${page.rows.length} production orders`;
  return (
    <>
      <PageHeader title="Production" actions={create} />
      <ProductionTabs current={list} counts={counts} q={q} locale={ctx.workspace.locale} />
      <SearchField
        action="/production"
        label="Number, product, order or client"
        q={q}
        kept={list === "open" ? {} : { list }}
      />
      {page.rows.length > 0 ? (
        <>
          <ProductionList
            rows={page.rows}
            caption={`Production orders, ${list}`}
            isDone={list === "done"}
            timeZone={ctx.workspace.timeZone}
            locale={ctx.workspace.locale}
            today={ctx.today}
          />
          <Pagination
            summary={shown}
            previousHref={page.previous && productionHref({ list, q, before: page.previous })}
            nextHref={page.next && productionHref({ list, q, after: page.next })}
          />
        </>
      ) : q === null ? (
        <EmptyState title={title} action={list === "open" ? create : null}>
          {hint}
        </EmptyState>
      ) : (
        <EmptyState
          title={`Nothing here matches “${q}”`}
          action={<ButtonLink href={productionHref({ list })}>Show all</ButtonLink>}
        />
      )}
    </>
  );
}
