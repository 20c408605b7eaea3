import type { Metadata } from "next";
import { Pagination } from "@/components/data-table/pagination";
import { SearchField } from "@/components/forms/search-field";
import { ProductsTable } from "@/components/products/products-table";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { may } from "@/lib/auth/permissions";
import { requireContext } from "@/lib/auth/session";
import { listProducts } from "@/lib/products/queries";
import { pageHref, parseListSearch } from "@/lib/shared/list-search";

export const metadata: Metadata = { title: "Products" };

type ProductsProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function ProductsPage({ searchParams }: ProductsProps) {
  const ctx = await requireContext("products.read");
  const search = parseListSearch(await searchParams);
  const { rows, total, next, previous } = await listProducts(ctx, search);
  const create = may(ctx.role, "products.write") ? (
    <ButtonLink href="/products/new" variant="primary">
      New product
    </ButtonLink>
  ) : null;
  if (rows.length === 0 && search.q === null) {
    return (
      <>
        <PageHeader title="Products" />
        <EmptyState title="Add products to see stock" action={create}>
          They also come with the first import.
        </EmptyState>
      </>
    );
  }
  return (
    <>
      <PageHeader title="Products" actions={create} />
      <SearchField action="/products" label="Search by SKU or name" q={search.q} />
      {rows.length === 0 ? (
        <EmptyState
          title={`No product matches “${search.q}”`}
          action={<ButtonLink href="/products">Show all products</ButtonLink>}
        />
      ) : (
        <>
          <ProductsTable rows={rows} />
          <Pagination
            summary={total === 1 ? "1 product" : `${total} products`}
            previousHref={pageHref("/products", search, { before: previous })}
            nextHref={pageHref("/products", search, { after: next })}
          />
        </>
      )}
    </>
  );
}
