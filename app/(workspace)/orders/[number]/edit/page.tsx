import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { OrderForm } from "@/components/orders/order-form";
import { PageHeader } from "@/components/ui/page-header";
import { requireContext } from "@/lib/auth/session";
import { findOrder } from "@/lib/orders/detail";
import { orderFormOf } from "@/lib/orders/form";
import { updateOrderAction } from "@/lib/orders/form-actions";
import { formOptions } from "../../form-options";

export const metadata: Metadata = { title: "Edit order" };

export default async function EditOrderPage({ params }: PageProps<"/orders/[number]/edit">) {
  const ctx = await requireContext("orders.write");
  const number = decodeURIComponent((await params).number);
  const detail = await findOrder(ctx, number);
  if (detail === null) {
    notFound();
  }
  const href = `/orders/${encodeURIComponent(number)}`;
  const { row, lines } = detail.order;
  return (
    <div className="max-w-5xl">
      <PageHeader title={`Edit ${number}`} back={{ href, label: number }} />
      <OrderForm
        initial={orderFormOf(detail.order, detail.client.code)}
        options={await formOptions(ctx)}
        locale={ctx.workspace.locale}
        isNew={false}
        facts={{ number, version: row.version, known: lines.map((line) => line.line) }}
        action={updateOrderAction}
        cancelHref={href}
      />
    </div>
  );
}
