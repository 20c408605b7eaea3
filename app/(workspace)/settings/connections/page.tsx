import type { Metadata } from "next";
import { ChannelChoice } from "@/components/intake/channel-choice";
import { ConnectionList } from "@/components/intake/connection-list";
import { ButtonLink } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import { may } from "@/lib/auth/permissions";
import { requireContext } from "@/lib/auth/session";
import { CHANNEL_DESCRIPTIONS, CHANNELS } from "@/lib/intake/channels/descriptions";
import { listConnections } from "@/lib/intake/connection-queries";

export const metadata: Metadata = { title: "Connections" };

export default async function ConnectionsPage() {
  const ctx = await requireContext("connections.read");
  const rows = await listConnections(ctx);
  const { timeZone, locale } = ctx.workspace;
  return (
    <div className="max-w-4xl">
      <PageHeader
        title="Connections"
        description="Marketplaces that orders come from and that shipments are confirmed to."
        actions={<ButtonLink href="/imports/ledger">Intake ledger</ButtonLink>}
      />
      {rows.length > 0 ? (
        <div className="mb-4 rounded-lg border bg-raised">
          <ConnectionList
            rows={rows}
            channelNames={Object.fromEntries(
              CHANNELS.map((channel) => [channel, CHANNEL_DESCRIPTIONS[channel].name]),
            )}
            timeZone={timeZone}
            locale={locale}
          />
        </div>
      ) : null}
      {may(ctx.role, "connections.write") ? (
        <Section title={rows.length > 0 ? "Connect another" : "Connect a marketplace"} flush>
          <ChannelChoice
            channels={CHANNELS.map((channel) => ({ channel, ...CHANNEL_DESCRIPTIONS[channel] }))}
          />
        </Section>
      ) : null}
    </div>
  );
}
