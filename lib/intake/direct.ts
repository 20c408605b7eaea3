import "server-only";
import { and, eq } from "drizzle-orm";
import { imports } from "@/db/schema/traffic";
import { importRow } from "@/lib/intake/commands";
import type { RowMessage } from "@/lib/intake/file/table";
import { habitsOf } from "@/lib/intake/habits";
import { type ImportPlan, planImport } from "@/lib/intake/plan";
import {
  type FileRefusal,
  layoutMapping,
  type MappingDraft,
  readImport,
  readImportFile,
  settleMapping,
  suggestedMapping,
} from "@/lib/intake/reading";
import { rememberedMapping } from "@/lib/intake/stored";
import { type ImportResult, writePlan } from "@/lib/intake/write-plan";
import { lockSource } from "@/lib/orders/external";
import { accept, type Outcome, type Refusal, refuse } from "@/lib/shared/outcome";
import { type Context, withWorkspace } from "@/lib/workspaces/context";

export type DirectImport = {
  readonly fileName: string;
  readonly bytes: Uint8Array;
  /** Else the remembered one for these headings, a known layout's, or what the headings say without doubt. */
  readonly mapping?: MappingDraft;
  readonly createMissing?: boolean;
  /** Tells what would happen and writes nothing. */
  readonly dryRun?: boolean;
};

/** Orders, and messages for rows. With something in `rejected`, nothing was written. */
export type DirectResult = ImportResult & { readonly rejected: readonly RowMessage[] };

export type DirectRefusal = FileRefusal | "mapping_incomplete" | "format_unclear";

/** Reads, checks and writes a file in one call, for programs: all of it, or nothing. */
export async function importOrders(
  ctx: Context,
  request: DirectImport,
): Promise<Outcome<DirectResult, DirectRefusal>> {
  const file = readImportFile(request.bytes);
  if (!file.ok) {
    return file;
  }
  const habits = habitsOf(ctx.workspace);
  const remembered = await withWorkspace(ctx, (tx) =>
    rememberedMapping(tx, ctx, file.value.fingerprint),
  );
  const draft =
    request.mapping ??
    remembered ??
    layoutMapping(file.value, habits) ??
    suggestedMapping(file.value, habits);
  const settled = settleMapping(file.value.table, draft, habits);
  const refusal = openRefusal(settled);
  if (refusal) {
    return { ok: false, refusal };
  }
  const read = readImport(file.value, settled.mapping, habits);
  return withWorkspace(ctx, async (tx) => {
    const createMissing = request.createMissing ?? false;
    if (request.dryRun) {
      return accept(
        countsOf(await planImport(tx, ctx, read, { createMissing, lock: false }), true),
      );
    }
    await lockSource(tx, ctx, read.source);
    const plan = await planImport(tx, ctx, read, { createMissing, lock: true });
    if (plan.rejected.length > 0) {
      return accept(countsOf(plan, false));
    }
    const row = importRow(ctx, request.fileName, request.bytes, file.value);
    await tx.insert(imports).values({ ...row, state: "applied", appliedAt: ctx.now });
    const of = { createMissing, source: read.source, importId: row.id };
    const result = await writePlan(tx, ctx, plan, of);
    await tx
      .update(imports)
      .set({ result })
      .where(and(eq(imports.workspaceId, ctx.workspaceId), eq(imports.id, row.id)));
    return accept({ ...result, rejected: [] });
  });
}

function openRefusal({
  problems,
  questions,
}: ReturnType<typeof settleMapping>): Refusal<DirectRefusal> | null {
  if (problems.length > 0) {
    return {
      code: "mapping_incomplete",
      issues: problems.map(({ code, field, heading }) => ({
        field: field ?? heading ?? "",
        message: code,
      })),
    };
  }
  const [question] = questions;
  return question
    ? refuse("format_unclear", {
        field: question.field,
        data: { kind: question.kind, heading: question.heading, example: question.example },
      }).refusal
    : null;
}

/** `wouldWrite` counts what a plan holds; otherwise nothing of it was written. */
function countsOf(plan: ImportPlan, wouldWrite: boolean): DirectResult {
  return {
    created: wouldWrite ? plan.created.length : 0,
    updated: wouldWrite ? plan.updated.length : 0,
    unchanged: plan.unchanged,
    rejected: plan.rejected,
  };
}
