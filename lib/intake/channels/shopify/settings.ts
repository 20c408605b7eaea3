/** Decides what a Shopify connection asks for. */
import type { ConnectionField } from "@/lib/intake/channels/connector";

export const SHOPIFY_FIELDS: readonly ConnectionField[] = [
  {
    name: "shop",
    label: "Shop",
    hint: "The shop's own address, such as your-shop.myshopify.com.",
    secret: false,
    required: true,
    options: null,
    initial: "",
  },
  {
    name: "accessToken",
    label: "Access token",
    hint: "Of an app that the shop's admin made before 2026: shpat_… Else leave it empty.",
    secret: true,
    required: false,
    options: null,
    initial: "",
  },
  {
    name: "clientId",
    label: "Client id",
    hint: "Of an app from the Dev Dashboard, with its secret, in place of a token.",
    secret: false,
    required: false,
    options: null,
    initial: "",
  },
  {
    name: "clientSecret",
    label: "Client secret",
    hint: null,
    secret: true,
    required: false,
    options: null,
    initial: "",
  },
  {
    name: "webhookSecret",
    label: "Webhook secret",
    hint: "Signs what the shop sends. Webhooks of an app are signed with its client secret: leave it empty then.",
    secret: true,
    required: false,
    options: null,
    initial: "",
  },
];

/** Asked last, after when Shopify is told. */
export const NOTIFY_CUSTOMER: ConnectionField = {
  name: "notifyCustomer",
  label: "Shopify's own mail to the customer",
  hint: null,
  secret: false,
  required: false,
  options: [
    { value: "no", label: "Shopify sends none when it is told of a shipment" },
    { value: "yes", label: "Shopify sends its shipping confirmation" },
  ],
  initial: "no",
};
