import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { OrderForm } from "@/components/orders/order-form";
import { PageHeader } from "@/components/ui/page-header";
import { requireContext } from "@/lib/auth/session";
import type { OrderDetail } from "@/lib/orders/detail";
import { orderFormOf } from "@/lib/orders/form";
import { updateOrderAction } from "@/lib/orders/form-actions";
import { formOptions } from "../../form-options";
import { loadOrder } from "../load-order";

type EditProps = { params: Promise<{ number: string }> };

export async function generateMetadata({ params }: EditProps): Promise<Metadata> {
  return { title: `Edit ${(await params).number}` };
}

export default async function EditOrderPage({ params }: EditProps) {
  const ctx = await requireContext("orders.write");
  const page = await loadOrder((await params).number);
  if (page === null) {
    notFound();
  }
  const { order, client } = page.detail;
  const { number, version, archiveReason } = order.row;
  const href = `/orders/${number}`;
  if (archiveReason !== null) {
    redirect(href);
  }
  return (
    <>
      <PageHeader title={`Edit ${number}`} back={{ href, label: number }} />
      <OrderForm
        initial={orderFormOf(order, client.code)}
        options={await formOptions(ctx)}
        isNew={false}
        pinned={pinnedLines(page.detail)}
        facts={{ number, version, known: order.lines.map((line) => line.line) }}
        action={updateOrderAction}
        backHref={href}
      />
    </>
  );
}

/** Lines that a shipment, a short close or production refers to: they keep their product and stay. */
function pinnedLines({ order, shipments }: OrderDetail): number[] {
  const shipped = new Set(shipments.flatMap(({ lines }) => lines.map(({ line }) => line)));
  return order.lines
    .filter(
      ({ line, made, toCome, shortClosed }) =>
        shipped.has(line) || made > 0 || toCome > 0 || shortClosed > 0,
    )
    .map(({ line }) => line);
}
