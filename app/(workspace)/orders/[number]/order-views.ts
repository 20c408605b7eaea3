import type { DocumentItem } from "@/components/orders/documents-list";
import type { OrderDetail } from "@/lib/orders/detail";
import { lineStockOf } from "@/lib/orders/line-view";
import type { OfferFacts } from "@/lib/orders/offers";
import { formatShortDay } from "@/lib/shared/dates";
import { lineTotalMinor } from "@/lib/shared/money";
import type { LoadedPage } from "./load-order";

/** The five statuses with their sentences, as the page shows them. */
export function statusesOf({ ctx, detail }: LoadedPage) {
  const { stock, production, shipment, invoicing, payment } = detail.status;
  const { locale } = ctx.workspace;
  const isDated = stock.value === "expected" || stock.value === "late";
  const day =
    isDated && stock.expectedOn ? formatShortDay(stock.expectedOn, locale, ctx.today) : null;
  const says = detail.explanations;
  return [
    {
      facet: "stock",
      label: "Stock",
      value: stock.value,
      percent: stock.percent,
      text: stock.text ?? day,
      sentence: says.stock,
      notes: detail.stockNotes,
    },
    {
      facet: "production",
      label: "Production",
      value: production.value,
      percent: production.percent,
      sentence: says.production,
    },
    {
      facet: "shipment",
      label: "Shipment",
      value: shipment.value,
      percent: shipment.percent,
      sentence: says.shipment,
    },
    { facet: "invoicing", label: "Invoicing", ...invoicing, sentence: says.invoicing },
    { facet: "payment", label: "Payment", ...payment, sentence: says.payment },
  ] as const;
}

export function linesOf({ ctx, detail }: LoadedPage) {
  const says = new Map(detail.lineExplanations.map((one) => [one.lineId, one.sentence]));
  return detail.lines.map((line) => ({
    line: line.line,
    sku: line.sku,
    name: line.name,
    ordered: line.ordered,
    overShipAllowance: line.overShipAllowance,
    shortClosed: line.shortClosed,
    reserved: line.reserved,
    made: line.made,
    shipped: line.shipped,
    unitPriceMinor: line.unitPriceMinor,
    discountMinor: line.discountMinor,
    totalMinor: lineTotalMinor(line.ordered, line.unitPriceMinor, line.discountMinor),
    stock: lineStockOf(ctx, detail.order, line),
    explanation: says.get(line.id) ?? null,
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
