import type { Metadata } from "next";
import { RulesForm } from "@/components/messages/rules-form";
import { PageHeader } from "@/components/ui/page-header";
import { may } from "@/lib/auth/permissions";
import { requireContext } from "@/lib/auth/session";
import { saveMessageRulesAction } from "@/lib/messages/actions";
import { DELAYS } from "@/lib/messages/input";
import { readMessageSettings } from "@/lib/messages/queries";

export const metadata: Metadata = { title: "Messages to clients" };

export default async function MessageRulesPage() {
  const ctx = await requireContext("messages.read");
  const { version, messageOn, delayMinutes } = await readMessageSettings(ctx);
  return (
    <div className="max-w-3xl">
      <PageHeader
        title="Messages to clients"
        back={{ href: "/settings/messages", label: "Messages" }}
        description={
          may(ctx.role, "workspace.write") ? undefined : "An owner or admin can change it."
        }
      />
      <RulesForm
        key={version}
        action={saveMessageRulesAction}
        version={version}
        messageOn={messageOn}
        delayMinutes={delayMinutes}
        delays={DELAYS}
        mayWrite={may(ctx.role, "workspace.write")}
      />
    </div>
  );
}
