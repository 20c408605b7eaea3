/** Decides what a person sees of an import before it is applied: counts, problem rows, and its first orders. */
import type { RowMessage } from "@/lib/intake/file/table";
import type { Missing } from "@/lib/intake/missing";
import type { ImportPlan } from "@/lib/intake/plan";
import type { ReadImport } from "@/lib/intake/reading";
import { dueOnOf, orderTotals } from "@/lib/orders/input";
import type { Minor } from "@/lib/shared/money";

/** Orders shown as a sample. */
const SAMPLE_COUNT = 5;

export type SampleOrder = {
  readonly externalId: string;
  readonly client: string;
  readonly orderedOn: string | null;
  readonly dueOn: string | null;
  readonly lines: number;
  readonly totalMinor: Minor;
  readonly currency: string;
};

export type ImportPreview = {
  /** Orders, and rows for `rejected`. */
  readonly counts: {
    readonly created: number;
    readonly updated: number;
    readonly unchanged: number;
    readonly rejected: number;
  };
  readonly rejected: readonly RowMessage[];
  readonly warnings: readonly RowMessage[];
  /** Made by the import when `createMissing` is set, else reasons for `rejected`. */
  readonly missing: Missing;
  /** The file's first orders. */
  readonly orders: readonly SampleOrder[];
};

export function previewOf(file: ReadImport, plan: ImportPlan): ImportPreview {
  return {
    counts: {
      created: plan.created.length,
      updated: plan.updated.length,
      unchanged: plan.unchanged,
      rejected: new Set(plan.rejected.map(({ row }) => row)).size,
    },
    rejected: plan.rejected,
    warnings: file.warnings,
    missing: plan.missing,
    orders: file.orders.slice(0, SAMPLE_COUNT).map(({ input }) => ({
      externalId: input.externalId ?? "",
      client: input.client.name || input.client.code,
      orderedOn: input.orderedOn ?? null,
      dueOn: dueOnOf(input),
      lines: input.lines.length,
      totalMinor: orderTotals(input).totalMinor,
      currency: input.currency,
    })),
  };
}
