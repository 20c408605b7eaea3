import type { DocumentItem } from "@/components/orders/documents-list";
import type { OrderDetail } from "@/lib/orders/detail";
import { lineStockOf } from "@/lib/orders/line-view";
import type { OfferFacts } from "@/lib/orders/offers";
import { formatShortDay } from "@/lib/shared/dates";
import { formatMinor, lineTotalMinor } from "@/lib/shared/money";
import type { LoadedPage } from "./load-order";

/** The five statuses with their sentences, as the page shows them. */
export function statusesOf({ ctx, detail }: LoadedPage) {
  const { stock, production, shipment, invoicing, payment } = detail.status;
  const { row } = detail.order;
  const { locale } = ctx.workspace;
  const isDated = stock.value === "expected" || stock.value === "late";
  const day =
    isDated && stock.expectedOn ? formatShortDay(stock.expectedOn, locale, ctx.today) : null;
  const money = (minor: number) => formatMinor(minor, row.currency, locale);
  const ofTotal = (minor: number) =>
    row.totalMinor > 0 ? `${money(minor)} of ${money(row.totalMinor)}.` : "Nothing to charge.";
  return [
    {
      facet: "stock",
      label: "Stock",
      value: stock.value,
      percent: stock.percent,
      text: stock.text ?? day,
      sentence: stock.explanation,
    },
    {
      facet: "production",
      label: "Production",
      value: production.value,
      percent: production.percent,
      sentence: production.explanation,
    },
    {
      facet: "shipment",
      label: "Shipment",
      value: shipment.value,
      percent: shipment.percent,
      sentence: shipment.explanation,
    },
    { facet: "invoicing", label: "Invoicing", ...invoicing, sentence: ofTotal(row.invoicedMinor) },
    { facet: "payment", label: "Payment", ...payment, sentence: ofTotal(row.paidMinor) },
  ] as const;
}

export function linesOf({ ctx, detail }: LoadedPage) {
  return detail.lines.map((line) => ({
    line: line.line,
    sku: line.sku,
    name: line.name,
    ordered: line.ordered,
    shortClosed: line.shortClosed,
    reserved: line.reserved,
    made: line.made,
    shipped: line.shipped,
    unitPriceMinor: line.unitPriceMinor,
    discountMinor: line.discountMinor,
    totalMinor: lineTotalMinor(line.ordered, line.unitPriceMinor, line.discountMinor),
    stock: lineStockOf(ctx, detail.order, line),
  }));
}

/** The amounts below the lines; a part that is 0 says nothing, the total is last. */
export function sumsOf({ order: { row } }: OrderDetail) {
  const { totalMinor, shippingMinor, taxMinor } = row;
  const parts = [
    { label: "Subtotal", amountMinor: totalMinor - shippingMinor - taxMinor },
    { label: "Shipping", amountMinor: shippingMinor },
    { label: "Tax", amountMinor: taxMinor },
  ].filter((part) => part.amountMinor !== 0);
  return [...(parts.length > 1 ? parts : []), { label: "Total", amountMinor: totalMinor }];
}

/** Every print of every shipment, newest first. */
export function documentsOf({ shipments }: OrderDetail): DocumentItem[] {
  return shipments
    .flatMap((shipment) => shipment.documents)
    .sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime())
    .map((document) => ({
      id: document.id,
      kind: document.kind,
      number: document.number,
      copy: document.copy,
      at: document.createdAt,
      by: document.createdBy,
      href: `/api/documents/${document.id}`,
    }));
}

export function offerFactsOf({ detail, mayShipPartly }: LoadedPage): OfferFacts {
  const { order, shipments } = detail;
  return {
    ...order,
    onHold: order.row.onHold,
    mayShipPartly,
    shipments: shipments.map(({ state, handedOverAt, asn }) => ({
      state,
      handedOver: handedOverAt !== null,
      hasAsn: asn?.state === "sent" || asn?.state === "accepted",
    })),
  };
}
