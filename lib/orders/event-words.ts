/** Decides how an event of an order is told: a sentence in the past tense and the details beside it. */
import { type Day, formatShortDay, isDay } from "../shared/dates";
import { formatMinor } from "../shared/money";
import type { EventType } from "./events";
import type { Tab } from "./lifecycle";
import { causeWords } from "./tab-words";

export type ToldEvent = {
  readonly type: string;
  readonly cause: string;
  readonly policyVersion: number | null;
  readonly fromTab: Tab | null;
  readonly toTab: Tab | null;
  readonly data: Readonly<Record<string, unknown>>;
};

type Reader = { readonly locale: string; readonly today: Day; readonly currency: string };
type Words = { readonly sentence: string; readonly details?: readonly string[] };
type Teller = (event: ToldEvent, reader: Reader) => Words;

const text = (value: unknown): string => (typeof value === "string" ? value : "");
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const record = (value: unknown): Record<string, unknown> =>
  typeof value === "object" && value !== null ? Object.fromEntries(Object.entries(value)) : {};
const joined = (parts: readonly string[]): string => new Intl.ListFormat("en-GB").format(parts);

const channelOf = (data: ToldEvent["data"]): string => text(data.channel) || "The marketplace";

const CREATED: Readonly<Record<string, string>> = {
  by_hand: "Entered by hand",
  import: "Imported from a file",
  api: "Came in through the API",
};

const DOCUMENTS: Readonly<Record<string, string>> = {
  label: "shipping label",
  packing_slip: "packing slip",
  bill_of_lading: "bill of lading",
};

const FIELDS: Readonly<Record<string, string>> = {
  poNumber: "PO number",
  shipByOn: "ship by",
  deliverByOn: "deliver by",
  note: "note",
  shippingMinor: "shipping",
  taxMinor: "tax",
  currency: "currency",
  orderedOn: "order date",
  allowPartial: "partial shipments",
  onHold: "hold",
  shipTo: "ship to",
  unitPriceMinor: "price",
  discountMinor: "discount",
};

const ARCHIVED: Readonly<Record<string, string>> = {
  cancelled: "Cancelled",
  not_to_be_fulfilled: "Archived as not to be fulfilled",
  completed: "Archived as completed",
  aged: "Archived, closed long ago",
  asn: "Archived",
};

const UNDONE_FROM = {
  open: "Took back the reopening",
  closed: "Took back the closing",
  archived: "Took back the archiving",
} as const satisfies Record<Tab, string>;

