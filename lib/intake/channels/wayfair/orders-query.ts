import "server-only";
import { z } from "zod";
import { askWayfair } from "./client";
import { type PurchaseOrder, purchaseOrderFields, purchaseOrderSchema } from "./purchase-order";
import type { WayfairAccount } from "./settings";

export type OrdersFilter = {
  readonly limit: number;
  /** False: only those that were neither accepted nor answered otherwise. */
  readonly hasResponse?: boolean;
  readonly fromDate?: string;
  readonly poNumbers?: readonly string[];
};

const listSchema = z.object({ getDropshipPurchaseOrders: z.array(z.unknown()).nullable() });

/** Purchase orders as Wayfair sends them, the oldest first. */
export async function listOrders(
  account: WayfairAccount,
  filter: OrdersFilter,
): Promise<readonly unknown[]> {
  const query = `
    query Orders($limit: Int32, $hasResponse: Boolean, $fromDate: IsoDateTime, $poNumbers: [String]) {
      getDropshipPurchaseOrders(
        limit: $limit, hasResponse: $hasResponse, fromDate: $fromDate, poNumbers: $poNumbers, sortOrder: ASC
      ) { ${purchaseOrderFields(account.environment === "sandbox")} }
    }`;
  const data = await askWayfair(account, query, filter, listSchema);
  return data.getDropshipPurchaseOrders ?? [];
}

/** One purchase order; null when Wayfair has none of this number, or none that waits for an answer. */
export async function findOrder(
  account: WayfairAccount,
  poNumber: string,
  { onlyUnanswered = false } = {},
): Promise<PurchaseOrder | null> {
  const listed = await listOrders(account, {
    limit: 2,
    poNumbers: [poNumber],
    ...(onlyUnanswered ? { hasResponse: false } : {}),
  });
  const orders = z.array(purchaseOrderSchema).parse(listed);
  return orders.find((order) => order.poNumber === poNumber) ?? null;
}
