import { Pagination } from "@/components/data-table/pagination";
import { SearchField } from "@/components/forms/search-field";
import { PortalOrders } from "@/components/portal/portal-orders";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { requireContext } from "@/lib/auth/session";
import { listClientOrders } from "@/lib/orders/client-orders";
import { pageHref, parseListSearch } from "@/lib/shared/list-search";

type PortalProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function PortalPage({ searchParams }: PortalProps) {
  const ctx = await requireContext("portal.read");
  const search = parseListSearch(await searchParams);
  const { rows, next, previous } = await listClientOrders(ctx, search);
  const isFirstVisit = rows.length === 0 && search.q === null;
  return (
    <>
      <h1 className="mb-4 text-xl">Your orders</h1>
      {isFirstVisit ? (
        <EmptyState title="No orders yet">
          As soon as {ctx.workspace.name} has entered an order of yours, it is shown here.
        </EmptyState>
      ) : (
        <SearchField action="/portal" label="Search by PO or order number" q={search.q} />
      )}
      {rows.length === 0 && !isFirstVisit ? (
        <EmptyState
          title={`No order of yours matches “${search.q}”`}
          action={<ButtonLink href="/portal">Show all orders</ButtonLink>}
        />
      ) : null}
      <PortalOrders rows={rows} locale={ctx.workspace.locale} today={ctx.today} />
      {next || previous ? (
        <Pagination
          summary=""
          previousHref={pageHref("/portal", search, { before: previous })}
          nextHref={pageHref("/portal", search, { after: next })}
        />
      ) : null}
    </>
  );
}
