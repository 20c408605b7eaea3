/** Decides small purchase orders of Wayfair's shape for the tests. */

type FakeAddress = Record<
  "name" | "address1" | "city" | "state" | "country" | "postalCode",
  string
> & {
  address2: string | null;
  address3: string | null;
};

type FakeProduct = {
  partNumber: string;
  /** A text, as Wayfair has it. */
  quantity: string;
  price: number;
  name: string;
  weight: number;
  estShipDate: string | null;
  isCancelled: boolean;
  customComment: string;
};

export type FakePurchaseOrder = {
  id: number;
  storePrefix: string;
  poNumber: string;
  poDate: string;
  supplierId: number;
  estimatedShipDate: string | null;
  scheduledDeliveryDate: string | null;
  customerName: string;
  customerAddress1: string;
  orderType: string;
  packingSlipUrl: string | null;
  shippingInfo: { shipSpeed: string; carrierCode: string | null };
  warehouse: { id: string; name: string; address: FakeAddress };
  products: FakeProduct[];
  shipTo: FakeAddress | null;
};

export const PO = "CS700000001";

export function fakeProduct(
  partNumber: string,
  quantity: string,
  price: number,
  changes: Partial<FakeProduct> = {},
): FakeProduct {
  return {
    partNumber,
    quantity,
    price,
    name: `The ${partNumber.toLowerCase()}`,
    weight: 12.5,
    estShipDate: null,
    isCancelled: false,
    customComment: "",
    ...changes,
  };
}

/** A purchase order of two benches and a stool. */
export function fakePurchaseOrder(changes: Partial<FakePurchaseOrder> = {}): FakePurchaseOrder {
  return {
    id: 1,
    storePrefix: "CS",
    poNumber: PO,
    poDate: "2026-06-08 23:15:20.000000 -04:00",
    supplierId: 5511,
    estimatedShipDate: "2026-06-11 22:30:00.000000 -04:00",
    scheduledDeliveryDate: null,
    customerName: "Ada Alder",
    customerAddress1: "5 Quay Street",
    orderType: "Dropship",
    packingSlipUrl: "https://api.wayfair.com/v1/packing_slip/CS700000001",
    shippingInfo: { shipSpeed: "GROUND", carrierCode: "FDEG" },
    warehouse: {
      id: "5511",
      name: "Harbour store",
      address: {
        name: "Harbour store",
        address1: "1 Pier Road",
        address2: null,
        address3: null,
        city: "Salem",
        state: "MA",
        country: "US",
        postalCode: "01970",
      },
    },
    products: [fakeProduct("BENCH", "2", 129.5), fakeProduct("STOOL", "1", 40)],
    shipTo: {
      name: "Ada Alder",
      address1: "5 Quay Street",
      address2: "Floor 3",
      address3: null,
      city: "Portland",
      state: "ME",
      country: "US",
      postalCode: "04101",
    },
    ...changes,
  };
}
