import { OrderShipments as Shipments } from "@/components/shipments/order-shipments";
import { cancelShipmentAsn, sendShipmentAsn } from "@/lib/asn/actions";
import { may } from "@/lib/auth/permissions";
import { printShipment } from "@/lib/documents/actions";
import { tellAgain } from "@/lib/intake/channels/actions";
import { noticesOfOrder } from "@/lib/intake/channels/notices";
import { beyondOf, shippableOf } from "@/lib/orders/shipment-choice";
import { shortCloseAction, takeBackShortCloseAction } from "@/lib/orders/short-close-actions";
import {
  handOver,
  makeVoid,
  markAsDelivered,
  undoDelivered,
  undoVoid,
} from "@/lib/shipments/actions";
import type { LoadedPage } from "./load-order";

/** The order's shipments, with what the marketplace that it came from knows of them. */
export async function OrderShipments({ ctx, detail }: Pick<LoadedPage, "ctx" | "detail">) {
  const { order, shipments } = detail;
  const { number, onHold } = order.row;
  const isOpen = order.row.tab === "open";
  const draft = shipments.find(({ state }) => state === "draft");
  const ships = may(ctx.role, "shipments.write");
  const announces = may(ctx.role, "asn.send");
  const goods = detail.lines.filter(({ kind }) => kind === "goods");
  const drafted = new Map(draft?.lines.map(({ line, quantity }) => [line, quantity]));
  return (
    <Shipments
      order={number}
      tab={order.row.tab}
      shipments={shipments}
      lines={goods.map(({ line, sku, name, owed, shortClosed }) => ({
        line,
        sku,
        name,
        owed,
        shortClosed,
        drafted: drafted.get(line) ?? 0,
      }))}
      canPrepare={
        ships &&
        isOpen &&
        !onHold &&
        !draft &&
        goods.some((line) => shippableOf(line) + beyondOf(line) > 0)
      }
      notices={await noticesOfOrder(ctx, number)}
      tellAgain={announces ? { action: tellAgain, back: `/orders/${number}` } : null}
      acts={{
        print: may(ctx.role, "documents.print") ? printShipment : null,
        handOver: ships ? handOver : null,
        deliver: ships ? markAsDelivered : null,
        takeBackDelivery: ships ? undoDelivered : null,
        sendAsn: announces ? sendShipmentAsn : null,
        cancelAsn: announces ? cancelShipmentAsn : null,
        makeVoid: ships ? makeVoid : null,
        undoVoid: ships && !draft ? undoVoid : null,
      }}
      shortClose={
        isOpen && may(ctx.role, "orders.write")
          ? { give: shortCloseAction, takeBack: takeBackShortCloseAction }
          : null
      }
      today={ctx.today}
      timeZone={ctx.workspace.timeZone}
      locale={ctx.workspace.locale}
    />
  );
}
