/** Decides small orders of Amazon's shape for the tests. */

type Money = { amount: string; currencyCode: string };

export type FakeItem = {
  orderItemId: string;
  quantityOrdered: number;
  product: { asin: string; title: string; sellerSku: string; price?: { unitPrice: Money } };
  proceeds?: { breakdowns: { type: string; subtotal: Money }[] };
  fulfillment: { quantityFulfilled: number; quantityUnfulfilled: number };
  cancellation?: { cancellationRequest: { requester: string; cancelReason: string } };
};

type FakePackage = {
  packageReferenceId: string;
  createdTime: string;
  carrier: string;
  trackingNumber: string;
  packageItems: { orderItemId: string; quantity: number }[];
};

export type FakeOrder = {
  orderId: string;
  createdTime: string;
  lastUpdatedTime: string;
  programs: string[];
  salesChannel: { channelName: string; marketplaceId: string };
  buyer?: { buyerName: string; buyerPurchaseOrderNumber?: string };
  recipient?: { deliveryAddress: Record<string, string> };
  proceeds: { grandTotal: Money };
  fulfillment: {
    fulfillmentStatus: string;
    fulfilledBy: "MERCHANT" | "AMAZON";
    fulfillmentServiceLevel: string;
    shipByWindow: { earliestDateTime: string; latestDateTime: string };
    deliverByWindow: { earliestDateTime: string; latestDateTime: string };
  };
  orderItems: FakeItem[];
  packages: FakePackage[];
};

const usd = (amount: string): Money => ({ amount, currencyCode: "USD" });

export const ORDER_ID = "701-0000001-0000001";

export function fakeItem(id: string, sku: string, quantity: number, price: string): FakeItem {
  const total = (Number(price) * quantity).toFixed(2);
  return {
    orderItemId: id,
    quantityOrdered: quantity,
    product: {
      asin: `B0${sku}`,
      title: `The ${sku.toLowerCase()}`,
      sellerSku: sku,
      price: { unitPrice: usd(price) },
    },
    proceeds: { breakdowns: [{ type: "ITEM", subtotal: usd(total) }] },
    fulfillment: { quantityFulfilled: 0, quantityUnfulfilled: quantity },
  };
}

/** An order of a lamp and two shades, to be shipped by the merchant. */
export function fakeOrder(changes: Partial<FakeOrder> = {}): FakeOrder {
  return {
    orderId: ORDER_ID,
    createdTime: "2026-06-08T14:05:00Z",
    lastUpdatedTime: "2026-06-08T14:40:00Z",
    programs: [],
    salesChannel: { channelName: "AMAZON", marketplaceId: "ATVPDKIKX0DER" },
    buyer: { buyerName: "Ada Alder", buyerPurchaseOrderNumber: "PO-88" },
    recipient: {
      deliveryAddress: {
        name: "Ada Alder",
        companyName: "Alder Studio",
        addressLine1: "5 Quay Street",
        addressLine2: "Floor 3",
        addressLine3: "Back door",
        city: "Portland",
        stateOrRegion: "ME",
        postalCode: "04101",
        countryCode: "us",
      },
    },
    proceeds: { grandTotal: usd("76.45") },
    fulfillment: {
      fulfillmentStatus: "UNSHIPPED",
      fulfilledBy: "MERCHANT",
      fulfillmentServiceLevel: "STANDARD",
      shipByWindow: {
        earliestDateTime: "2026-06-09T04:00:00Z",
        latestDateTime: "2026-06-11T03:59:59Z",
      },
      deliverByWindow: {
        earliestDateTime: "2026-06-12T04:00:00Z",
        latestDateTime: "2026-06-16T03:59:59Z",
      },
    },
    orderItems: [fakeItem("70001", "LAMP", 1, "49.95"), fakeItem("70002", "SHADE", 2, "9.75")],
    packages: [],
    ...changes,
  };
}
