/** Decides what the strips above the list say. */
import type { Flash } from "@/lib/auth/flash";
import type { PrintResult } from "@/lib/documents/queries";
import type { MoveBatch } from "@/lib/moves/queries";
import { refusalWords } from "@/lib/orders/refusal-words";
import { causeWords } from "@/lib/orders/tab-words";
import { formatTime } from "@/lib/shared/dates";

export type Refused = { readonly order: string; readonly words: string };

const MOVED_TO = { open: "reopened", closed: "closed", archived: "archived" } as const;

const count = (orders: number) => (orders === 1 ? "1 order" : `${orders} orders`);

type Viewer = { readonly workspace: { readonly timeZone: string; readonly locale: string } };

/** "12 orders closed by label print, 10:42, Ana." */
export function movedText(batch: MoveBatch, { workspace }: Viewer): string {
  const time = formatTime(batch.at, workspace.timeZone, workspace.locale);
  const what = `${count(batch.orders)} ${MOVED_TO[batch.to]}`;
  return `${what} ${causeWords(batch.cause)}, ${time}.`;
}

const DOCUMENTS = {
  label: ["label", "labels"],
  packing_slip: ["packing slip", "packing slips"],
  bill_of_lading: ["bill of lading", "bills of lading"],
} as const;

/** "12 labels ready. 12 orders closed." */
export function printedText(printed: PrintResult, moved: MoveBatch | null): string {
  const pages = Object.entries(DOCUMENTS).flatMap(([kind, [one, more]]) => {
    const made = printed.documents.filter((document) => document.kind === kind).length;
    return made === 0 ? [] : [`${made} ${made === 1 ? one : more}`];
  });
  const ready = `${pages.join(" and ")} ready.`;
  return moved ? `${ready} ${count(moved.orders)} ${MOVED_TO[moved.to]}.` : ready;
}

/** The refusals that a bulk form left for this page. */
export function refusedOf(flash: Flash | null): Refused[] {
  if (flash?.kind !== "refused") {
    return [];
  }
  if (flash.code !== "batch") {
    return [{ order: "", words: refusalWords(flash.code, flash.data) }];
  }
  const named = Object.entries(flash.data ?? {}).flatMap(([key, value]) =>
    key.startsWith("order ") ? [refusedFrom(key.slice("order ".length), String(value))] : [],
  );
  const rest = Number(flash.data?.count ?? 0) - named.length;
  return rest > 0 ? [...named, { order: `+${rest}`, words: "more." }] : named;
}

function refusedFrom(order: string, text: string): Refused {
  try {
    const [code, data] = JSON.parse(text);
    return { order, words: refusalWords(String(code), data) };
  } catch {
    return { order, words: refusalWords("changed_meanwhile") };
  }
}
