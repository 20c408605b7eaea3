import type { Metadata } from "next";
import { PolicyForm } from "@/components/automation/policy-form";
import { FlashNotice } from "@/components/forms/flash-notice";
import { Alert } from "@/components/ui/alert";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import { readFlash } from "@/lib/auth/flash";
import { may } from "@/lib/auth/permissions";
import { requireContext } from "@/lib/auth/session";
import { savePolicyAction } from "@/lib/automation/actions";
import { type PolicyVersion, readPolicy } from "@/lib/automation/queries";
import { formatInstant } from "@/lib/shared/dates";
import type { Context } from "@/lib/workspaces/context";

export const metadata: Metadata = { title: "Automation" };

export default async function AutomationPage() {
  const ctx = await requireContext("automation.read");
  const [{ policy, history }, flash] = await Promise.all([
    readPolicy(ctx),
    readFlash("/settings/automation"),
  ]);
  return (
    <div className="max-w-4xl">
      <PageHeader
        title="Automation"
        description={
          policy.version === 0
            ? "The default policy is in force: nobody has changed it yet."
            : `Version ${policy.version} is in force. Each move names the version that made it.`
        }
      />
      <FlashNotice
        flash={flash}
        words={{
          saved: ({ version }) => `Version ${version} saved. It applies to new events from now on.`,
        }}
      />
      {policy.paused ? (
        <Alert className="mb-4" tone="caution" title="All moves are paused." />
      ) : null}
      <PolicyForm
        key={policy.version}
        action={savePolicyAction}
        policy={policy}
        mayWrite={may(ctx.role, "automation.write")}
      />
      <History ctx={ctx} history={history} />
    </div>
  );
}

function History({ ctx, history }: { ctx: Context; history: readonly PolicyVersion[] }) {
  const { timeZone, locale } = ctx.workspace;
  return (
    <Section title="Versions" className="mt-4" flush={history.length > 0}>
      {history.length === 0 ? (
        <p className="text-muted">Saving makes version 1.</p>
      ) : (
        <ol className="divide-y">
          {history.map((one) => (
            <li key={one.version} className="flex flex-wrap gap-x-4 px-4 py-2">
              <span className="w-24 tabular-nums">Version {one.version}</span>
              <span className="flex-1">{one.createdBy}</span>
              {one.paused ? <span className="text-muted">paused</span> : null}
              <time dateTime={one.createdAt.toISOString()} className="text-muted tabular-nums">
                {formatInstant(one.createdAt, timeZone, locale)}
              </time>
            </li>
          ))}
        </ol>
      )}
    </Section>
  );
}
