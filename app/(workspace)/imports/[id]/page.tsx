import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { FlashNotice } from "@/components/forms/flash-notice";
import { ColumnsForm } from "@/components/imports/columns-form";
import { ImportCheck } from "@/components/imports/import-check";
import { ImportEnded } from "@/components/imports/import-ended";
import { ImportSteps } from "@/components/imports/import-steps";
import { count, IMPORT_WORDS } from "@/components/imports/words";
import { Alert } from "@/components/ui/alert";
import { ButtonLink } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { PendingButton } from "@/components/ui/pending-button";
import { readFlash } from "@/lib/auth/flash";
import { may } from "@/lib/auth/permissions";
import { requireContext } from "@/lib/auth/session";
import {
  applyImportAction,
  createMissingAction,
  discardImportAction,
  saveColumnsAction,
} from "@/lib/intake/actions";
import { openImport, previewOpen } from "@/lib/intake/queries";

type ImportProps = {
  params: Promise<{ id: string }>;
  searchParams: Promise<{ step?: string | string[] }>;
};

const load = cache(async (id: string) => {
  const ctx = await requireContext("imports.read");
  const found = await openImport(ctx, id);
  return found === null ? notFound() : { ctx, ...found };
});

export async function generateMetadata({ params }: ImportProps): Promise<Metadata> {
  const { row } = await load((await params).id);
  return { title: row.fileName };
}

export default async function ImportPage({ params, searchParams }: ImportProps) {
  const { ctx, row, open } = await load((await params).id);
  const flash = await readFlash(`/imports/${row.id}`);
  const mayWrite = may(ctx.role, "imports.write");
  const asksColumns = mayWrite && (row.mapping === null || (await searchParams).step === "columns");
  const preview = open && !asksColumns ? await previewOpen(ctx, open) : null;
  const isEnded = open === null;
  const { locale } = ctx.workspace;
  return (
    <div className="max-w-4xl">
      <PageHeader
        title={row.fileName}
        back={{ href: "/imports", label: "Imports" }}
        description={open ? rowsText(open.file.table) : null}
        actions={
          open && mayWrite ? (
            <>
              {preview ? (
                <ButtonLink href={`/imports/${row.id}?step=columns`}>Match columns</ButtonLink>
              ) : null}
              <form action={discardImportAction}>
                <input type="hidden" name="id" value={row.id} />
                <PendingButton variant="ghost">Discard</PendingButton>
              </form>
            </>
          ) : null
        }
      />
      {isEnded ? null : <ImportSteps current={preview ? 3 : 2} />}
      <FlashNotice flash={flash} words={IMPORT_WORDS} />
      {isEnded ? <ImportEnded row={row} /> : null}
      {open && preview ? (
        <ImportCheck
          id={row.id}
          preview={preview}
          createMissing={row.createMissing === "yes"}
          encodingGuessed={open.file.encodingGuessed}
          mayWrite={mayWrite}
          locale={locale}
          today={ctx.today}
          applyAction={applyImportAction}
          createMissingAction={createMissingAction}
        />
      ) : null}
      {open && !preview && mayWrite ? (
        <ColumnsForm open={open} locale={locale} action={saveColumnsAction} />
      ) : null}
      {open && !preview && !mayWrite ? (
        <Alert title="This file's columns are not matched yet">
          An operator, admin or owner does that.
        </Alert>
      ) : null}
    </div>
  );
}

function rowsText(table: { rows: readonly unknown[]; broken: readonly unknown[] }): string {
  return count(table.rows.length + table.broken.length, "row");
}
