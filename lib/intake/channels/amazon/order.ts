/** Decides what of Amazon's order (Orders API 2026-01-01) is read; what the app's roles hide may be absent. */
import { z } from "zod";

const moneySchema = z.object({ amount: z.string(), currencyCode: z.string() });

const breakdownsSchema = z
  .array(z.object({ type: z.string(), subtotal: moneySchema.nullish() }))
  .nullish();

const windowSchema = z
  .object({
    earliestDateTime: z.iso.datetime().nullish(),
    latestDateTime: z.iso.datetime().nullish(),
  })
  .nullish();

const itemSchema = z.object({
  orderItemId: z.string().min(1),
  quantityOrdered: z.number().min(0),
  product: z
    .object({
      asin: z.string().nullish(),
      title: z.string().nullish(),
      sellerSku: z.string().nullish(),
      price: z.object({ unitPrice: moneySchema.nullish() }).nullish(),
    })
    .nullish(),
  proceeds: z.object({ breakdowns: breakdownsSchema }).nullish(),
  fulfillment: z
    .object({
      quantityFulfilled: z.number().min(0).nullish(),
      quantityUnfulfilled: z.number().min(0).nullish(),
      packing: z
        .object({ giftOption: z.object({ giftMessage: z.string().nullish() }).nullish() })
        .nullish(),
    })
    .nullish(),
  cancellation: z
    .object({
      cancellationRequest: z
        .object({ requester: z.string().nullish(), cancelReason: z.string().nullish() })
        .nullish(),
    })
    .nullish(),
});

export type AmazonItem = z.output<typeof itemSchema>;

const addressSchema = z.object({
  name: z.string().nullish(),
  companyName: z.string().nullish(),
  addressLine1: z.string().nullish(),
  addressLine2: z.string().nullish(),
  addressLine3: z.string().nullish(),
  city: z.string().nullish(),
  districtOrCounty: z.string().nullish(),
  stateOrRegion: z.string().nullish(),
  municipality: z.string().nullish(),
  postalCode: z.string().nullish(),
  countryCode: z.string().nullish(),
});

export type AmazonAddress = z.output<typeof addressSchema>;

export const amazonOrderSchema = z.object({
  orderId: z.string().min(1),
  createdTime: z.iso.datetime(),
  lastUpdatedTime: z.iso.datetime(),
  programs: z.array(z.string()).nullish(),
  salesChannel: z.object({ marketplaceId: z.string().nullish() }).nullish(),
  buyer: z.object({ buyerPurchaseOrderNumber: z.string().nullish() }).nullish(),
  recipient: z.object({ deliveryAddress: addressSchema.nullish() }).nullish(),
  proceeds: z.object({ grandTotal: moneySchema.nullish(), breakdowns: breakdownsSchema }).nullish(),
  fulfillment: z.object({
    fulfillmentStatus: z.string(),
    fulfilledBy: z.string().nullish(),
    fulfillmentServiceLevel: z.string().nullish(),
    shipByWindow: windowSchema,
    deliverByWindow: windowSchema,
  }),
  orderItems: z.array(itemSchema),
  packages: z
    .array(
      z.object({
        packageReferenceId: z.string(),
        carrier: z.string().nullish(),
        trackingNumber: z.string().nullish(),
      }),
    )
    .nullish(),
});

export type AmazonOrder = z.output<typeof amazonOrderSchema>;
