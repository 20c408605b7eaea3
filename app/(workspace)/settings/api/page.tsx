import type { Metadata } from "next";
import { EndpointList } from "@/components/api/endpoint-list";
import { KeyForm } from "@/components/api/key-form";
import { KeyRow } from "@/components/api/key-row";
import { API_WORDS } from "@/components/api/words";
import { ROLE_WORDS } from "@/components/auth/role-words";
import { FlashNotice } from "@/components/forms/flash-notice";
import { ButtonLink, buttonVariants } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import { addApiKeyAction, revokeApiKeyAction, rollApiKeyAction } from "@/lib/admin/api-key-actions";
import { KEY_DAYS, KEY_ROLES, listApiKeys } from "@/lib/auth/api-key-commands";
import { readFlash } from "@/lib/auth/flash";
import { may } from "@/lib/auth/permissions";
import { requireContext } from "@/lib/auth/session";
import { formatDay, todayIn } from "@/lib/shared/dates";
import { listEndpoints } from "@/lib/webhooks/queries";
import type { Context } from "@/lib/workspaces/context";

export const metadata: Metadata = { title: "API and webhooks" };

export default async function ApiPage() {
  const ctx = await requireContext("api.read");
  const [keys, endpoints, flash] = await Promise.all([
    listApiKeys(ctx),
    listEndpoints(ctx),
    readFlash("/settings/api"),
  ]);
  const mayWrite = may(ctx.role, "api.write");
  return (
    <div className="flex max-w-4xl flex-col gap-4">
      <div className="-mb-4">
        <PageHeader
          title="API and webhooks"
          description="What people can do here, your programs can do, too."
          actions={
            // A plain anchor: the reference is a document of its own, without our scripts.
            <a href="/docs/api" className={buttonVariants()}>
              API reference
            </a>
          }
        />
        <FlashNotice flash={flash} words={API_WORDS} />
      </div>
      {mayWrite ? (
        <Section title="Make an API key">
          <KeyForm
            action={addApiKeyAction}
            roles={KEY_ROLES.filter((role) => role !== "owner" || ctx.role === "owner")}
            days={KEY_DAYS}
          />
        </Section>
      ) : null}
      <Section title={keys.length === 1 ? "1 key" : `${keys.length} keys`} flush>
        {keys.length === 0 ? (
          <p className="p-4 text-muted">No program has a key yet.</p>
        ) : (
          <ul className="divide-y" aria-label="API keys">
            {keys.map((key) => (
              <KeyRow
                key={key.id}
                apiKey={{
                  id: key.id,
                  name: key.name,
                  shape: `${key.prefix}…${key.lastFour}`,
                  role: ROLE_WORDS[key.role],
                  about: aboutKey(ctx, key),
                  isDemo: key.demo,
                }}
                rollAction={rollApiKeyAction}
                revokeAction={revokeApiKeyAction}
              />
            ))}
          </ul>
        )}
      </Section>
      <Section
        title="Webhooks"
        description="Addresses of your programs that are told of events as they happen."
        flush
        actions={
          mayWrite ? (
            <ButtonLink href="/settings/api/webhooks/new">Add an endpoint</ButtonLink>
          ) : null
        }
      >
        {endpoints.length === 0 ? (
          <p className="p-4 text-muted">
            No endpoint yet. Add one, and a program learns of orders, shipments and stock by itself.
          </p>
        ) : (
          <EndpointList rows={endpoints} />
        )}
      </Section>
    </div>
  );
}

type Key = Awaited<ReturnType<typeof listApiKeys>>[number];

function aboutKey({ workspace, today }: Context, { createdAt, lastUsedAt, expiresAt }: Key) {
  const day = (at: Date) => formatDay(todayIn(workspace.timeZone, at), workspace.locale, today);
  return [
    `made ${day(createdAt)}`,
    lastUsedAt ? `last used ${day(lastUsedAt)}` : "never used",
    ...(expiresAt ? [`ends ${day(expiresAt)}`] : []),
  ].join(", ");
}
