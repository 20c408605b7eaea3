"use server";

import { notFound, redirect } from "next/navigation";
import { z } from "zod";
import { showAfterRedirect } from "@/lib/auth/flash";
import { guardedForm } from "@/lib/auth/guarded-action";
import { applyImport, discardImport, saveMapping } from "@/lib/intake/commands";
import { isField } from "@/lib/intake/file/fields";
import { mappingSchema } from "@/lib/intake/file/mapping";
import type { MappingDraft } from "@/lib/intake/reading";
import type { Outcome } from "@/lib/shared/outcome";

const importFormSchema = z.object({ id: z.string() });

const columnsFormSchema = importFormSchema.extend({
  columns: z.array(z.object({ heading: z.string(), field: z.string() })),
  constants: mappingSchema.shape.constants.default({}),
  decimalMarks: mappingSchema.shape.decimalMarks.default({}),
  dateOrders: mappingSchema.shape.dateOrders.default({}),
  createMissing: z.string().optional(),
});

/** Back to the import's page, which shows what it has come to. */
async function backToImport(id: string, outcome: Outcome<unknown>): Promise<never> {
  const path = `/imports/${id}`;
  if (!outcome.ok && outcome.refusal.code === "not_found") {
    notFound();
  }
  if (!outcome.ok) {
    const { code, data } = outcome.refusal;
    await showAfterRedirect(path, { kind: "refused", code, ...(data ? { data } : {}) });
  }
  redirect(path);
}

function mappingOf(form: z.output<typeof columnsFormSchema>): MappingDraft {
  const { columns, constants, decimalMarks, dateOrders } = form;
  const { currency, clientCode } = constants;
  return {
    columns: Object.fromEntries(
      columns.flatMap(({ heading, field }) => (isField(field) ? [[heading, field]] : [])),
    ),
    constants: {
      ...(currency ? { currency } : {}),
      ...(clientCode ? { clientCode } : {}),
    },
    decimalMarks,
    dateOrders,
  };
}

export const saveColumnsAction = guardedForm(
  "imports.write",
  columnsFormSchema,
  async (ctx, form) => {
    const mapping = mappingOf(form);
    const createMissing = form.createMissing !== undefined;
    const outcome = await saveMapping(ctx, { id: form.id, mapping, createMissing });
    await backToImport(form.id, outcome);
  },
);

export const createMissingAction = guardedForm(
  "imports.write",
  importFormSchema,
  async (ctx, { id }) => backToImport(id, await saveMapping(ctx, { id, createMissing: true })),
);

export const applyImportAction = guardedForm(
  "imports.write",
  importFormSchema,
  async (ctx, { id }) => backToImport(id, await applyImport(ctx, id)),
);

export const discardImportAction = guardedForm(
  "imports.write",
  importFormSchema,
  async (ctx, { id }) => backToImport(id, await discardImport(ctx, id)),
);
