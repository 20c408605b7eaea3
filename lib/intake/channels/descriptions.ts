/** Decides how each channel is introduced to people, what its connection asks for and how often it is polled. */
import { AMAZON_FIELDS } from "./amazon/settings";
import type { Channel, ConnectionField } from "./connector";
import { NOTICE_FIELDS } from "./notice-fields";
import { NOTIFY_CUSTOMER, SHOPIFY_FIELDS } from "./shopify/settings";
import { WAYFAIR_FIELDS } from "./wayfair/settings";

export type ChannelDescription = {
  readonly name: string;
  /** What connecting it does. */
  readonly says: string;
  readonly fields: readonly ConnectionField[];
  /** The setting that names the account, where one does: an account is connected once. */
  readonly identity: string | null;
  /** The secret by which its calls are signed; null where it never calls. */
  readonly webhookSecret: string | null;
  readonly pollSeconds: number;
};

export const CHANNEL_DESCRIPTIONS: Readonly<Record<Channel, ChannelDescription>> = {
  shopify: {
    name: "Shopify",
    says: "Orders come in as the shop sends them, and by a look every 5 minutes at what it may have missed.",
    fields: [...SHOPIFY_FIELDS, ...NOTICE_FIELDS, NOTIFY_CUSTOMER],
    identity: "shop",
    webhookSecret: "webhookSecret",
    pollSeconds: 300,
  },
  amazon: {
    name: "Amazon",
    says: "Orders that you ship yourself are fetched every 5 minutes.",
    fields: [...AMAZON_FIELDS, ...NOTICE_FIELDS],
    identity: null,
    webhookSecret: null,
    pollSeconds: 300,
  },
  wayfair: {
    name: "Wayfair",
    says: "Dropship purchase orders are fetched every 5 minutes.",
    fields: [...WAYFAIR_FIELDS, ...NOTICE_FIELDS],
    identity: null,
    webhookSecret: null,
    pollSeconds: 300,
  },
};

export const CHANNELS = ["shopify", "amazon", "wayfair"] as const satisfies readonly Channel[];

export function isChannel(text: string): text is Channel {
  return CHANNELS.some((channel) => channel === text);
}
