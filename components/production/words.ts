/** Decides what a production order's page says after something was done to it, and how its history reads. */
import type { RefusalWords } from "@/components/forms/refusal-words";
import { refusalWords } from "@/lib/orders/refusal-words";
import type { PRODUCTION_EVENTS } from "@/lib/production/state";
import { type Day, formatShortDay, isDay } from "@/lib/shared/dates";

type Data = Readonly<Record<string, string | number | boolean | null>>;

/** The refusals of the forms, in the words that all of production shares. */
export const PRODUCTION_REFUSALS: RefusalWords = Object.fromEntries(
  [
    "unknown_product",
    "unknown_order",
    "unknown_line",
    "ambiguous_line",
    "not_open",
    "not_goods",
    "below_made",
    "production_made",
    "production_finished_short",
    "production_cancelled",
  ].map((code) => [code, (data: Data) => refusalWords(code, data)]),
);

/** "3 made: 2 held for SO-1042, 1 to stock. 1 scrapped." */
function reportedWords(data: Data, order: string | null): string {
  const some = (name: string) =>
    data[name] !== undefined && data[name] !== "0" ? data[name] : null;
  const pinned = some("pinned");
  const toStock = some("toStock");
  const places = [
    ...(pinned ? [`${pinned} held for ${order ?? "its order"}`] : []),
    ...(toStock ? [`${toStock} to stock`] : []),
  ];
  return [
    some("quantity") ? `${data.quantity} made: ${places.join(", ")}.` : "",
    some("scrapped") ? `${data.scrapped} scrapped.` : "",
    some("surplus") ? `That is ${data.surplus} more than planned.` : "",
  ]
    .filter(Boolean)
    .join(" ");
}

const DONE: Readonly<Record<string, (data: Data, order: string | null) => string>> = {
  created: () => "Planned.",
  changed: () => "Changed.",
  started: () => "Started.",
  reported: reportedWords,
  report_taken_back: ({ quantity }) => `Taken back: ${quantity} are out of stock again.`,
  blocked: ({ reason }) => `Blocked: ${reason}.`,
  unblocked: () => "Unblocked.",
  finished_short: () => "Finished short. What is missing is short again.",
  cancelled: () => "Cancelled. What it was to bring is short again.",
  reopened: () => "Open again.",
};

/** The sentence for what a form did, or why it did nothing. */
export function doneWords(
  flash: {
    readonly kind: "done" | "refused";
    readonly code: string;
    readonly data?: Data | undefined;
  },
  order: string | null,
): string {
  const { kind, code, data = {} } = flash;
  if (kind === "refused") {
    return code === "invalid" ? String(data.message ?? "") : refusalWords(code, data);
  }
  return DONE[code]?.(data, order) ?? "Done.";
}

type Reader = { readonly locale: string; readonly today: Day };
type History = Readonly<Record<string, unknown>>;
const text = (value: unknown) => (typeof value === "string" ? value : "");
const pair = (value: unknown, shown: (one: unknown) => string) =>
  Array.isArray(value) ? value.map(shown).join(" → ") : "";

const EVENTS = {
  created: (data, reader) => [
    `Planned ${text(data.quantity)}`,
    isDay(text(data.dueOn)) ? `due ${dayWords(data.dueOn, reader)}` : "",
  ],
  changed: (data, reader) => [
    "Changed the plan",
    data.quantity ? `quantity ${pair(data.quantity, text)}` : "",
    data.dueOn ? `due ${pair(data.dueOn, (day) => dayWords(day, reader))}` : "",
  ],
  started: () => ["Started"],
  reported: (data) => [
    data.quantity === "0" ? `Scrapped ${text(data.scrapped)}` : `Made ${text(data.quantity)}`,
    data.quantity !== "0" && data.scrapped ? `${text(data.scrapped)} scrapped` : "",
    data.done === true ? "that is all of it" : "",
  ],
  report_taken_back: (data) => [`Took back the report of ${text(data.quantity)}`],
  blocked: (data) => ["Blocked", text(data.reason)],
  unblocked: () => ["Unblocked"],
  finished_short: (data) => [
    "Finished short",
    data.made ? `${text(data.made)} of ${text(data.quantity)} made` : "",
  ],
  cancelled: () => ["Cancelled"],
  reopened: () => ["Reopened"],
} satisfies Record<
  (typeof PRODUCTION_EVENTS)[number],
  (data: History, reader: Reader) => readonly string[]
>;

function dayWords(day: unknown, { locale, today }: Reader): string {
  return isDay(text(day)) ? formatShortDay(text(day), locale, today) : "";
}

/** What happened, and the details beside it. */
export function historyWords(
  { type, data }: { readonly type: keyof typeof EVENTS; readonly data: History },
  reader: Reader,
): { readonly sentence: string; readonly detail: string } {
  const [sentence = "", ...details] = EVENTS[type](data, reader);
  return { sentence, detail: details.filter(Boolean).join(" · ") };
}
