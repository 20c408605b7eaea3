import { MESSAGE_STATES, type MessageState } from "@/db/schema/messages";
import type { MessageFilter } from "@/lib/messages/queries";
import { pageHref, parseListSearch } from "@/lib/shared/list-search";

type SearchParams = Readonly<Record<string, string | string[] | undefined>>;

/** Reads the mailbox page's address; a state that we do not know is none. */
export function parseMessageSearch(params: SearchParams): MessageFilter {
  return {
    ...parseListSearch(params),
    state: MESSAGE_STATES.find((state) => state === params.state) ?? null,
  };
}

/** The address of another page of the same search; null where there is none. */
export function messagesHref(
  search: { readonly q: string | null; readonly state: MessageState | null },
  cursor: Parameters<typeof pageHref>[2],
): string | null {
  const href = pageHref("/settings/messages", search, cursor);
  return href !== null && search.state !== null ? `${href}&state=${search.state}` : href;
}