const TELLERS = {
  created: ({ cause, data }) => {
    const how = CREATED[cause] ?? `Came in from ${text(data.source) || "elsewhere"}`;
    const known = text(data.externalId);
    return { sentence: known ? `${how} as ${known}` : how };
  },
  updated: tellEdit,
  held: () => ({ sentence: "Put on hold" }),
  released: () => ({ sentence: "Released from hold" }),
  queue_moved: ({ data }) => ({
    sentence: "Moved in the queue",
    details: [data.to ? `place ${data.from} → ${data.to}` : ""],
  }),
  tracking_link_created: () => ({ sentence: "Made a tracking link" }),
  tracking_link_revoked: () => ({ sentence: "Revoked a tracking link" }),
  shipment_prepared: ({ data }, reader) => ({
    sentence: `Prepared shipment ${text(data.shipment)}`,
    details: [
      ...contentsWords(data),
      isDay(text(data.plannedShipOn))
        ? `to leave on ${valueWords("plannedShipOn", data.plannedShipOn, reader)}`
        : "",
    ],
  }),
  shipment_changed: ({ data }, reader) => ({
    sentence: `Changed shipment ${text(data.shipment)}`,
    details: [
      ...contentsWords(data),
      text(data.carrier),
      text(data.trackingNumber),
      data.plannedShipOn
        ? `to leave on ${pairWords(data.plannedShipOn, (day) => valueWords("plannedShipOn", day, reader))}`
        : "",
    ],
  }),
  shipment_voided: ({ data }) => ({
    sentence: `Made shipment ${text(data.shipment)} void`,
    details: [data.dispatched === true ? "its stock is back" : "what it held is free"],
  }),
  shipment_void_taken_back: ({ data }) => ({
    sentence: `Took back that shipment ${text(data.shipment)} is void`,
    details: ["it is a draft again"],
  }),
  document_printed: ({ data }) => {
    const names = list(data.kinds).map((kind) => DOCUMENTS[text(kind)] ?? text(kind));
    const copy = Math.max(1, ...list(data.copies).map(Number));
    return {
      sentence: `Printed ${joined(names)}`,
      details: [text(data.shipment), copy > 1 ? `copy ${copy}` : ""],
    };
  },
  dispatched: ({ cause, data }) => ({
    sentence: `Dispatched shipment ${text(data.shipment)} ${causeWords(cause)}`,
  }),
  dispatch_undone: ({ data }) => ({
    sentence: `Took back the dispatch of shipment ${text(data.shipment)}`,
    details: ["its stock is back"],
  }),
  marked_shipped: ({ data }) => ({ sentence: `Marked shipment ${text(data.shipment)} as shipped` }),
  delivered: ({ data }) => ({ sentence: `Recorded that shipment ${text(data.shipment)} arrived` }),
  delivery_taken_back: ({ data }) => ({
    sentence: `Took back that shipment ${text(data.shipment)} arrived`,
  }),
  asn_sent: ({ data }) => ({
    sentence: data.channel
      ? `Told ${text(data.channel)} of shipment ${joined(list(data.shipments).map(text))}`
      : `Sent the ASN of shipment ${joined(list(data.shipments).map(text))}`,
    details: [text(data.tracking)],
  }),
  asn_changed: ({ data }) => ({
    sentence: `Told ${channelOf(data)} the tracking number of shipment ${text(data.shipment)}`,
    details: [text(data.tracking)],
  }),
  asn_refused: ({ data }) => ({
    sentence: `${channelOf(data)} refused shipment ${text(data.shipment)}`,
    details: [text(data.reason)],
  }),
  asn_cancelled: ({ data }) => ({
    sentence: `Cancelled the ASN of shipment ${text(data.shipment)}`,
  }),
  invoiced: ({ data }, reader) => ({
    sentence: `Invoiced ${amountOf(data, reader)}`,
    details: [text(data.invoice)],
  }),
  paid: ({ data }, reader) => ({ sentence: `Recorded a payment of ${amountOf(data, reader)}` }),
  short_closed: ({ data }) => ({
    sentence: `Short-closed ${unitsWords(data) || "the remainder"}`,
  }),
  short_close_taken_back: ({ data }) => ({
    sentence: `Took back the short close of ${unitsWords(data)}`,
    details: ["it is owed again"],
  }),
  production_created: ({ data }, reader) => ({
    sentence: `Planned ${madeWords(data)} as ${text(data.production)}`,
    details: [dueWords(data.dueOn, reader)],
  }),
  production_changed: ({ data }, reader) => ({
    sentence: `Changed ${text(data.production)}`,
    details: [
      data.quantity ? `quantity ${pairWords(data.quantity, text)}` : "",
      data.dueOn ? `due ${pairWords(data.dueOn, (day) => valueWords("dueOn", day, reader))}` : "",
    ],
  }),
  production_started: ({ data }) => ({ sentence: `Started ${text(data.production)}` }),
  production_reported: ({ data }) => ({
    sentence:
      data.quantity === "0"
        ? `Scrapped ${text(data.scrapped)} of ${text(data.production)}`
        : `Made ${madeWords(data)} with ${text(data.production)}`,
    details: [
      data.quantity !== "0" && data.scrapped ? `${text(data.scrapped)} scrapped` : "",
      data.done === true ? "that is all of it" : "",
    ],
  }),
  production_report_taken_back: ({ data }) => ({
    sentence: `Took back a report of ${madeWords(data)} with ${text(data.production)}`,
    details: ["its units are out of stock again"],
  }),
  production_blocked: ({ data }) => ({
    sentence: `Blocked ${text(data.production)}`,
    details: [text(data.reason)],
  }),
  production_unblocked: ({ data }) => ({ sentence: `Unblocked ${text(data.production)}` }),
  production_finished_short: ({ data }) => ({
    sentence: `Finished ${text(data.production)} short`,
    details: [`${text(data.made)} of ${text(data.quantity)} made`],
  }),
  production_cancelled: ({ data }) => ({ sentence: `Cancelled ${text(data.production)}` }),
  production_reopened: ({ data }) => ({ sentence: `Reopened ${text(data.production)}` }),
  closed: ({ cause, data }) => ({
    sentence: `Closed ${causeWords(cause)}`,
    details: [shortClosedWords(data.shortClosed)],
  }),
  archived: ({ cause, data }) => {
    const how = ARCHIVED[text(data.reason)] ?? "Archived";
    return {
      // A person who cancels says so by that word alone; a rule names what made it act.
      sentence: cause === "by_hand" ? how : `${how} ${causeWords(cause)}`,
      details: [text(data.note)],
    };
  },
  reopened: ({ cause }) => ({ sentence: `Reopened ${causeWords(cause)}` }),
  unarchived: ({ cause }) => ({ sentence: `Unarchived ${causeWords(cause)}` }),
  undone: ({ fromTab, toTab }) => ({
    sentence:
      fromTab === null || (fromTab === "closed" && toTab === "archived")
        ? "Took back the unarchiving"
        : UNDONE_FROM[fromTab],
  }),
} satisfies Record<EventType, Teller>;

