import "server-only";
import { createHash } from "node:crypto";
import { and, eq, lt } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { imports } from "@/db/schema/traffic";
import { habitsOf } from "@/lib/intake/habits";
import { planImport } from "@/lib/intake/plan";
import {
  type FileRefusal,
  type ImportFile,
  layoutMapping,
  type MappingDraft,
  readImport,
  readImportFile,
} from "@/lib/intake/reading";
import {
  type ImportRow,
  loadImport,
  openStored,
  rememberedMapping,
  rememberMapping,
} from "@/lib/intake/stored";
import { type ImportResult, writePlan } from "@/lib/intake/write-plan";
import { lockSource } from "@/lib/orders/external";
import { newId } from "@/lib/shared/ids";
import { accept, type Outcome, refuse } from "@/lib/shared/outcome";
import { type Context, withWorkspace } from "@/lib/workspaces/context";

/** Uploads that nobody applied are dropped after this many days. */
export const KEPT_DAYS = 7;
const FILE_NAME_MAX = 200;

/** The row of a file that just came in. */
export function importRow(
  ctx: Context,
  fileName: string,
  bytes: Uint8Array,
  file: ImportFile,
): typeof imports.$inferInsert {
  return {
    id: newId(),
    workspaceId: ctx.workspaceId,
    fileName: plainName(fileName),
    sha256: createHash("sha256").update(bytes).digest("hex"),
    sizeBytes: bytes.length,
    layout: file.layout,
    fingerprint: file.fingerprint,
    state: "uploaded",
    createdBy: ctx.actor.name,
    createdAt: ctx.now,
  };
}

/** What a browser says is the name: no folders, nothing that can't be stored or shown. */
function plainName(fileName: string): string {
  const name = fileName.replace(/^.*[\\/]/, "").replace(/[\p{Cc}\p{Cf}\p{Surrogate}]/gu, "");
  return name.trim().slice(0, FILE_NAME_MAX) || "orders.csv";
}

/** Takes a file in and keeps it, unapplied. Refuses what no table can be read from. */
export async function uploadImport(
  ctx: Context,
  { fileName, bytes }: { readonly fileName: string; readonly bytes: Uint8Array },
): Promise<Outcome<{ id: string }, FileRefusal>> {
  const file = readImportFile(bytes);
  if (!file.ok) {
    return file;
  }
  return withWorkspace(ctx, async (tx) => {
    await dropForgotten(tx, ctx);
    const row = importRow(ctx, fileName, bytes, file.value);
    const remembered = await rememberedMapping(tx, ctx, file.value.fingerprint);
    const mapping = remembered ?? layoutMapping(file.value, habitsOf(ctx.workspace));
    await tx.insert(imports).values({ ...row, bytes, mapping });
    return accept({ id: row.id });
  });
}

async function dropForgotten(tx: Transaction, ctx: Context): Promise<void> {
  const before = new Date(ctx.now.getTime() - KEPT_DAYS * 24 * 60 * 60 * 1000);
  await tx
    .update(imports)
    .set({ state: "discarded", bytes: null })
    .where(
      and(
        eq(imports.workspaceId, ctx.workspaceId),
        eq(imports.state, "uploaded"),
        lt(imports.createdAt, before),
      ),
    );
}

export type ChangeRefusal = "not_found" | "import_applied" | "import_discarded";

/** Keeps what a person says about the columns, complete or not: the page shows what is still open. */
export async function saveMapping(
  ctx: Context,
  {
    id,
    mapping,
    createMissing,
  }: {
    readonly id: string;
    readonly mapping?: MappingDraft;
    readonly createMissing: boolean;
  },
): Promise<Outcome<null, ChangeRefusal>> {
  return changeImport(ctx, id, {
    ...(mapping ? { mapping } : {}),
    createMissing: createMissing ? "yes" : "no",
  });
}

/** Puts an upload away and drops its bytes. */
export async function discardImport(
  ctx: Context,
  id: string,
): Promise<Outcome<null, ChangeRefusal>> {
  return changeImport(ctx, id, { state: "discarded", bytes: null });
}

async function changeImport(
  ctx: Context,
  id: string,
  change: Partial<typeof imports.$inferInsert>,
): Promise<Outcome<null, ChangeRefusal>> {
  return withWorkspace(ctx, async (tx) => {
    const found = await loadImport(tx, ctx, id, { lock: true });
    if (!found) {
      return refuse("not_found");
    }
    if (found.row.state !== "uploaded") {
      return refuse(found.row.state === "applied" ? "import_applied" : "import_discarded");
    }
    await tx
      .update(imports)
      .set(change)
      .where(and(eq(imports.workspaceId, ctx.workspaceId), eq(imports.id, id)));
    return accept(null);
  });
}

export type ApplyRefusal =
  | "not_found"
  | "import_discarded"
  | "mapping_incomplete"
  | "changed_meanwhile"
  | "rows_rejected";

/** Writes all orders of an import, or none. A second click, of anybody, answers what the first one did. */
export async function applyImport(
  ctx: Context,
  id: string,
): Promise<Outcome<ImportResult, ApplyRefusal>> {
  const found = await withWorkspace(ctx, (tx) => loadImport(tx, ctx, id, { withBytes: true }));
  if (!found) {
    return refuse("not_found");
  }
  if (found.bytes === null) {
    return endedOutcome(found.row);
  }
  const { row } = found;
  const { file, settled } = openStored(ctx, row, found.bytes);
  if (settled.problems.length + settled.questions.length > 0) {
    return refuse("mapping_incomplete");
  }
  const read = readImport(file, settled.mapping, habitsOf(ctx.workspace));
  return withWorkspace(ctx, async (tx) => {
    const current = await loadImport(tx, ctx, id, { lock: true });
    if (current?.row.state !== "uploaded") {
      return current ? endedOutcome(current.row) : refuse("not_found");
    }
    if (!isSameChoice(current.row, row)) {
      return refuse("changed_meanwhile");
    }
    const createMissing = row.createMissing === "yes";
    await lockSource(tx, ctx, read.source);
    const plan = await planImport(tx, ctx, read, { createMissing, lock: true });
    if (plan.rejected.length > 0) {
      return refuse("rows_rejected", { data: { rows: plan.rejected.length } });
    }
    const result = await writePlan(tx, ctx, plan, {
      createMissing,
      source: read.source,
      importId: id,
    });
    await tx
      .update(imports)
      .set({ state: "applied", bytes: null, result, appliedAt: ctx.now })
      .where(and(eq(imports.workspaceId, ctx.workspaceId), eq(imports.id, id)));
    if (row.mapping) {
      await rememberMapping(tx, ctx, row.fingerprint, row.mapping);
    }
    return accept(result);
  });
}

function endedOutcome(row: ImportRow): Outcome<ImportResult, ApplyRefusal> {
  return row.result ? accept(row.result) : refuse("import_discarded");
}

/** Both come from the same jsonb column, which sorts its keys. */
function isSameChoice(one: ImportRow, other: ImportRow): boolean {
  const choice = ({ mapping, createMissing }: ImportRow) =>
    JSON.stringify([mapping, createMissing]);
  return choice(one) === choice(other);
}
