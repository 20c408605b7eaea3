import Link from "next/link";
import { Pagination } from "@/components/data-table/pagination";
import { MovementsTable } from "@/components/products/movements-table";
import { HoldersTable } from "@/components/stock/holders-table";
import { SupplyTable } from "@/components/stock/supply-table";
import { ButtonLink } from "@/components/ui/button";
import { Section } from "@/components/ui/section";
import { may } from "@/lib/auth/permissions";
import type { ProductDetail } from "@/lib/products/queries";
import { type ListSearch, pageHref } from "@/lib/shared/list-search";
import { quantityText } from "@/lib/shared/quantity";
import { listHolders, listMovements, listSupply } from "@/lib/stock/product-stock";
import type { Context } from "@/lib/workspaces/context";

type ProductProps = { readonly ctx: Context; readonly product: ProductDetail };

/** What is to come of a product, and who holds it and waits for it. */
export async function ProductQueue({ ctx, product }: ProductProps) {
  const view = { locale: ctx.workspace.locale, today: ctx.today };
  const [holders, supply] = await Promise.all([
    listHolders(ctx, product.id),
    listSupply(ctx, product.id),
  ]);
  const more = holders.total - holders.rows.length;
  const free = supply.reduce((sum, row) => sum + row.quantity - row.promised, 0);
  const expect = may(ctx.role, "stock.write") ? (
    <ButtonLink href={`/stock/receipts/new?sku=${encodeURIComponent(product.sku)}`} size="sm">
      Expect a receipt
    </ButtonLink>
  ) : null;
  return (
    <>
      {supply.length === 0 && expect ? (
        <Section title="Expected" actions={expect}>
          <p className="text-muted">Nothing is on its way.</p>
        </Section>
      ) : null}
      {supply.length > 0 ? (
        <Section
          title="Expected"
          description={
            free > 0
              ? `${quantityText(free)} of what is to come are not promised to an order.`
              : "All of it is promised to orders."
          }
          actions={expect}
          flush
        >
          <SupplyTable rows={supply} {...view} />
        </Section>
      ) : null}
      {holders.rows.length > 0 ? (
        <Section
          id="open-orders"
          title="Open orders"
          description="In queue order: stock goes to the first, then what is expected."
          flush
        >
          <HoldersTable rows={holders.rows} {...view} />
          {more > 0 ? (
            <p className="border-t px-4 py-2 text-muted">
              And {more} more,{" "}
              <Link
                href={`/orders/open?q=${encodeURIComponent(product.sku)}`}
                className="text-accent underline underline-offset-2"
              >
                all of them in Orders
              </Link>
              .
            </p>
          ) : null}
        </Section>
      ) : null}
    </>
  );
}

type MovementsProps = ProductProps & {
  /** Which page of them is shown. */
  readonly search: ListSearch;
};

/** All that ever moved of a product, page by page. */
export async function ProductMovements({ ctx, product, search }: MovementsProps) {
  const { locale, timeZone } = ctx.workspace;
  const movements = await listMovements(ctx, product.id, search);
  const path = `/products/${product.id}`;
  if (movements.rows.length === 0) {
    return null;
  }
  return (
    <Section title="Movements" id="movements" flush>
      <MovementsTable movements={movements.rows} timeZone={timeZone} locale={locale} />
      {movements.next || movements.previous ? (
        <div className="border-t px-4">
          <Pagination
            summary="Newest first"
            previousHref={anchored(pageHref(path, search, { before: movements.previous }))}
            nextHref={anchored(pageHref(path, search, { after: movements.next }))}
          />
        </div>
      ) : null}
    </Section>
  );
}

const anchored = (href: string | null) => (href === null ? null : `${href}#movements`);
