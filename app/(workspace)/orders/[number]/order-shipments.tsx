import { DetailShipments } from "@/components/orders/detail-shipments";
import { may } from "@/lib/auth/permissions";
import { tellAgain } from "@/lib/intake/channels/actions";
import { noticesOfOrder } from "@/lib/intake/channels/notices";
import type { LoadedPage } from "./load-order";

/** The order's shipments, with what the marketplace that it came from knows of them. */
export async function OrderShipments({ ctx, detail }: Pick<LoadedPage, "ctx" | "detail">) {
  const { number } = detail.order.row;
  return (
    <DetailShipments
      shipments={detail.shipments}
      notices={await noticesOfOrder(ctx, number)}
      tellAgain={
        may(ctx.role, "asn.send") ? { action: tellAgain, back: `/orders/${number}` } : null
      }
      timeZone={ctx.workspace.timeZone}
      locale={ctx.workspace.locale}
    />
  );
}
