import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { ShipmentForm } from "@/components/shipments/shipment-form";
import { PageHeader } from "@/components/ui/page-header";
import { requireContext } from "@/lib/auth/session";
import { allowedBeyond, beyondOf, shippableOf } from "@/lib/orders/shipment-choice";
import { quantityText } from "@/lib/shared/quantity";
import { prepareAction } from "@/lib/shipments/actions";
import { loadOrder } from "../../load-order";

type NewShipmentProps = { params: Promise<{ number: string }> };

export async function generateMetadata({ params }: NewShipmentProps): Promise<Metadata> {
  return { title: `New shipment of ${(await params).number}` };
}

export default async function NewShipmentPage({ params }: NewShipmentProps) {
  await requireContext("shipments.write");
  const page = await loadOrder((await params).number);
  if (page === null) {
    notFound();
  }
  const { order, lines } = page.detail;
  const { number } = order.row;
  const href = `/orders/${encodeURIComponent(number)}`;
  const packable = lines
    .map((line) => ({
      ...line,
      free: shippableOf(line),
      beyond: beyondOf(line),
      allowed: allowedBeyond(line),
    }))
    .filter(({ free, beyond }) => free + beyond > 0);
  if (order.row.tab !== "open" || packable.length === 0) {
    redirect(href);
  }
  return (
    <>
      <PageHeader title={`New shipment of ${number}`} back={{ href, label: number }} />
      <ShipmentForm
        action={prepareAction}
        order={number}
        lines={packable.map(({ line, sku, name, owed, free, beyond, allowed }) => ({
          ...{ line, sku, name, owed, free, beyond, allowed },
        }))}
        packages={[packable.map(({ free }) => (free > 0 ? quantityText(free) : ""))]}
        carrier={null}
        trackingNumber={null}
        plannedShipOn={null}
        backHref={href}
      />
    </>
  );
}
