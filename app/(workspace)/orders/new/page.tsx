import type { Metadata } from "next";
import { OrderForm } from "@/components/orders/order-form";
import { PageHeader } from "@/components/ui/page-header";
import { requireContext } from "@/lib/auth/session";
import { newOrderForm } from "@/lib/orders/form";
import { createOrderAction } from "@/lib/orders/form-actions";
import { formOptions } from "../form-options";

export const metadata: Metadata = { title: "New order" };

export default async function NewOrderPage() {
  const ctx = await requireContext("orders.write");
  return (
    <>
      <PageHeader title="New order" back={{ href: "/orders/open", label: "Open orders" }} />
      <OrderForm
        initial={newOrderForm({ currency: ctx.workspace.currency, today: ctx.today })}
        options={await formOptions(ctx)}
        isNew
        facts={{ key: crypto.randomUUID() }}
        action={createOrderAction}
        backHref="/orders/open"
      />
    </>
  );
}