const tellers: ReadonlyMap<string, Teller> = new Map(Object.entries(TELLERS));

/** The event for the timeline. A type that nobody has words for is told by its own name rather than not at all. */
export function eventWords(
  event: ToldEvent,
  reader: Reader,
): { readonly sentence: string; readonly detail: string } {
  const tell = tellers.get(event.type);
  const plain = event.type.replaceAll("_", " ");
  const { sentence, details = [] } = tell
    ? tell(event, reader)
    : { sentence: plain.charAt(0).toUpperCase() + plain.slice(1) };
  return { sentence, detail: [...details, policyWords(event)].filter(Boolean).join(" · ") };
}

function policyWords({ policyVersion }: ToldEvent): string {
  if (policyVersion === null) {
    return "";
  }
  return policyVersion === 0 ? "default policy" : `policy version ${policyVersion}`;
}

function shortClosedWords(count: unknown): string {
  if (typeof count !== "number" || count === 0) {
    return "";
  }
  return count === 1
    ? "the rest of 1 line short-closed"
    : `the rest of ${count} lines short-closed`;
}

/** "2 CHAIR and 1 TABLE". */
function unitsWords(data: ToldEvent["data"]): string {
  return joined(list(data.lines).map((line) => madeWords(record(line))));
}

function contentsWords(data: ToldEvent["data"]): readonly string[] {
  const packages = Number(data.packages ?? 1);
  return [unitsWords(data), packages > 1 ? `${packages} packages` : ""];
}

/** "5 OAK-TABLE". */
function madeWords(data: ToldEvent["data"]): string {
  return [text(data.quantity), text(data.sku)].filter(Boolean).join(" ");
}

function dueWords(day: unknown, reader: Reader): string {
  return isDay(text(day)) ? `due ${valueWords("dueOn", day, reader)}` : "";
}

function pairWords(pair: unknown, shown: (value: unknown) => string): string {
  const [before, after] = list(pair);
  return `${shown(before)} → ${shown(after)}`;
}

function amountOf(data: ToldEvent["data"], { locale }: Reader): string {
  return formatMinor(Number(data.amountMinor ?? 0), text(data.currency) || "EUR", locale);
}

function tellEdit({ data }: ToldEvent, reader: Reader): Words {
  const changes = Object.entries(record(data.changes));
  const lines = list(data.lines).map(record);
  const removed = list(data.removed).map(Number);
  const count = lines.length + removed.length;
  const names = [
    ...changes.map(([field]) => FIELDS[field] ?? field),
    ...(count > 0 ? [count === 1 ? "1 line" : `${count} lines`] : []),
  ];
  return {
    sentence: names.length > 0 ? `Changed ${joined(names)}` : "Changed the order",
    details: [
      ...changes.map(([field, pair]) => diffOf(field, list(pair), reader)),
      ...lines.map((line) => lineDiff(line, reader)),
      ...removed.map((line) => `line ${line} removed`),
    ],
  };
}

function diffOf(field: string, [before, after]: readonly unknown[], reader: Reader): string {
  const shown = (value: unknown) => valueWords(field, value, reader);
  return field === "note"
    ? "note rewritten"
    : `${FIELDS[field] ?? field} ${shown(before)} → ${shown(after)}`;
}

function valueWords(field: string, value: unknown, { locale, today, currency }: Reader): string {
  if (value === null || value === undefined || value === "") {
    return "none";
  }
  if (typeof value === "boolean") {
    return value ? "yes" : "no";
  }
  if (typeof value === "number" && field.endsWith("Minor")) {
    return formatMinor(value, currency, locale);
  }
  return typeof value === "string" && isDay(value)
    ? formatShortDay(value, locale, today)
    : String(value);
}

function lineDiff(line: Record<string, unknown>, reader: Reader): string {
  const { sku, from, to, unitPriceMinor, discountMinor, overShipAllowance } = line;
  const beyond = overShipAllowance
    ? `may be exceeded by ${pairWords(overShipAllowance, text)}`
    : "";
  if (from === null || from === undefined) {
    return [`${text(sku)} added, ${text(to)}`, beyond].filter(Boolean).join(", ");
  }
  const parts = [
    from === to ? "" : `${text(from)} → ${text(to)}`,
    beyond,
    unitPriceMinor ? diffOf("unitPriceMinor", list(unitPriceMinor), reader) : "",
    discountMinor ? diffOf("discountMinor", list(discountMinor), reader) : "",
  ].filter(Boolean);
  // Events from before prices were kept say only that something else than the quantity changed.
  return `${text(sku)} ${parts.join(", ") || "price changed"}`;
}
