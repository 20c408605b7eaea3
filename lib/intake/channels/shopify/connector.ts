import "server-only";
import { z } from "zod";
import type { Connector, OpenConnection } from "@/lib/intake/channels/connector";
import { ChannelError } from "@/lib/intake/channels/http";
import { accept, refuse } from "@/lib/shared/outcome";
import { shopifyClient } from "./client";
import { confirmShipment } from "./fulfil";
import { POLL_TOPIC, pullOrders } from "./pull";
import { readOrderNode } from "./read-node";
import { receiveWebhook } from "./webhook";
import { readWebhookOrder } from "./webhook-order";

const SHOP = "query Shop { shop { name myshopifyDomain } }";
const shopSchema = z.object({
  shop: z.object({ name: z.string(), myshopifyDomain: z.string() }),
});

/** Shopify pushes its orders; the poll brings what a lost call did not. */
export const shopify: Connector = {
  channel: "shopify",
  check,
  pull: pullOrders,
  receive: receiveWebhook,
  read: (received, connection) =>
    received.topic === POLL_TOPIC
      ? readOrderNode(received.body, connection)
      : readWebhookOrder(received, connection),
  confirmShipment,
};

async function check(connection: OpenConnection) {
  try {
    const { data } = await shopifyClient(connection).query(shopSchema, SHOP, {});
    return accept({ account: `${data.shop.name} (${data.shop.myshopifyDomain})` });
  } catch (error) {
    if (error instanceof ChannelError) {
      return refuse("channel_refused", { data: { message: error.message } });
    }
    throw error;
  }
}
