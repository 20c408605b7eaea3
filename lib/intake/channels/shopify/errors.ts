import "server-only";
import { ChannelError } from "@/lib/intake/channels/http";

/** Shopify does not take the credentials, or they lack a scope: a person has to mend the connection. */
export class ShopifyDenied extends ChannelError {}

/** One query asked for more than Shopify answers at once: ask for less. */
export class ShopifyTooCostly extends ChannelError {}
