import "server-only";
import { amazon } from "./amazon/connector";
import type { Channel, Connector } from "./connector";
import { shopify } from "./shopify/connector";
import { wayfair } from "./wayfair/connector";

/** Which connector speaks to which channel. */
const CONNECTORS: Readonly<Record<Channel, Connector>> = { amazon, shopify, wayfair };

export function connectorOf(channel: Channel): Connector {
  return CONNECTORS[channel];
}
