/** Decides which webhook events an order's event is: outside, fewer words are needed than in its timeline. */
import type { WebhookEvent } from "../workspaces/webhook-events";
import type { EventType } from "./events";
import type { Tab } from "./lifecycle";

/** Null for what the timeline alone tells. A move is told by where it leads, whatever made it. */
const ANNOUNCED = {
  created: "order.created",
  updated: "order.updated",
  held: "order.updated",
  released: "order.updated",
  queue_moved: "order.updated",
  tracking_link_created: null,
  tracking_link_revoked: null,
  shipment_prepared: "shipment.created",
  shipment_changed: "order.updated",
  shipment_voided: "shipment.voided",
  shipment_void_taken_back: "shipment.created",
  document_printed: null,
  dispatched: "shipment.shipped",
  dispatch_undone: "shipment.voided",
  marked_shipped: "order.updated",
  delivered: "order.updated",
  delivery_taken_back: "order.updated",
  asn_sent: "asn.sent",
  asn_changed: "order.updated",
  asn_refused: "asn.rejected",
  asn_cancelled: "order.updated",
  invoiced: "order.updated",
  paid: "order.updated",
  short_closed: "order.updated",
  short_close_taken_back: "order.updated",
  production_created: "production.progressed",
  production_changed: "production.progressed",
  production_started: "production.progressed",
  production_reported: "production.progressed",
  production_report_taken_back: "production.progressed",
  production_blocked: "production.progressed",
  production_unblocked: "production.progressed",
  production_finished_short: "production.completed",
  production_cancelled: "production.progressed",
  production_reopened: "production.progressed",
  closed: "order.closed",
  archived: "order.archived",
  reopened: "order.reopened",
  unarchived: "order.reopened",
  undone: "order.updated",
} as const satisfies Record<EventType, WebhookEvent | null>;

const ARRIVED = {
  open: "order.reopened",
  closed: "order.closed",
  archived: "order.archived",
} as const satisfies Record<Tab, WebhookEvent>;

type Happened = {
  readonly type: EventType;
  readonly cause: string;
  readonly move?: { readonly from: Tab; readonly to: Tab };
  readonly data?: Readonly<Record<string, unknown>>;
};

export function announcedAs({ type, cause, move, data }: Happened): readonly WebhookEvent[] {
  if (move && move.from !== move.to) {
    return [ARRIVED[move.to]];
  }
  if (type === "production_reported" && data?.done === true) {
    return ["production.completed"];
  }
  // A marketplace that confirms a notice has accepted it.
  if (type === "asn_sent" && cause === "channel_confirmed") {
    return ["asn.sent", "asn.accepted"];
  }
  const event = ANNOUNCED[type];
  return event === null ? [] : [event];
}
