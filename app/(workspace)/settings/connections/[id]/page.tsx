import type { Metadata } from "next";
import { headers } from "next/headers";
import { notFound } from "next/navigation";
import { FlashNotice } from "@/components/forms/flash-notice";
import { ConnectionActions } from "@/components/intake/connection-actions";
import { ConnectionFacts } from "@/components/intake/connection-facts";
import { ConnectionForm } from "@/components/intake/connection-form";
import { RefusedShipments } from "@/components/intake/refused-shipments";
import { WebhookSection } from "@/components/intake/webhook-section";
import { CONNECTION_STATES, CONNECTION_WORDS } from "@/components/intake/words";
import { Alert } from "@/components/ui/alert";
import { Badge } from "@/components/ui/badge";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import { readFlash } from "@/lib/auth/flash";
import { may } from "@/lib/auth/permissions";
import { requireContext } from "@/lib/auth/session";
import { siteAddress } from "@/lib/auth/site-address";
import {
  askConnectionAction,
  checkConnectionAction,
  rotateSecretAction,
  updateConnectionAction,
} from "@/lib/intake/channel-actions";
import { tellAgain } from "@/lib/intake/channels/actions";
import { CHANNEL_DESCRIPTIONS } from "@/lib/intake/channels/descriptions";
import { failedNotices } from "@/lib/intake/channels/notices";
import { findConnection } from "@/lib/intake/connection-queries";

export const metadata: Metadata = { title: "Connection" };

export default async function ConnectionPage({ params }: { params: Promise<{ id: string }> }) {
  const ctx = await requireContext("connections.read");
  const { id } = await params;
  const [connection, refused, flash] = await Promise.all([
    findConnection(ctx, id),
    failedNotices(ctx, id),
    readFlash(`/settings/connections/${id}`),
  ]);
  if (!connection) {
    notFound();
  }
  const { timeZone, locale } = ctx.workspace;
  const { name: channelName, fields, webhookSecret } = CHANNEL_DESCRIPTIONS[connection.channel];
  const { word, tone } = CONNECTION_STATES[connection.state];
  const isConnected = connection.state !== "disconnected";
  const mayWrite = may(ctx.role, "connections.write");
  return (
    <div className="max-w-4xl">
      <PageHeader
        title={connection.name}
        description={connection.name === channelName ? undefined : channelName}
        back={{ href: "/settings/connections", label: "Connections" }}
        aside={<Badge tone={tone}>{word}</Badge>}
        actions={
          isConnected && mayWrite ? (
            <ConnectionActions
              connection={connection}
              ask={askConnectionAction}
              check={checkConnectionAction}
            />
          ) : null
        }
      />
      <FlashNotice flash={flash} words={CONNECTION_WORDS} />
      {connection.lastError && flash === null ? (
        <Alert className="mb-4" tone="critical" title={connection.lastError} />
      ) : null}
      <Section title="Traffic">
        <ConnectionFacts connection={connection} timeZone={timeZone} locale={locale} />
      </Section>
      <RefusedShipments
        notices={refused}
        tellAgain={
          may(ctx.role, "asn.send")
            ? { action: tellAgain, back: `/settings/connections/${connection.id}` }
            : null
        }
        timeZone={timeZone}
        locale={locale}
      />
      {webhookSecret !== null && isConnected ? (
        <WebhookSection
          address={`${siteAddress(new Headers(await headers()))}/api/channels/${connection.id}`}
          connection={connection}
          ask={askConnectionAction}
          rotate={rotateSecretAction}
        />
      ) : null}
      {mayWrite ? (
        <Section title={isConnected ? "Account" : "Connect it again"} className="mt-4">
          <ConnectionForm
            key={connection.version}
            action={updateConnectionAction}
            channel={connection.channel}
            channelName={channelName}
            fields={fields}
            connection={connection}
            submit={isConnected ? "Save" : "Connect again"}
          />
        </Section>
      ) : null}
    </div>
  );
}
