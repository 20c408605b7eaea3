/** Decides how news of orders reads as a mail: one order at length, several one after the other. */
import type { ClientOrder, ClientShipment } from "../orders/client-view";
import { dueOnOf } from "../orders/input";
import { type Day, formatFullDay } from "../shared/dates";
import { quantityText } from "../shared/quantity";
import { carrierPage } from "../shipments/carriers";
import type { News, NewsKind } from "./news";

export type OrderNews = { readonly news: News; readonly order: ClientOrder };

export type Correspondents = {
  /** The workspace's and the client's names, and the contact's. */
  readonly from: string;
  readonly client: string;
  readonly to: string;
  /** Where the contact sees all orders after signing in; null for one without an account, or an address nobody set. */
  readonly portal: string | null;
  readonly locale: string;
  readonly today: Day;
};

export type OrderLetter = {
  readonly kind: NewsKind | "several";
  readonly subject: string;
  readonly body: string;
};

/** Orders told at length, orders told in a line, and lines told of one order; the rest is counted. */
const AT_LENGTH = 12;
const IN_A_LINE = 300;
const LINES_MAX = 20;
/** Numbers that a subject names. */
const IN_SUBJECT = 3;

/** Writes one letter of all the news there is for a client. There must be some. */
export function orderLetter(people: Correspondents, items: readonly OrderNews[]): OrderLetter {
  const [first] = items;
  if (!first) {
    throw new Error("A letter was asked for where there is no news.");
  }
  const kinds = new Set(items.map(({ news }) => mainKind(news)));
  const [kind] = kinds;
  const parts = items.slice(0, AT_LENGTH).map((item) => orderParts(people, item));
  const brief = items.slice(AT_LENGTH, AT_LENGTH + IN_A_LINE).map(briefly);
  const more = items.length - AT_LENGTH - brief.length;
  return {
    kind: kinds.size === 1 && kind ? kind : "several",
    subject: items.length === 1 ? subjectOf(first) : subjectOfMany(items),
    body: [
      `Hello ${people.to},`,
      ...parts.flat(),
      ...(brief.length > 0 ? [brief.join("\n")] : []),
      ...(more > 0 ? [`And ${more} more of your orders.`] : []),
      ...(people.portal === null ? [] : [`All your orders: ${people.portal}`]),
      people.from,
      `You get this as a contact of ${people.client}. If you would rather not, tell ${people.from}.`,
    ].join("\n\n"),
  };
}

function subjectOfMany(items: readonly OrderNews[]): string {
  const numbers = items.slice(0, IN_SUBJECT).map(({ order }) => order.number);
  const more = items.length > numbers.length ? ", ..." : "";
  return `News about ${items.length} of your orders: ${numbers.join(", ")}${more}`;
}

/** What matters most of an order: the furthest that it came. */
function mainKind({ kinds }: News): NewsKind {
  const order = ["delivered", "shipped", "date_changed", "confirmed"] as const;
  return order.find((kind) => kinds.includes(kind)) ?? "confirmed";
}

/** "SO-1042 (your PO 4711)"; many write the word into the number. */
function nameOf({ number, poNumber }: ClientOrder): string {
  if (poNumber === null) {
    return number;
  }
  return `${number} (your ${/^po\b/i.test(poNumber) ? "" : "PO "}${poNumber})`;
}

function subjectOf({ news, order }: OrderNews): string {
  const name = `Your order ${nameOf(order)}`;
  switch (mainKind(news)) {
    case "confirmed":
      return `${name} is confirmed`;
    case "date_changed":
      return `${name} has a new date`;
    case "shipped":
      return news.shipped.length > 0
        ? `${name} has ${isPart(order) ? "partly " : ""}shipped`
        : news.takenBack.length > 0
          ? `${name} has not left yet`
          : `${name} can be followed now`;
    case "delivered":
      return `${name} was delivered`;
  }
}

const isPart = (order: ClientOrder) => order.answer.headline.startsWith("Partly");

function briefly({ news, order }: OrderNews): string {
  const words = {
    confirmed: "confirmed",
    date_changed: "new date",
    shipped: "shipped",
    delivered: "delivered",
  } as const satisfies Record<NewsKind, string>;
  return `${nameOf(order)}: ${words[mainKind(news)]}. ${order.answer.headline}.`;
}

