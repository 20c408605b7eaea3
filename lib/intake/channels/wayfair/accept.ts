import "server-only";
import { z } from "zod";
import { askWayfair } from "./client";
import { type PurchaseOrder, wholeUnits } from "./purchase-order";
import type { WayfairAccount } from "./settings";
import { instantOf, wayfairTime } from "./times";
import { TRANSACTION_FIELDS, type Transaction, transactionSchema } from "./transactions";

const MUTATION = `
  mutation Accept($poNumber: String!, $shipSpeed: ShipSpeed!, $lineItems: [AcceptedLineItemInput!]!) {
    purchaseOrders {
      accept(poNumber: $poNumber, shipSpeed: $shipSpeed, lineItems: $lineItems) { ${TRANSACTION_FIELDS} }
    }
  }`;

const acceptedSchema = z.object({ purchaseOrders: z.object({ accept: transactionSchema }) });

/** Accepts a purchase order as it is: its quantities and prices, by the day that Wayfair expects. */
export async function acceptOrder(
  account: WayfairAccount,
  order: PurchaseOrder,
  until?: number,
): Promise<Transaction> {
  const by = instantOf(order.estimatedShipDate) ?? instantOf(order.poDate) ?? new Date();
  const lineItems = order.products
    .filter((product) => !product.isCancelled)
    .map((product) => ({
      partNumber: product.partNumber,
      quantity: wholeUnits(product),
      unitPrice: product.price ?? 0,
      estimatedShipDate: wayfairTime(instantOf(product.estShipDate) ?? by),
    }));
  const variables = {
    poNumber: order.poNumber,
    shipSpeed: order.shippingInfo?.shipSpeed ?? "GROUND",
    lineItems,
  };
  const data = await askWayfair(account, MUTATION, variables, acceptedSchema, until);
  return data.purchaseOrders.accept;
}
