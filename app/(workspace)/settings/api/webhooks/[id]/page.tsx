import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { EndpointActions } from "@/components/api/endpoint-actions";
import { EndpointForm } from "@/components/api/endpoint-form";
import { EndpointBadge } from "@/components/api/endpoint-list";
import { MessagesList } from "@/components/api/messages-list";
import { SecretSection } from "@/components/api/secret-section";
import { API_WORDS, OFF_WORDS } from "@/components/api/words";
import { Pagination } from "@/components/data-table/pagination";
import { FlashNotice } from "@/components/forms/flash-notice";
import { Alert } from "@/components/ui/alert";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import { readFlash } from "@/lib/auth/flash";
import { may } from "@/lib/auth/permissions";
import { requireContext } from "@/lib/auth/session";
import { formatInstant } from "@/lib/shared/dates";
import { pageHref, parseListSearch } from "@/lib/shared/list-search";
import {
  askEndpointAction,
  testEndpointAction,
  updateEndpointAction,
} from "@/lib/webhooks/actions";
import { type EndpointDetail, findEndpoint, listMessages } from "@/lib/webhooks/queries";

export const metadata: Metadata = { title: "Webhook endpoint" };

type EndpointProps = {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function EndpointPage({ params, searchParams }: EndpointProps) {
  const ctx = await requireContext("api.read");
  const { id } = await params;
  const search = parseListSearch(await searchParams);
  const path = `/settings/api/webhooks/${id}`;
  const [endpoint, flash] = await Promise.all([findEndpoint(ctx, id), readFlash(path)]);
  if (!endpoint) {
    notFound();
  }
  const { rows, next, previous } = await listMessages(ctx, id, search);
  const { timeZone, locale } = ctx.workspace;
  const at = (instant: Date) => formatInstant(instant, timeZone, locale);
  const mayWrite = may(ctx.role, "api.write");
  return (
    <div className="flex max-w-4xl flex-col gap-4">
      <div className="-mb-4">
        <PageHeader
          title={endpoint.description || new URL(endpoint.url).host}
          description={<span className="break-all">{endpoint.url}</span>}
          back={{ href: "/settings/api", label: "API and webhooks" }}
          aside={<EndpointBadge endpoint={endpoint} />}
          actions={
            mayWrite ? (
              <EndpointActions
                id={id}
                isOff={endpoint.offSince !== null}
                ask={askEndpointAction}
                test={testEndpointAction}
              />
            ) : null
          }
        />
        <FlashNotice flash={flash} words={API_WORDS} />
        {flash === null ? <Trouble endpoint={endpoint} at={at} /> : null}
      </div>
      {mayWrite ? (
        <SecretSection
          id={id}
          secret={endpoint.secret}
          overlap={endpoint.overlap}
          ask={askEndpointAction}
        />
      ) : null}
      <Section title="Deliveries" description="Kept for 30 days." flush>
        {rows.length === 0 ? (
          <p className="p-4 text-muted">Nothing was sent yet. A test shows whether it arrives.</p>
        ) : (
          <MessagesList
            rows={rows.map((row) => ({
              ...row,
              at: at(row.createdAt),
              next: row.nextAt === null ? null : at(row.nextAt),
            }))}
          />
        )}
      </Section>
      {next || previous ? (
        <Pagination
          summary={`${rows.length} deliveries on this page`}
          previousHref={pageHref(path, search, { before: previous })}
          nextHref={pageHref(path, search, { after: next })}
        />
      ) : null}
      {mayWrite ? (
        <Section title="Endpoint">
          <EndpointForm
            key={endpoint.version}
            action={updateEndpointAction}
            endpoint={endpoint}
            cancelHref="/settings/api"
          />
        </Section>
      ) : null}
    </div>
  );
}

function Trouble({ endpoint, at }: { endpoint: EndpointDetail; at: (instant: Date) => string }) {
  const { offReason, offSince, failingSince } = endpoint;
  if (offReason !== null && offSince !== null) {
    return (
      <Alert
        className="mb-4"
        tone={offReason === "by_hand" ? "neutral" : "critical"}
        title={`${OFF_WORDS[offReason]} Since ${at(offSince)}.`}
      />
    );
  }
  return failingSince === null ? null : (
    <Alert
      className="mb-4"
      tone="caution"
      title={`Nothing was delivered since ${at(failingSince)}. After five days it is switched off.`}
    />
  );
}
