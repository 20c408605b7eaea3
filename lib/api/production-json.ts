/** Decides what a production order looks like in the API. */
import type { ProductionDetail, ProductionView } from "@/lib/production/queries";
import { quantityNumber } from "@/lib/shared/quantity";

export function productionJson(one: ProductionView) {
  return {
    number: one.number,
    sku: one.sku,
    name: one.name,
    quantity: quantityNumber(one.quantity),
    made: quantityNumber(one.made),
    scrapped: quantityNumber(one.scrapped),
    remaining: quantityNumber(one.remaining),
    status: { value: one.state, percent: one.percent },
    due_on: one.dueOn,
    late: one.isLate,
    order: one.order?.number ?? null,
    line: one.line,
    blocked_reason: one.blockedReason,
    created_at: one.createdAt,
    started_at: one.startedAt,
    finished_at: one.finishedAt,
    version: one.version,
  };
}

export function detailJson(one: ProductionDetail) {
  return {
    ...productionJson(one),
    reports: one.reports.toReversed().map((report) => ({
      report: report.seq,
      quantity: quantityNumber(report.quantity),
      scrapped: quantityNumber(report.scrapped),
      at: report.at,
      by: report.actorName,
      taken_back_at: report.takenBackAt,
    })),
  };
}
