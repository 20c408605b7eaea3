/** Decides the markup of a row's cells: as React elements, fifty rows cost several times the rest of the page. */
import { type Markup, markup } from "@/lib/shared/markup";
import type { RowView, StatusView, Toned } from "./row-view";
import { orderAddress, statusId } from "./source-address";

/** The empty form that status buttons belong to: without a script they lead to the order's page. */
export const REASON_FORM_ID = "why";

/** The facets of a row's statuses, in their order. */
export const FACETS = ["stock", "production", "shipment"] as const;
export const FACET_LABELS = ["Stock", "Production", "Shipment"] as const;

/** What a row has in its place of the queue and in the column that differs from tab to tab. */
export type Columns = { readonly withRank: boolean; readonly own: "none" | "closed" | "reason" };

/** The cells of a table's row. */
export function cellsMarkup(row: RowView, { withRank, own }: Columns): Markup {
  const [first = "No lines", second] = row.items;
  const address = orderAddress(row.number);
  return markup`<td class="pick">${boxMarkup(row)}</td>${
    withRank ? markup`<td class="rank">${row.rank ?? ""}</td>` : null
  }<td>${linkMarkup(row, address)}<span class="second">${
    row.flag ? markup`<em class="${row.flag.tone}">${row.flag.text}</em>` : null
  }${row.flag && row.reference ? ` · ${row.reference}` : row.reference}</span></td><td${tipMarkup(
    row.client,
    CLIENT_FITS,
  )}>${row.client}${secondLine(row.place)}</td><td title="${row.items.join(", ")}">${first}${
    second ? secondLine(row.more > 0 ? `${second} · +${row.more} more` : second) : null
  }</td><td${row.dueIn ? null : markup` class="text-faint"`}>${row.due}${
    row.dueIn ? secondLine(row.dueIn.text, row.dueIn.tone) : null
  }</td>${own === "none" ? null : markup`<td>${ownMarkup(row, own)}</td>`}${row.statuses.map(
    (status, at) => markup`<td>${statusMarkup(address, at, status)}</td>`,
  )}`;
}

/** What is on the card of an order, with the same first link as the table's row. */
export function cardMarkup(row: RowView): Markup {
  const items = row.items.join(", ");
  const address = orderAddress(row.number);
  return markup`<div class="card-head"><label class="pick-card">${boxMarkup(
    row,
  )}</label><div class="card-title">${linkMarkup(row, address)}<p>${row.client}</p></div><div class="card-due">${row.due}${
    row.dueIn ? markup`<p class="${row.dueIn.tone}">${row.dueIn.text}</p>` : null
  }</div></div><p class="card-items">${row.more > 0 ? `${items} +${row.more}` : items}</p>${
    row.reason ? wordMarkup(row.reason, "glyph") : null
  }${row.flag ? wordMarkup(row.flag) : null}<div class="card-statuses">${row.statuses.map(
    (status, at) => segmentMarkup(address, at, status),
  )}</div>`;
}

function boxMarkup({ number }: RowView): Markup {
  return markup`<input type="checkbox" class="checkbox" name="order" value="${number}" aria-label="Select order ${number}">`;
}

function linkMarkup({ number, source }: RowView, address: string): Markup {
  return markup`<a href="${address}" class="row-link">${number}</a>${
    source ? markup`<small>${source}</small>` : null
  }`;
}

const secondLine = (text: string, tone = "") =>
  markup`<span class="${tone === "" ? "second" : `second ${tone}`}">${text}</span>`;

/** Letters that fit into the column of clients, which is as wide on every screen. */
const CLIENT_FITS = 18;

/** The whole text for a column that may cut it off. */
const tipMarkup = (text: string, fits: number) =>
  text.length > fits ? markup` title="${text}"` : null;

function ownMarkup(row: RowView, own: "closed" | "reason"): Markup | null {
  if (own === "reason") {
    return row.reason
      ? markup`<span class="status-word glyph ${row.reason.tone}">${row.reason.text}</span>`
      : null;
  }
  return row.closed ? markup`${row.closed[0]}${secondLine(row.closed[1])}` : null;
}

const wordMarkup = ({ text, tone }: Toned, glyph = "") =>
  markup`<p class="status-word ${glyph} ${tone}">${text}</p>`;

/** What makes a button the one for a status's reason; its address says whose and which. */
function reasonMarkup(address: string, at: number): Markup {
  const id = statusId(FACETS[at] ?? "stock");
  return markup`form="${REASON_FORM_ID}" formaction="${address}#${id}" aria-expanded="false"`;
}

/** A status that is the button for its reason: one element, because a list holds hundreds of them. */
function statusMarkup(address: string, at: number, { words, tone, bar }: StatusView): Markup {
  const meter = bar === null ? null : markup` style="--percent:${bar}"`;
  return markup`<button ${reasonMarkup(address, at)} class="status-cell glyph ${tone}${
    bar === null ? "" : " meter"
  }"${meter}>${words}</button>`;
}

/** The same on a card: the facet beside the glyph, the words below. */
function segmentMarkup(address: string, at: number, { words, tone }: StatusView): Markup {
  return markup`<button ${reasonMarkup(address, at)} data-words="${words}" class="status-segment glyph ${tone}"><span>${
    FACET_LABELS[at] ?? ""
  }</span>${words}</button>`;
}
