import type { Metadata } from "next";
import Link from "next/link";
import { FlashNotice } from "@/components/forms/flash-notice";
import { refusalText } from "@/components/forms/refusal-words";
import { RecentImports } from "@/components/imports/recent-imports";
import { UploadForm } from "@/components/imports/upload-form";
import { IMPORT_WORDS } from "@/components/imports/words";
import { Badge } from "@/components/ui/badge";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import { readFlash } from "@/lib/auth/flash";
import { may } from "@/lib/auth/permissions";
import { requireContext } from "@/lib/auth/session";
import { KEPT_DAYS } from "@/lib/intake/commands";
import { FILE_BYTES_MAX } from "@/lib/intake/file/decode";
import { ROWS_MAX } from "@/lib/intake/file/table";
import { countQuarantined } from "@/lib/intake/ledger-queries";
import { recentImports } from "@/lib/intake/queries";

export const metadata: Metadata = { title: "Imports" };

const LIMITS = `Excel (XLSX), CSV or TSV, up to ${FILE_BYTES_MAX / 1024 / 1024} MB and ${ROWS_MAX.toLocaleString("en")} rows.`;

export default async function ImportsPage() {
  const ctx = await requireContext("imports.read");
  const [rows, quarantined, flash] = await Promise.all([
    recentImports(ctx),
    countQuarantined(ctx),
    readFlash("/imports"),
  ]);
  const { timeZone, locale } = ctx.workspace;
  return (
    <div className="max-w-4xl">
      <PageHeader
        title="Imports"
        description="Orders from a file: nothing comes in unseen."
        aside={
          quarantined > 0 ? (
            <Link href="/imports/ledger?fate=quarantined">
              <Badge tone="critical">{quarantined} in quarantine</Badge>
            </Link>
          ) : null
        }
        actions={<ButtonLink href="/imports/ledger">Intake ledger</ButtonLink>}
      />
      <FlashNotice flash={flash} words={IMPORT_WORDS} />
      {may(ctx.role, "imports.write") ? (
        <>
          <UploadForm
            action="/imports/upload"
            bytesMax={FILE_BYTES_MAX}
            limits={LIMITS}
            tooLargeText={refusalText(
              { code: "file_too_large", data: { max: FILE_BYTES_MAX } },
              IMPORT_WORDS,
            )}
          />
          <p className="mt-2 mb-6 text-muted text-sm">
            Shopify’s order export, Amazon’s order reports, Wayfair’s purchase orders and{" "}
            <a href="/imports/template.csv" download className="text-accent underline">
              our template
            </a>{" "}
            are known; in any other file you match the columns once.
          </p>
        </>
      ) : null}
      {rows.length === 0 ? (
        <EmptyState title="No imports yet">Files that you upload are listed here.</EmptyState>
      ) : (
        <Section
          flush
          title="Recent imports"
          description={`What is not imported is kept for ${KEPT_DAYS} days.`}
        >
          <RecentImports rows={rows} timeZone={timeZone} locale={locale} />
        </Section>
      )}
    </div>
  );
}
