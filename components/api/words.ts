import type { RefusalWords } from "@/components/forms/refusal-words";
import type { Tone } from "@/components/ui/badge";
import type { WebhookEvent } from "@/lib/workspaces/webhook-events";

/** What each event says, for the picker. */
export const EVENT_WORDS = {
  "order.created": "An order came in",
  "order.updated": "Something about an order changed",
  "order.closed": "An order moved to Closed",
  "order.reopened": "An order moved back to Open",
  "order.archived": "An order moved to Archived",
  "order.availability_updated": "Stock for an order, or its day, changed",
  "shipment.created": "A shipment was prepared",
  "shipment.shipped": "A shipment left",
  "shipment.voided": "A shipment was taken back",
  "production.progressed": "Production was planned, begun, reported or blocked",
  "production.completed": "A production order is made",
  "import.completed": "A file of orders was applied",
  "asn.sent": "An ASN was sent",
  "asn.accepted": "A marketplace accepted a shipment",
  "asn.rejected": "A marketplace refused a shipment",
} as const satisfies Record<WebhookEvent, string>;

export const OFF_WORDS = {
  by_hand: "Switched off by hand.",
  failing: "Switched off because nothing was delivered for five days.",
  gone: "Switched off because it answered 410: it wants nothing more.",
} as const;

export const MESSAGE_STATES = {
  waiting: { word: "Waiting", tone: "caution" },
  delivered: { word: "Delivered", tone: "positive" },
  failed: { word: "Failed", tone: "critical" },
} as const satisfies Record<string, { word: string; tone: Tone }>;

export const API_WORDS: RefusalWords = {
  role_above_own: "Only an owner makes a key that may do what owners may.",
  too_many_keys: ({ max }) => `A workspace has at most ${max} keys. Revoke one that nobody uses.`,
  too_many_endpoints: ({ max }) => `A workspace has at most ${max} endpoints.`,
  endpoint_off: "The endpoint is off: switch it on first.",
  revoked: ({ name }) => `The key ${name} is revoked: its next request is refused.`,
  added: "The endpoint is on. Copy its secret into your program, then send a test.",
  saved: "Saved.",
  switch_on: "The endpoint is on.",
  switch_off: "The endpoint is off.",
  rotate_secret: "There is a new secret. Deliveries carry both signatures for a day.",
  end_overlap: "Deliveries carry the new signature only.",
  remove: "The endpoint is removed.",
  test_sent: "A test is on its way.",
  resent: "The message is on its way again.",
};
