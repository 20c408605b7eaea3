/** Decides what the columns of marketplaces' order reports mean. Source: Amazon's order report attributes; Wayfair's Partner Home export. */
import type { Field } from "@/lib/intake/file/fields";

type Columns = Readonly<Record<string, Field>>;

const AMAZON_ITEM: Columns = {
  "order-id": "orderNumber",
  "order-item-id": "lineId",
  "purchase-date": "orderedOn",
  sku: "sku",
  "product-name": "productName",
  "quantity-purchased": "quantity",
  "recipient-name": "shipToName",
  "ship-address-1": "shipToLine1",
  "ship-address-2": "shipToLine2",
  "ship-address-3": "shipToLine3",
  "ship-city": "shipToCity",
  "ship-state": "shipToRegion",
  "ship-postal-code": "shipToPostalCode",
  "ship-country": "shipToCountry",
  "purchase-order-number": "poNumber",
  "delivery-Instructions": "note",
  "fulfillment-channel": "fulfilledBy",
};

/** Unshipped orders. It has no prices; the promise is the day until which the order is to be shipped. */
export const AMAZON_UNSHIPPED: Columns = { ...AMAZON_ITEM, "promise-date": "shipByOn" };

/** New orders. Its prices are those of whole lines. */
export const AMAZON_NEW: Columns = {
  ...AMAZON_ITEM,
  currency: "currency",
  "item-price": "lineTotal",
  "item-tax": "lineTax",
  "shipping-price": "lineShipping",
  "shipping-tax": "lineShippingTax",
  "item-promotion-discount": "discountAmount",
  "ship-promotion-discount": "lineShippingDiscount",
  "delivery-end-date": "deliverByOn",
};

/** All orders, for whoever keeps track of them: it has a status, and neither names nor streets. */
export const AMAZON_ALL: Columns = {
  "amazon-order-id": "orderNumber",
  "purchase-date": "orderedOn",
  "order-status": "orderStatus",
  "fulfillment-channel": "fulfilledBy",
  "product-name": "productName",
  sku: "sku",
  "item-status": "lineStatus",
  quantity: "quantity",
  currency: "currency",
  "item-price": "lineTotal",
  "item-tax": "lineTax",
  "shipping-price": "lineShipping",
  "shipping-tax": "lineShippingTax",
  "item-promotion-discount": "discountAmount",
  "ship-promotion-discount": "lineShippingDiscount",
  "purchase-order-number": "poNumber",
};

/** Wayfair's purchase orders, with the headings of its American and its British export. */
export const WAYFAIR_ORDERS: Columns = {
  "PO Number": "orderNumber",
  "PO Date": "orderedOn",
  "Must Ship By": "shipByOn",
  "Must Dispatch by": "shipByOn",
  "Order Status": "orderStatus",
  "Item Number": "sku",
  "Item Name": "productName",
  Quantity: "quantity",
  "Wholesale Price": "unitPrice",
  "Ship To Name": "shipToName",
  "Ship To Address": "shipToLine1",
  "Ship To Address 2": "shipToLine2",
  "Ship To City": "shipToCity",
  "Ship To State": "shipToRegion",
  "Ship To Zip": "shipToPostalCode",
  "Deliver to Name": "shipToName",
  "Deliver to Address": "shipToLine1",
  "Deliver to Address 2": "shipToLine2",
  "Deliver to City": "shipToCity",
  "Deliver to Province": "shipToRegion",
  "Deliver to Postal Code": "shipToPostalCode",
  "Destination Country": "shipToCountry",
  "Customization Text": "note",
  "Customisation Text": "note",
};
