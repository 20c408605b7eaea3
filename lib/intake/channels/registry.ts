import "server-only";
import type { Channel, Connector } from "./connector";
import { receiveWebhook } from "./shopify/webhook";
import { readWebhookOrder } from "./shopify/webhook-order";

/** Which connector speaks to which channel. What a channel does not do yet is missing. */
const CONNECTORS: Readonly<Partial<Record<Channel, Partial<Connector>>>> = {
  shopify: { channel: "shopify", receive: receiveWebhook, read: readWebhookOrder },
};

export function connectorOf(channel: Channel): Partial<Connector> {
  return CONNECTORS[channel] ?? {};
}
