import type { Metadata } from "next";
import { ProductForm } from "@/components/products/product-form";
import { PageHeader } from "@/components/ui/page-header";
import { requireContext } from "@/lib/auth/session";
import { createProductAction } from "@/lib/orders/product-actions";

export const metadata: Metadata = { title: "New product" };

export default async function NewProductPage() {
  const ctx = await requireContext("products.write");
  return (
    <div className="max-w-4xl">
      <PageHeader title="New product" back={{ href: "/products", label: "Products" }} />
      <ProductForm action={createProductAction} product={null} currency={ctx.workspace.currency} />
    </div>
  );
}
