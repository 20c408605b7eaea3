import { DetailShipments } from "@/components/orders/detail-shipments";
import { may } from "@/lib/auth/permissions";
import { tellAgain } from "@/lib/intake/channels/actions";
import { noticesOfOrder } from "@/lib/intake/channels/notices";
import { markAsDelivered, undoDelivered } from "@/lib/shipments/actions";
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
      delivery={
        may(ctx.role, "shipments.write")
          ? { order: number, deliver: markAsDelivered, takeBack: undoDelivered }
          : null
      }
      timeZone={ctx.workspace.timeZone}
      locale={ctx.workspace.locale}
    />
  );
}
