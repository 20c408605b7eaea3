/** Decides how each channel is introduced to people, what its connection asks for and how often it is polled. */
import type { ConnectionValues } from "@/lib/intake/connection-input";
import type { Refusal } from "@/lib/shared/outcome";
import { AMAZON_FIELDS, amazonIdentity, readAmazonAccount } from "./amazon/settings";
import type { Channel, ConnectionField, OpenConnection } from "./connector";
import { NOTICE_FIELDS, trackedNoticeFields } from "./notice-fields";
import { NOTIFY_CUSTOMER, SHOPIFY_FIELDS } from "./shopify/settings";
import { WAYFAIR_FIELDS, wayfairIdentity } from "./wayfair/settings";

type Settings = OpenConnection["settings"];

export type ChannelDescription = {
  readonly name: string;
  /** What connecting it does. */
  readonly says: string;
  readonly fields: readonly ConnectionField[];
  /** The setting that names the account. */
  readonly identity: string;
  /** What tells one account from another, from the settings: an account is connected once. */
  readonly accountOf: (settings: Settings) => string;
  /** What else is wrong with what a form says; its fields are read already. */
  readonly issuesOf?: (values: ConnectionValues) => NonNullable<Refusal["issues"]>;
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
    accountOf: ({ shop }) => String(shop),
    webhookSecret: "webhookSecret",
    pollSeconds: 300,
  },
  amazon: {
    name: "Amazon",
    says: "Orders that you ship yourself are fetched every 5 minutes.",
    fields: [
      ...AMAZON_FIELDS,
      ...trackedNoticeFields("Amazon takes shipments with a number only."),
    ],
    identity: "clientId",
    accountOf: amazonIdentity,
    issuesOf: (values) => {
      const account = readAmazonAccount(values);
      return account.ok ? [] : (account.refusal.issues ?? []);
    },
    webhookSecret: null,
    pollSeconds: 300,
  },
  wayfair: {
    name: "Wayfair",
    says: "Dropship purchase orders are fetched every 5 minutes.",
    fields: [
      ...WAYFAIR_FIELDS,
      ...trackedNoticeFields("On Wayfair's carrier account don't wait: its label has the number."),
    ],
    identity: "clientId",
    accountOf: wayfairIdentity,
    webhookSecret: null,
    pollSeconds: 300,
  },
};

export const CHANNELS = ["shopify", "amazon", "wayfair"] as const satisfies readonly Channel[];

export function isChannel(text: string): text is Channel {
  return CHANNELS.some((channel) => channel === text);
}
