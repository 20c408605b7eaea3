import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { FlashNotice } from "@/components/forms/flash-notice";
import { ProductForm } from "@/components/products/product-form";
import { StockForm } from "@/components/products/stock-form";
import { ButtonLink } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { Facts, Section } from "@/components/ui/section";
import { readFlash } from "@/lib/auth/flash";
import { may } from "@/lib/auth/permissions";
import { requireContext } from "@/lib/auth/session";
import { moveStockAction, updateProductAction } from "@/lib/orders/product-actions";
import { findProduct, type ProductDetail } from "@/lib/products/queries";
import { parseListSearch } from "@/lib/shared/list-search";
import { minorText } from "@/lib/shared/money";
import { quantityText } from "@/lib/shared/quantity";
import { ProductMovements, ProductQueue } from "./product-stock";

type ProductProps = {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

const load = cache(async (id: string) => {
  const ctx = await requireContext("products.read");
  const product = await findProduct(ctx, { id });
  return product === null ? notFound() : { ctx, product };
});

export async function generateMetadata({ params }: ProductProps): Promise<Metadata> {
  const { product } = await load((await params).id);
  return { title: product.name };
}

export default async function ProductPage({ params, searchParams }: ProductProps) {
  const { id } = await params;
  const { ctx, product } = await load(id);
  const flash = await readFlash(`/products/${id}`);
  const { currency } = ctx.workspace;
  const unitPrice =
    product.unitPriceMinor === null ? "" : minorText(product.unitPriceMinor, currency);
  return (
    <div className="flex max-w-4xl flex-col gap-4 *:mb-0">
      <PageHeader
        title={product.name}
        back={{ href: "/products", label: "Products" }}
        description={product.sku}
        actions={
          product.kind === "goods" && product.made && may(ctx.role, "production.write") ? (
            <ButtonLink href={`/production/new?sku=${encodeURIComponent(product.sku)}`}>
              Make
            </ButtonLink>
          ) : null
        }
      />
      <FlashNotice
        flash={flash}
        words={{
          created: ({ name }) => `${name} is now a product.`,
          moved: ({ onHand }) => `Recorded. ${onHand} on hand now.`,
        }}
      />
      {product.kind === "goods" ? (
        <Section title="Stock" description={stockLine(product)}>
          {may(ctx.role, "stock.write") ? (
            <StockForm action={moveStockAction} product={product} />
          ) : (
            <p className="text-muted">An operator can record movements.</p>
          )}
        </Section>
      ) : null}
      {product.kind === "goods" ? <ProductQueue ctx={ctx} product={product} /> : null}
      {may(ctx.role, "products.write") ? (
        <ProductForm
          action={updateProductAction}
          product={{ ...product, unitPrice }}
          currency={currency}
        />
      ) : (
        <Section title="Product" description="An owner or admin can change it.">
          <Facts
            items={[
              { label: "SKU", value: product.sku },
              { label: "GTIN", value: product.gtin ?? "–" },
              { label: "Kind", value: product.kind === "goods" ? "Goods" : "Service" },
              { label: "Price", value: unitPrice ? `${unitPrice} ${currency}` : "–" },
            ]}
          />
        </Section>
      )}
      {product.kind === "goods" ? (
        <ProductMovements
          ctx={ctx}
          product={product}
          search={parseListSearch(await searchParams)}
        />
      ) : null}
    </div>
  );
}

function stockLine({ tracked, onHand, reserved }: ProductDetail): string {
  if (!tracked) {
    return "Not tracked yet: the first movement starts it.";
  }
  const parts = [`${quantityText(onHand)} on hand`, `${quantityText(reserved)} reserved`];
  return `${parts.join(", ")}, ${quantityText(onHand - reserved)} available.`;
}
