import type { Metadata } from "next";
import { FlashNotice } from "@/components/forms/flash-notice";
import { currencyOptions, localeOptions, zoneOptions } from "@/components/settings/place-options";
import { WorkspaceForm } from "@/components/settings/workspace-form";
import { PageHeader } from "@/components/ui/page-header";
import { saveSettingsAction } from "@/lib/admin/workspace-actions";
import { readFlash } from "@/lib/auth/flash";
import { requireContext } from "@/lib/auth/session";
import { readSettings } from "@/lib/workspaces/settings";

export const metadata: Metadata = { title: "Workspace" };

export default async function WorkspacePage() {
  const ctx = await requireContext("workspace.read");
  const [settings, flash] = await Promise.all([
    readSettings(ctx),
    readFlash("/settings/workspace"),
  ]);
  return (
    <div className="max-w-4xl">
      <PageHeader title="Workspace" />
      <FlashNotice flash={flash} words={{ saved: "Saved. It counts from now on." }} />
      <WorkspaceForm
        key={settings.version}
        action={saveSettingsAction}
        settings={settings}
        options={{
          zones: zoneOptions(),
          locales: localeOptions(ctx.today),
          currencies: currencyOptions(),
        }}
      />
    </div>
  );
}
