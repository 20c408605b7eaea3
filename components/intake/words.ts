/** Decides how a delivery's fate and a connection's state are told, in words that name the mend. */
import type { Tone } from "@/components/ui/badge";
import type { LedgerRow } from "@/lib/intake/ledger-queries";

type Fate = LedgerRow["fate"];
type Data = Readonly<Record<string, unknown>>;

export const FATE_WORDS = {
  new: { word: "Waiting", tone: "info" },
  kept: { word: "Kept", tone: "positive" },
  same: { word: "Same", tone: "neutral" },
  older: { word: "Older", tone: "neutral" },
  quarantined: { word: "Quarantined", tone: "critical" },
  discarded: { word: "Put away", tone: "none" },
} as const satisfies Record<Fate, { word: string; tone: Tone }>;

const text = (value: unknown): string =>
  typeof value === "string" || typeof value === "number" ? String(value) : "";

const NOT_WORKABLE: Readonly<Record<string, string>> = {
  pending: "Amazon has not released it yet. It comes again when it has.",
  fulfilled_by_amazon: "Amazon ships it itself.",
  fulfilled_by_wayfair: "Wayfair ships it itself, from CastleGate.",
  unfulfillable: "Amazon says that it can’t be fulfilled.",
};

type Teller = string | ((data: Data) => string);

/** By fate, then by reason; the empty reason is what is told without one. */
const TELLERS: Readonly<Record<Fate, Readonly<Record<string, Teller>>>> = {
  new: {
    "": "Waits to be handled.",
    waiting: ({ error }) => `Handling failed and is tried again: ${text(error)}`,
  },
  kept: {
    "": "Changed the order.",
    created: "Became a new order.",
    updated: "Changed the order.",
    cancelled: "Cancelled the order.",
    reinstated: "Took the order’s cancellation back.",
    shipped: "Recorded that the channel has shipped it.",
  },
  same: {
    "": "Says what the order says already.",
    archived: "The order was archived before this channel spoke of it; nothing was changed.",
  },
  older: {
    "": "A newer version of the order came before; nothing was changed.",
    superseded: "A newer version was kept since: there is nothing left to decide.",
    by_channel: "A connected channel speaks for this order, so a file changes nothing.",
  },
  quarantined: {
    "": "Could not be applied.",
    unreadable: "This is not what the channel sends: it can’t be read.",
    incomplete: "Something that an order needs is missing or wrong.",
    archived: ({ number }) =>
      `${text(number)} is archived, so it was not changed. Unarchive it and retry, or discard this.`,
    below_shipped: ({ number, line, shipped }) =>
      `Line ${text(line)} of ${text(number)} would fall below the ${text(shipped)} that have left. Take the shipment back and retry, or discard this.`,
    in_shipment: ({ number, line }) =>
      `Line ${text(line)} of ${text(number)} is in a shipment or in production and can’t be lowered, changed or removed. Take that back and retry, or discard this.`,
    no_lines: ({ number }) =>
      `${text(number)} would have no lines left. Cancel it by hand, or discard this.`,
    failed: ({ attempts, error }) =>
      `Handling failed ${text(attempts)} times. The last time: ${text(error)}`,
  },
  discarded: {
    "": "Put away.",
    by_hand: ({ by }) => `Discarded by ${text(by)}.`,
    ignored: "About something else than an order.",
    not_workable: ({ reason }) =>
      NOT_WORKABLE[text(reason)] ??
      "Not ready to be worked on yet. The channel sends it again when it is.",
  },
};

type Told = Pick<LedgerRow, "fate" | "reason" | "reasonData">;

/** What became of a delivery, as one sentence. */
export function fateSentence({ fate, reason, reasonData }: Told): string {
  const tellers = TELLERS[fate];
  const teller = tellers[reason ?? ""] ?? tellers[""] ?? "";
  return typeof teller === "string" ? teller : teller(reasonData ?? {});
}

/** What is wrong with which part of a body, where that is known. */
export function fateIssues({ reasonData }: Pick<Told, "reasonData">): readonly string[] {
  const issues = Array.isArray(reasonData?.issues) ? reasonData.issues : [];
  return issues.map((issue) => {
    const { field, message } = Object(issue);
    return field ? `${text(field)}: ${text(message)}` : text(message);
  });
}

const TOPICS: Readonly<Record<string, string>> = {
  file: "File",
  by_hand: "Form",
  api: "API",
};

/** The sender's own word for what came, ours where it has none. */
export function topicText(topic: string | null): string {
  return topic === null ? "" : (TOPICS[topic] ?? topic);
}

const times = (count: number): string => (count === 1 ? "once" : `${count}×`);

/** "received 3×, kept once". */
export function seenText({ received, kept }: LedgerRow["seen"]): string {
  return `received ${times(received)}, ${kept === 0 ? "none kept" : `kept ${times(kept)}`}`;
}

export const CONNECTION_STATES = {
  active: { word: "Connected", tone: "positive" },
  paused: { word: "Paused", tone: "caution" },
  disconnected: { word: "Disconnected", tone: "neutral" },
} as const satisfies Record<string, { word: string; tone: Tone }>;

/** What Retry and Discard did. */
export const LEDGER_WORDS = {
  retried_kept: "It was applied.",
  retried_same: "It says what the order says already.",
  retried_older: "A newer version stands: it changed nothing.",
  retried_quarantined: "It still can’t be applied: the reason is below.",
  retried_discarded: "It is no order: it was put away.",
  retried_new: "It is being handled. Reload the page in a moment.",
  discarded: "Discarded.",
  not_quarantined: "Somebody has decided about it meanwhile.",
  body_gone: "Its body was dropped: it can’t be read again.",
};

/** What was done to a connection, and why something was not. */
export const CONNECTION_WORDS = {
  added: "Connected. Its orders come in from now on.",
  saved: "Saved.",
  rotated: "The new secret is in force; the one before stays good until you end it.",
  pause: "Paused. What comes in meanwhile waits.",
  resume: "Resumed. What came in meanwhile is being handled.",
  disconnect: "Disconnected. Its secrets are deleted; its orders stay.",
  poll_now: "The channel is being asked for orders now.",
  end_overlap: "The secret before is no longer good.",
  checked: ({ account }: Readonly<Record<string, unknown>>) => `It works: ${text(account)}.`,
  check_failed: ({ message }: Readonly<Record<string, unknown>>) =>
    `It does not work yet. ${text(message)}`,
  disconnected: "It is disconnected. Connect it again first.",
  paused: "It is paused. Resume it first.",
  same_secret: "This is the secret that is in force already.",
};
