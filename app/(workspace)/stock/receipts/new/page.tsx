import type { Metadata } from "next";
import { NewReceiptForm } from "@/components/stock/receipt-forms";
import { PageHeader } from "@/components/ui/page-header";
import { requireContext } from "@/lib/auth/session";
import { expectReceiptAction } from "@/lib/orders/receipt-actions";
import { addDays } from "@/lib/shared/dates";
import { buyableProducts } from "@/lib/stock/receipt-list";

export const metadata: Metadata = { title: "New expected receipt" };

type NewReceiptProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function NewReceiptPage({ searchParams }: NewReceiptProps) {
  const ctx = await requireContext("stock.write");
  const { sku } = await searchParams;
  const products = await buyableProducts(ctx);
  const asked = products.find((product) => product.sku === sku);
  return (
    <>
      <PageHeader
        title="New expected receipt"
        back={{ href: "/stock?list=expected", label: "Expected" }}
      />
      <NewReceiptForm
        action={expectReceiptAction}
        products={products}
        initial={{
          sku: typeof sku === "string" ? sku : "",
          dueOn: addDays(ctx.today, asked?.leadTimeDays ?? 7),
        }}
        formKey={crypto.randomUUID()}
        backHref="/stock?list=expected"
      />
    </>
  );
}
