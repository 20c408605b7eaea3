import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ConnectionForm } from "@/components/intake/connection-form";
import { PageHeader } from "@/components/ui/page-header";
import { requireContext } from "@/lib/auth/session";
import { addConnectionAction } from "@/lib/intake/channel-actions";
import { CHANNEL_DESCRIPTIONS, isChannel } from "@/lib/intake/channels/descriptions";

export const metadata: Metadata = { title: "New connection" };

type NewConnectionProps = { params: Promise<{ channel: string }> };

export default async function NewConnectionPage({ params }: NewConnectionProps) {
  await requireContext("connections.write");
  const { channel } = await params;
  if (!isChannel(channel)) {
    notFound();
  }
  const { name, says, fields } = CHANNEL_DESCRIPTIONS[channel];
  return (
    <div className="max-w-4xl">
      <PageHeader
        title={`Connect ${name}`}
        description={says}
        back={{ href: "/settings/connections", label: "Connections" }}
      />
      <ConnectionForm
        action={addConnectionAction}
        channel={channel}
        channelName={name}
        fields={fields}
        connection={null}
        submit="Connect"
      />
    </div>
  );
}
