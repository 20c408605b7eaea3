/** Decides what of Wayfair's purchase order is read, and the query that asks for it. */
import { z } from "zod";

const text = z.string().nullish();

const addressSchema = z
  .object({
    name: text,
    address1: text,
    address2: text,
    address3: text,
    city: text,
    state: text,
    country: text,
    postalCode: text,
  })
  .nullish();

export type WayfairAddress = z.output<typeof addressSchema>;

const productSchema = z.object({
  partNumber: z.string(),
  /** A text, such as "2". */
  quantity: z.union([z.string(), z.number()]),
  price: z.number().nullish(),
  name: text,
  weight: z.number().nullish(),
  estShipDate: text,
  isCancelled: z.boolean().nullish(),
  customComment: text,
});

export type WayfairProduct = z.output<typeof productSchema>;

export const purchaseOrderSchema = z.object({
  poNumber: z.string().min(1),
  poDate: z.string().min(1),
  supplierId: z.number().nullish(),
  estimatedShipDate: text,
  scheduledDeliveryDate: text,
  customerName: text,
  customerAddress1: text,
  customerAddress2: text,
  customerCity: text,
  customerState: text,
  customerPostalCode: text,
  customerCountry: text,
  orderType: text,
  packingSlipUrl: text,
  shippingInfo: z.object({ shipSpeed: text, carrierCode: text }).nullish(),
  warehouse: z
    .object({ id: z.union([z.string(), z.number()]).nullish(), address: addressSchema })
    .nullish(),
  products: z.array(productSchema),
  shipTo: addressSchema,
});

export type PurchaseOrder = z.output<typeof purchaseOrderSchema>;

const ADDRESS = "name address1 address2 address3 city state country postalCode";

/** Wayfair's sandbox fails on `isCancelled`, so only production is asked for it. */
export function purchaseOrderFields(isSandbox: boolean): string {
  return `
    id poNumber poDate supplierId estimatedShipDate scheduledDeliveryDate
    customerName customerAddress1 customerAddress2 customerCity customerState
    customerPostalCode customerCountry orderType packingSlipUrl
    shippingInfo { shipSpeed carrierCode }
    warehouse { id name address { ${ADDRESS} } }
    products {
      partNumber quantity price name weight estShipDate customComment
      ${isSandbox ? "" : "isCancelled"}
    }
    shipTo { ${ADDRESS} }`;
}

/** Units of a product in thousandths are for `read`; Wayfair's own interface takes whole numbers. */
export function wholeUnits({ quantity }: WayfairProduct): number {
  return Math.max(Math.trunc(Number(quantity)) || 0, 0);
}
