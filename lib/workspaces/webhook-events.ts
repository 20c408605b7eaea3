/** Decides of which events programs can be told, by the names that they are known by outside. */

export const WEBHOOK_EVENTS = [
  "order.created",
  "order.updated",
  "order.closed",
  "order.reopened",
  "order.archived",
  "order.availability_updated",
  "shipment.created",
  "shipment.shipped",
  "shipment.voided",
  "production.progressed",
  "production.completed",
  "import.completed",
  "asn.sent",
  "asn.accepted",
  "asn.rejected",
] as const;

export type WebhookEvent = (typeof WEBHOOK_EVENTS)[number];
