/** Decides the words and tones of messages: what they tell, and how far they came. */
import type { Tone } from "@/components/ui/badge";
import type { MessageState } from "@/db/schema/messages";
import type { NewsKind } from "@/lib/messages/news";

export const NEWS_WORDS = {
  confirmed: {
    label: "Order confirmed",
    hint: "An order came in by hand, from a channel or through the API. Not for files: those orders are known.",
  },
  date_changed: {
    label: "Date changed",
    hint: "The day that the client was told last is no longer the day.",
  },
  shipped: { label: "Shipped", hint: "A shipment has left, with carrier and tracking number." },
  delivered: { label: "Delivered", hint: "A shipment has arrived." },
} as const satisfies Record<NewsKind, { label: string; hint: string }>;

const OTHER_KINDS: Readonly<Record<string, string>> = {
  several: "Several orders",
  invitation: "Invitation",
};

export function kindWord(kind: string): string {
  const news: Readonly<Record<string, { label: string }>> = NEWS_WORDS;
  return news[kind]?.label ?? OTHER_KINDS[kind] ?? "Message";
}

export const STATE_WORDS = {
  waiting: { tone: "info", word: "Waiting" },
  sending: { tone: "info", word: "Sending" },
  sent: { tone: "positive", word: "Sent" },
  kept: { tone: "neutral", word: "Kept" },
  failed: { tone: "critical", word: "Failed" },
  unknown: { tone: "caution", word: "Unclear" },
} as const satisfies Record<MessageState, { tone: Tone; word: string }>;
