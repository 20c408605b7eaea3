import type { Metadata } from "next";
import { FlashNotice } from "@/components/forms/flash-notice";
import { currencyOptions, localeOptions, zoneOptions } from "@/components/settings/place-options";
import { SampleForm } from "@/components/settings/sample-form";
import { WorkspaceForm } from "@/components/settings/workspace-form";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import { sampleState } from "@/lib/admin/sample-data";
import {
  addSampleDataAction,
  removeSampleDataAction,
  saveSettingsAction,
} from "@/lib/admin/workspace-actions";
import { readFlash } from "@/lib/auth/flash";
import { requireContext } from "@/lib/auth/session";
import { readSettings } from "@/lib/workspaces/settings";

export const metadata: Metadata = { title: "Workspace" };

const WORDS = {
  saved: "Saved. It counts from now on.",
  sample_added: "Sample data is here: a few clients, products and orders, each marked as sample.",
  sample_removed: "The sample data is gone.",
  sample_kept: ({ kept }: { kept?: unknown }) =>
    `The sample data is gone, but for what your own orders need: ${kept}.`,
};

export default async function WorkspacePage() {
  const ctx = await requireContext("workspace.read");
  const [settings, sample, flash] = await Promise.all([
    readSettings(ctx),
    sampleState(ctx),
    readFlash("/settings/workspace"),
  ]);
  return (
    <div className="max-w-4xl">
      <PageHeader title="Workspace" />
      <FlashNotice flash={flash} words={WORDS} />
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
      {sample === "none" ? null : (
        <Section title="Sample data" className="mt-4">
          <SampleForm
            key={sample}
            state={sample}
            action={sample === "here" ? removeSampleDataAction : addSampleDataAction}
          />
        </Section>
      )}
    </div>
  );
}
