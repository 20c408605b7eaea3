import "server-only";
import { and, eq, getTableColumns, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { importMappings, imports } from "@/db/schema/traffic";
import { mappingSchema } from "@/lib/intake/file/mapping";
import { habitsOf } from "@/lib/intake/habits";
import {
  type ImportFile,
  type MappingDraft,
  readImportFile,
  type SettledMapping,
  settleMapping,
  suggestedMapping,
} from "@/lib/intake/reading";
import { isId } from "@/lib/shared/ids";
import type { Context } from "@/lib/workspaces/context";

type Scope = Pick<Context, "workspaceId">;

/** An import's row without its bytes. */
export type ImportRow = Omit<typeof imports.$inferSelect, "bytes" | "mapping"> & {
  /** What a person chose, remembered or a known layout's; null while nobody has said. */
  readonly mapping: MappingDraft | null;
};

/** An import as a person sees it before it is applied. */
export type OpenImport = {
  readonly row: ImportRow;
  readonly file: ImportFile;
  readonly settled: SettledMapping;
};

/** Parses a mapping from the database or a request; null when it is none. */
export function readMapping(value: unknown): MappingDraft | null {
  const parsed = mappingSchema.partial().required({ columns: true }).safeParse(value);
  if (!parsed.success) {
    return null;
  }
  const { columns, constants, decimalMarks, dateOrders } = parsed.data;
  return {
    columns,
    ...(constants ? { constants } : {}),
    ...(decimalMarks ? { decimalMarks } : {}),
    ...(dateOrders ? { dateOrders } : {}),
  };
}

/** Loads an import; null for an unknown id. `lock` keeps others from applying it meanwhile. */
export async function loadImport(
  tx: Transaction,
  ctx: Scope,
  id: string,
  options: { readonly lock?: boolean; readonly withBytes?: boolean } = {},
): Promise<{ readonly row: ImportRow; readonly bytes: Uint8Array | null } | null> {
  if (!isId(id)) {
    return null;
  }
  const where = and(eq(imports.workspaceId, ctx.workspaceId), eq(imports.id, id));
  if (options.lock) {
    await tx.select({ id: imports.id }).from(imports).where(where).for("no key update");
  }
  const { bytes: bytesColumn, ...columns } = getTableColumns(imports);
  const [found] = await tx
    .select({
      ...columns,
      bytes: options.withBytes ? bytesColumn : sql<null>`null`,
    })
    .from(imports)
    .where(where);
  if (!found) {
    return null;
  }
  const { bytes, mapping, ...row } = found;
  return { row: { ...row, mapping: readMapping(mapping) }, bytes };
}

/** The mapping that was used last for files with these headings. */
export async function rememberedMapping(
  tx: Transaction,
  ctx: Scope,
  fingerprint: string,
): Promise<MappingDraft | null> {
  const [row] = await tx
    .select({ mapping: importMappings.mapping })
    .from(importMappings)
    .where(
      and(
        eq(importMappings.workspaceId, ctx.workspaceId),
        eq(importMappings.fingerprint, fingerprint),
      ),
    );
  return readMapping(row?.mapping);
}

export async function rememberMapping(
  tx: Transaction,
  ctx: Context,
  fingerprint: string,
  mapping: MappingDraft,
): Promise<void> {
  const row = { mapping, updatedAt: ctx.now };
  await tx
    .insert(importMappings)
    .values({ workspaceId: ctx.workspaceId, fingerprint, ...row })
    .onConflictDoUpdate({
      target: [importMappings.workspaceId, importMappings.fingerprint],
      set: row,
    });
}

/** Reads a stored file again. What was stored could be read, so anything else is a bug. */
export function openStored(ctx: Context, row: ImportRow, bytes: Uint8Array): OpenImport {
  const file = readImportFile(bytes);
  if (!file.ok) {
    throw new Error(`A stored import can't be read: ${file.refusal.code}.`);
  }
  const habits = habitsOf(ctx.workspace);
  const draft = row.mapping ?? suggestedMapping(file.value, habits);
  return { row, file: file.value, settled: settleMapping(file.value.table, draft, habits) };
}
