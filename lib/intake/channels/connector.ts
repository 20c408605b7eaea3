/** Decides nothing: the contract that each channel's connector fulfils. Times are instants, quantities thousandths. */
import type { OrderInput } from "@/lib/orders/input";
import type { Outcome } from "@/lib/shared/outcome";
import type { Quantity } from "@/lib/shared/quantity";

export type Channel = "shopify" | "amazon" | "wayfair";

/** A connection with its secrets opened. */
export type OpenConnection = {
  readonly id: string;
  readonly channel: Channel;
  /** What its orders carry as their source. */
  readonly source: string;
  /** The workspace's, in which the channel's instants become days. */
  readonly timeZone: string;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly secrets: Readonly<Record<string, unknown>>;
};

/** One field of the form by which a person connects an account. */
export type ConnectionField = {
  /** Its name in `settings`, or in `secrets`. */
  readonly name: string;
  readonly label: string;
  readonly hint: string | null;
  /** Kept sealed and never shown again. */
  readonly secret: boolean;
  readonly required: boolean;
  /** What may be chosen; null where any text may be typed. */
  readonly options: readonly { readonly value: string; readonly label: string }[] | null;
  readonly initial: string;
};

/** One order as a channel sent it, unread. */
export type Received = {
  /** What the channel calls this delivery; null where it has no name for it. */
  readonly deliveryId: string | null;
  readonly topic: string;
  readonly body: string;
};

/** What a delivery says. */
export type ChannelOrder = {
  readonly input: OrderInput;
  /** When the channel last changed the order: an older one never overwrites. */
  readonly sourceAt: Date;
  /** The ids by which the channel's own interface knows the order and its lines, in the lines' order. */
  readonly sourceRef: string;
  readonly lineRefs: readonly (string | null)[];
  readonly cancelled: boolean;
  /** Its buyer wants it cancelled. The channel leaves the decision to us, and so do we to a person. */
  readonly cancelAsked?: boolean;
  /** Shipped by the channel or elsewhere already, in thousandths by line; null where it does not say. */
  readonly shippedByChannel: readonly Quantity[] | null;
};

/**
 * Why a delivery is no order. The first two are quarantined for a person; the others are put away: one will
 * come again when it can be worked on, one is about something else.
 */
export type ReadRefusal = "unreadable" | "incomplete" | "not_workable" | "ignored";

/** One shipment to be told to the channel. */
export type ShipmentNotice = {
  readonly orderRef: string;
  readonly externalId: string;
  readonly poNumber: string | null;
  /** Ours, unique in the workspace: the same shipment has the same number at every try. */
  readonly shipment: string;
  readonly carrier: string | null;
  readonly trackingNumber: string | null;
  readonly shippedAt: Date;
  readonly lines: readonly {
    readonly lineRef: string | null;
    readonly sku: string;
    readonly quantity: Quantity;
  }[];
  readonly packages: readonly { readonly sscc: string }[];
  /** What the channel confirmed this shipment as, when only its tracking number is news. */
  readonly reference?: string | null;
  /** What it confirmed other shipments of the order as: never this one. */
  readonly otherReferences?: readonly string[];
};

/** What became of telling it. Whatever else goes wrong throws, and is tried again after a look at what the channel knows. */
export type NoticeAnswer =
  | { readonly state: "confirmed"; readonly reference: string }
  /** Not final: asked again with this handle, after 30 seconds if it does not say when. */
  | {
      readonly state: "pending";
      readonly handle: string;
      readonly afterSeconds?: number;
      /** Nothing but a look was taken yet: the shipment may still be taken back. */
      readonly untold?: true;
    }
  | { readonly state: "refused"; readonly reason: string };

/** Thrown by a connector that knows that nothing of this call reached the channel: the shipment may still be taken back. */
export class NotTold extends Error {
  override readonly name = "NotTold";
}

export type Pulled = {
  readonly received: readonly Received[];
  readonly cursor: Readonly<Record<string, unknown>>;
  /** More is waiting: ask again at once. */
  readonly more: boolean;
};

export type Connector = {
  readonly channel: Channel;
  /** Makes one harmless call, so that a person sees at once whether what they entered works. */
  readonly check: (connection: OpenConnection) => Promise<Outcome<{ readonly account: string }>>;
  readonly pull: (
    connection: OpenConnection,
    cursor: Readonly<Record<string, unknown>> | null,
    now: Date,
  ) => Promise<Pulled>;
  /** Checks a call's signature over the raw body; refused when it is not the channel's. Only channels that push have it. */
  readonly receive?: (
    connection: OpenConnection,
    headers: Headers,
    body: Uint8Array,
  ) => Outcome<Received, "bad_signature" | "unreadable">;
  /** Reads a delivery; pure. */
  readonly read: (
    received: Pick<Received, "topic" | "body">,
    connection: OpenConnection,
  ) => Outcome<ChannelOrder, ReadRefusal>;
  /**
   * Brings the channel to know a shipment as it is, after looking what it knows already; `handle` continues
   * a pending one. It must not ask for anything later than 60 seconds after its start: the lease then runs out.
   */
  readonly confirmShipment: (
    connection: OpenConnection,
    notice: ShipmentNotice,
    handle: string | null,
  ) => Promise<NoticeAnswer>;
};
