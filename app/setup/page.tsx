import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { SetupForm } from "@/components/auth/setup-form";
import { currencyOptions, zoneOptions } from "@/components/settings/place-options";
import { PlainPage } from "@/components/shell/plain-page";
import { setUpAction } from "@/lib/auth/actions";
import { hasWorkspace } from "@/lib/auth/installation";

export const metadata: Metadata = { title: "Set up", robots: { index: false } };

type SetupProps = { searchParams: Promise<{ code?: string | string[] }> };

export default async function SetupPage({ searchParams }: SetupProps) {
  const { code } = await searchParams;
  if (await hasWorkspace()) {
    notFound();
  }
  return (
    <PlainPage title="Set up Orderflow">
      <p className="mb-4 text-muted">
        This makes your workspace and its first account, the owner. The page closes itself after
        that.
      </p>
      <SetupForm
        action={setUpAction}
        code={typeof code === "string" ? code : ""}
        zones={zoneOptions()}
        currencies={currencyOptions()}
      />
    </PlainPage>
  );
}
