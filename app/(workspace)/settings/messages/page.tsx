import type { Metadata } from "next";
import { FilterForm } from "@/components/data-table/filter-form";
import { Pagination } from "@/components/data-table/pagination";
import { FlashNotice } from "@/components/forms/flash-notice";
import { MessagesTable } from "@/components/messages/messages-table";
import { kindWord, STATE_WORDS } from "@/components/messages/words";
import { Alert } from "@/components/ui/alert";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Input } from "@/components/ui/input";
import { PageHeader } from "@/components/ui/page-header";
import { Select } from "@/components/ui/select";
import { MESSAGE_STATES } from "@/db/schema/messages";
import { readFlash } from "@/lib/auth/flash";
import { may } from "@/lib/auth/permissions";
import { requireContext } from "@/lib/auth/session";
import {
  countTroubled,
  listMessages,
  type MessageSettings,
  readMessageSettings,
} from "@/lib/messages/queries";
import { messagesHref, parseMessageSearch } from "./search-params";

export const metadata: Metadata = { title: "Messages" };

const PATH = "/settings/messages";
const FLASH_WORDS = {
  rules_saved: "Saved. It applies to what changes from now on.",
  rules_off: "Saved. Clients are told nothing by mail from now on.",
};

type MessagesProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function MessagesPage({ searchParams }: MessagesProps) {
  const ctx = await requireContext("messages.read");
  const search = parseMessageSearch(await searchParams);
  const [page, settings, troubled, flash] = await Promise.all([
    listMessages(ctx, search),
    readMessageSettings(ctx),
    countTroubled(ctx),
    readFlash(PATH),
  ]);
  const isSearch = search.q !== null || search.state !== null;
  const mayWrite = may(ctx.role, "workspace.write");
  return (
    <div className="max-w-5xl">
      <PageHeader
        title="Messages"
        description={toldWords(settings)}
        actions={
          <ButtonLink href={`${PATH}/rules`}>{mayWrite ? "Change" : "What is told"}</ButtonLink>
        }
      />
      <FlashNotice flash={flash} words={FLASH_WORDS} />
      {settings.sender === null ? (
        <Alert className="mb-4" title="No mail is set up: messages are kept here and not sent.">
          Whoever runs Orderflow sets MAIL_FROM with SMTP_URL or MAIL_API_URL.
        </Alert>
      ) : null}
      {search.state === null ? <Troubled {...troubled} /> : null}
      {page.rows.length > 0 || isSearch ? (
        <FilterForm action={PATH} className="mb-3 flex gap-2">
          <Input
            type="search"
            name="q"
            aria-label="Search by subject, person, address or order"
            placeholder="Subject, person, address or order"
            defaultValue={search.q ?? ""}
            className="w-auto flex-1 md:max-w-80"
          />
          <Select
            name="state"
            aria-label="State"
            placeholder="Any state"
            defaultValue={search.state ?? ""}
            options={MESSAGE_STATES.map((state) => ({
              value: state,
              label: STATE_WORDS[state].word,
            }))}
            className="w-auto"
          />
        </FilterForm>
      ) : null}
      {page.rows.length > 0 ? (
        <>
          <div className="rounded-lg border bg-raised">
            <MessagesTable
              rows={page.rows}
              timeZone={ctx.workspace.timeZone}
              locale={ctx.workspace.locale}
            />
          </div>
          <Pagination
            summary={page.rows.length === 1 ? "1 message" : `${page.rows.length} messages`}
            previousHref={messagesHref(search, { before: page.previous })}
            nextHref={messagesHref(search, { after: page.next })}
          />
        </>
      ) : isSearch ? (
        <EmptyState
          title="No message matches"
          action={<ButtonLink href={PATH}>Show all messages</ButtonLink>}
        />
      ) : (
        <EmptyState
          title="No messages yet"
          action={
            settings.messageOn.length === 0 && mayWrite ? (
              <ButtonLink href={`${PATH}/rules`} variant="primary">
                Choose what clients are told
              </ButtonLink>
            ) : null
          }
        >
          What clients are told of their orders is kept here, word for word.
        </EmptyState>
      )}
    </div>
  );
}

function Troubled({ failed, unknown }: { failed: number; unknown: number }) {
  const number = failed + unknown;
  if (number === 0) {
    return null;
  }
  const state = failed > 0 ? "failed" : "unknown";
  return (
    <Alert
      className="mb-4"
      tone="caution"
      title={number === 1 ? "1 message needs a look." : `${number} messages need a look.`}
      actions={
        <ButtonLink href={`${PATH}?state=${state}`}>
          Show {STATE_WORDS[state].word.toLowerCase()}
        </ButtonLink>
      }
    />
  );
}

function toldWords({ messageOn, sender }: MessageSettings): string {
  const from = sender === null ? "" : ` Mail leaves as ${sender}.`;
  if (messageOn.length === 0) {
    return `Clients are told nothing by mail.${from}`;
  }
  const kinds = messageOn.map((kind) => kindWord(kind).toLowerCase());
  return `Clients are told: ${new Intl.ListFormat("en-GB").format(kinds)}.${from}`;
}