/** The paragraphs of one order. */
function orderParts(people: Correspondents, item: OrderNews): string[] {
  const { news, order } = item;
  const departures = news.shipped.length + news.takenBack.length + news.tracked.length;
  const has = (kind: NewsKind) => news.kinds.includes(kind);
  return [
    ...(has("confirmed") ? [confirmed(order)] : []),
    ...(has("date_changed") ? [dateChanged(people, order)] : []),
    ...(news.takenBack.length > 0 ? [takenBack(order)] : []),
    ...shipmentsOf(order, news.shipped).map((one) => hasShipped(people, item, one)),
    ...shipmentsOf(order, news.tracked).map((one) => trackingOf(order, one)),
    ...(news.delivered.length > 0 ? [delivered(people, item)] : []),
    ...(departures > 0 && news.shipped.length > 0 && isPart(order) ? [restOf(order)] : []),
    ...(has("confirmed") || has("date_changed") ? [linesOf(order)] : []),
  ];
}

function confirmed(order: ClientOrder): string {
  return [`We have your order ${nameOf(order)}.`, ...answerOf(order)].join("\n");
}

function dateChanged({ locale, today }: Correspondents, order: ClientOrder): string {
  const dueOn = dueOnOf(order);
  const due = dueOn === null ? [] : [`Planned for ${formatFullDay(dueOn, locale, today)}.`];
  return [`There is a new date for your order ${nameOf(order)}.`, ...answerOf(order), ...due].join(
    "\n",
  );
}

function takenBack(order: ClientOrder): string {
  return [
    `We told you that a shipment of your order ${nameOf(order)} had left. That was wrong: it is still with us. We are sorry.`,
    ...answerOf(order),
  ].join("\n");
}

/** The same answer that the client's own page gives. */
function answerOf({ answer }: ClientOrder): string[] {
  return [answer.headline, ...answer.notes].map((text) =>
    /[.!?]$/.test(text) ? text : `${text}.`,
  );
}

function restOf(order: ClientOrder): string {
  return answerOf(order).join("\n");
}

function shipmentsOf(order: ClientOrder, numbers: readonly string[]): ClientShipment[] {
  return order.shipments.filter((one) => numbers.includes(one.number));
}

function hasShipped(
  { locale, today }: Correspondents,
  { order }: OrderNews,
  shipment: ClientShipment,
): string {
  const carrier = shipment.carrier === null ? "" : ` with ${shipment.carrier}`;
  const packages =
    shipment.packages > 1
      ? `, ${shipment.packages} packages`
      : shipment.packages === 1
        ? ", 1 package"
        : "";
  const items = shipment.items.map(({ name, quantity }) => `${quantityText(quantity)} x ${name}`);
  return [
    `${isPart(order) ? "A part of your" : "Your"} order ${nameOf(order)} left us ${formatFullDay(shipment.on, locale, today)}${carrier}${packages}.`,
    ...trackingLines(shipment),
    ...capped(items),
  ].join("\n");
}

function trackingOf(order: ClientOrder, shipment: ClientShipment): string {
  return [`Your order ${nameOf(order)} can be followed now.`, ...trackingLines(shipment)].join(
    "\n",
  );
}

function trackingLines({ carrier, trackingNumber }: ClientShipment): string[] {
  if (trackingNumber === null) {
    return [];
  }
  const page = carrierPage(carrier, trackingNumber);
  return [`Tracking number: ${trackingNumber}`, ...(page === null ? [] : [page])];
}

function delivered({ locale, today }: Correspondents, { news, order }: OrderNews): string {
  const days = shipmentsOf(order, news.delivered).flatMap((one) => one.deliveredOn ?? []);
  const last = days.sort().at(-1);
  const on = last === undefined ? "" : ` ${formatFullDay(last, locale, today)}`;
  const what = isPart(order)
    ? `A shipment of your order ${nameOf(order)}`
    : `Your order ${nameOf(order)}`;
  return `${what} was delivered${on}.`;
}

function linesOf(order: ClientOrder): string {
  return capped(
    order.lines.map(({ name, sku, ordered, split }) => {
      const says = split.length > 0 ? `: ${split.join("; ")}` : "";
      return `${quantityText(ordered)} x ${name}${name === sku ? "" : ` (${sku})`}${says}`;
    }),
  ).join("\n");
}

function capped(lines: readonly string[]): string[] {
  const more = lines.length - LINES_MAX;
  return more > 0 ? [...lines.slice(0, LINES_MAX), `and ${more} more lines`] : [...lines];
}
