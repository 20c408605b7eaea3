import "server-only";
import { desc, eq, getTableColumns } from "drizzle-orm";
import { imports } from "@/db/schema/traffic";
import { importErrorsCsv } from "@/lib/intake/file/errors-csv";
import { habitsOf } from "@/lib/intake/habits";
import { planImport } from "@/lib/intake/plan";
import { type ImportPreview, previewOf } from "@/lib/intake/preview";
import { readImport } from "@/lib/intake/reading";
import { type ImportRow, loadImport, type OpenImport, openStored } from "@/lib/intake/stored";
import { accept, type Outcome, refuse } from "@/lib/shared/outcome";
import { type Context, withWorkspace } from "@/lib/workspaces/context";

export type RecentImport = Pick<
  ImportRow,
  "id" | "fileName" | "state" | "result" | "createdBy" | "createdAt" | "appliedAt"
>;

/** The newest imports. */
export async function recentImports(ctx: Context, limit = 20): Promise<RecentImport[]> {
  const { id, fileName, state, result, createdBy, createdAt, appliedAt } = getTableColumns(imports);
  return withWorkspace(ctx, (tx) =>
    tx
      .select({ id, fileName, state, result, createdBy, createdAt, appliedAt })
      .from(imports)
      .where(eq(imports.workspaceId, ctx.workspaceId))
      .orderBy(desc(imports.createdAt), desc(imports.id))
      .limit(limit),
  );
}

/** An import, with its file for as long as it is not applied; null for an unknown id. */
export async function openImport(
  ctx: Context,
  id: string,
): Promise<{ readonly row: ImportRow; readonly open: OpenImport | null } | null> {
  const found = await withWorkspace(ctx, (tx) => loadImport(tx, ctx, id, { withBytes: true }));
  return (
    found && {
      row: found.row,
      open: found.bytes && openStored(ctx, found.row, found.bytes),
    }
  );
}

export type PreviewRefusal =
  | "not_found"
  | "import_applied"
  | "import_discarded"
  | "mapping_incomplete";

/** What applying the import would do. Writes nothing. */
export async function previewImport(
  ctx: Context,
  id: string,
): Promise<Outcome<ImportPreview, PreviewRefusal>> {
  const found = await openImport(ctx, id);
  if (!found) {
    return refuse("not_found");
  }
  if (!found.open) {
    return refuse(found.row.state === "applied" ? "import_applied" : "import_discarded");
  }
  const preview = await previewOpen(ctx, found.open);
  return preview ? accept(preview) : refuse("mapping_incomplete");
}

/** The same for an import that is open already; null while its columns are not settled. */
export async function previewOpen(
  ctx: Context,
  { row, file, settled }: OpenImport,
): Promise<ImportPreview | null> {
  if (settled.problems.length + settled.questions.length > 0) {
    return null;
  }
  const read = readImport(file, settled.mapping, habitsOf(ctx.workspace));
  const createMissing = row.createMissing === "yes";
  const plan = await withWorkspace(ctx, (tx) =>
    planImport(tx, ctx, read, { createMissing, lock: false }),
  );
  return previewOf(read, plan);
}

/** The rows that can't be taken, as a file with a column that says why; null where there are none to tell. */
export async function rejectedCsv(
  ctx: Context,
  id: string,
): Promise<{ readonly fileName: string; readonly csv: string } | null> {
  const found = await openImport(ctx, id);
  const preview = found?.open && (await previewOpen(ctx, found.open));
  if (!found?.open || !preview) {
    return null;
  }
  return {
    fileName: found.row.fileName,
    csv: importErrorsCsv(found.open.file.table, preview.rejected),
  };
}
