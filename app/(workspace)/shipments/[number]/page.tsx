import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { ShipmentForm } from "@/components/shipments/shipment-form";
import { PageHeader } from "@/components/ui/page-header";
import { requireContext } from "@/lib/auth/session";
import { type OrderDetail, orderOfShipment } from "@/lib/orders/detail";
import { allowedBeyond, beyondOf, shippableOf } from "@/lib/orders/shipment-choice";
import type { ShipmentView } from "@/lib/orders/shipment-views";
import { quantityText } from "@/lib/shared/quantity";
import { changeAction } from "@/lib/shipments/actions";

type ShipmentProps = { params: Promise<{ number: string }> };

export async function generateMetadata({ params }: ShipmentProps): Promise<Metadata> {
  return { title: `Edit ${(await params).number}` };
}

/** Changes a draft; of what has left only who carries it. */
export default async function EditShipmentPage({ params }: ShipmentProps) {
  const ctx = await requireContext("shipments.write");
  const { number } = await params;
  const detail = await orderOfShipment(ctx, number);
  const shipment = detail?.shipments.find((one) => one.number === number);
  if (!detail || !shipment) {
    notFound();
  }
  const order = detail.order.row.number;
  const href = `/orders/${encodeURIComponent(order)}`;
  if (shipment.state === "voided") {
    redirect(href);
  }
  const lines = packableLines(detail, shipment);
  return (
    <>
      <PageHeader title={`Edit ${number}`} back={{ href, label: order }} />
      <ShipmentForm
        action={changeAction}
        order={order}
        shipment={{ number, version: shipment.version }}
        lines={lines}
        packages={shipment.state === "draft" ? packagesOf(shipment, lines) : null}
        carrier={shipment.carrier}
        trackingNumber={shipment.trackingNumber}
        plannedShipOn={shipment.plannedShipOn}
        backHref={href}
      />
    </>
  );
}

/** What could leave in it: the draft's own units count as the line's reserved ones. */
function packableLines({ lines }: OrderDetail, shipment: ShipmentView) {
  const isHere = (line: number) => shipment.lines.some((one) => one.line === line);
  return lines
    .map((facts) => ({
      line: facts.line,
      sku: facts.sku,
      name: facts.name,
      owed: facts.owed,
      free: shippableOf(facts),
      beyond: beyondOf(facts),
      allowed: allowedBeyond(facts),
    }))
    .filter(({ line, free, beyond }) => free + beyond > 0 || isHere(line));
}

function packagesOf({ packages }: ShipmentView, lines: readonly { readonly line: number }[]) {
  return packages.map((carton) =>
    lines.map(({ line }) => {
      const here = carton.lines.find((one) => one.line === line);
      return here ? quantityText(here.quantity) : "";
    }),
  );
}
