/** Decides where a number in an explanation leads: to the page, or the row of the order's page, that it comes from. */
import type { Source } from "@/lib/orders/sentence";

/** The id of the part of an order's page that holds invoices and payments. */
export const ACCOUNTS_ID = "accounts";

/** The id of a status on its order's page, where its cell leads without a script. */
export const statusId = (facet: string): string => `status-${facet}`;

export const orderAddress = (order: string): string => `/orders/${encodeURIComponent(order)}`;

/** The address of a source that is told of on an order. */
export function sourceAddress(source: Source, order: string): string {
  switch (source.kind) {
    case "product":
      return `/products/${source.id}#open-orders`;
    case "receipt":
      return `/stock/receipts/${source.id}`;
    case "production":
      return `/production/${encodeURIComponent(source.number)}`;
    case "shipment":
    case "invoice":
      return `${orderAddress(order)}#${encodeURIComponent(source.number)}`;
    case "payments":
      return `${orderAddress(order)}#${ACCOUNTS_ID}`;
    case "order":
      return orderAddress(source.number);
  }
}
