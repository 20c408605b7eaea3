import type { Metadata } from "next";
import { ClientsTable } from "@/components/clients/clients-table";
import { Pagination } from "@/components/data-table/pagination";
import { SearchField } from "@/components/forms/search-field";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { may } from "@/lib/auth/permissions";
import { requireContext } from "@/lib/auth/session";
import { listClients } from "@/lib/clients/queries";
import { pageHref, parseListSearch } from "@/lib/shared/list-search";

export const metadata: Metadata = { title: "Clients" };

type ClientsProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function ClientsPage({ searchParams }: ClientsProps) {
  const ctx = await requireContext("clients.read");
  const search = parseListSearch(await searchParams);
  const { rows, total, next, previous } = await listClients(ctx, search);
  const mayWrite = may(ctx.role, "clients.write");
  const create = (
    <ButtonLink href="/clients/new" variant="primary">
      New client
    </ButtonLink>
  );
  if (rows.length === 0 && search.q === null) {
    return (
      <>
        <PageHeader title="Clients" />
        <EmptyState title="No clients yet" action={mayWrite ? create : null}>
          They come with the first import, or you add them here.
        </EmptyState>
      </>
    );
  }
  return (
    <>
      <PageHeader title="Clients" actions={mayWrite ? create : null} />
      <SearchField action="/clients" label="Search by name or code" q={search.q} />
      {rows.length === 0 ? (
        <EmptyState
          title={`No client matches “${search.q}”`}
          action={<ButtonLink href="/clients">Show all clients</ButtonLink>}
        />
      ) : (
        <>
          <ClientsTable rows={rows} />
          <Pagination
            summary={total === 1 ? "1 client" : `${total} clients`}
            previousHref={pageHref("/clients", search, { before: previous })}
            nextHref={pageHref("/clients", search, { after: next })}
          />
        </>
      )}
    </>
  );
}
