import "server-only";
import { z } from "zod";
import {
  blockProduction,
  cancelProduction,
  changeProduction,
  finishShort,
  reopenProduction,
  startProduction,
  unblockProduction,
} from "@/lib/production/commands";
import { createProduction } from "@/lib/production/create";
import {
  blockSchema,
  changeSchema,
  newProductionSchema,
  reportSchema,
} from "@/lib/production/input";
import { PRODUCTION_LISTS } from "@/lib/production/list";
import { listProduction } from "@/lib/production/listing";
import {
  findProduction,
  type ProductionDetail,
  type ProductionView,
} from "@/lib/production/queries";
import { reportMade, takeBackReport } from "@/lib/production/report";
import { keysetStart } from "@/lib/shared/keyset";
import { accept, type Outcome } from "@/lib/shared/outcome";
import { quantityNumber } from "@/lib/shared/quantity";
import type { Context } from "@/lib/workspaces/context";
import { limit, withQuantity } from "./fields";
import { noQuery, notHere, type Route, reads, writes } from "./guard";
import { created, type JsonAnswer, listBody, ok } from "./json";

function productionJson(one: ProductionView) {
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

function detailJson(one: ProductionDetail) {
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

/** The production order as it is now, for answers of commands that have just changed it. */
async function current(ctx: Context, number: string) {
  const found = await findProduction(ctx, number);
  if (!found) {
    throw new Error("A production order that was just written is gone.");
  }
  return detailJson(found);
}

const listQuery = z.object({
  list: z
    .enum(PRODUCTION_LISTS, `list must be one of ${PRODUCTION_LISTS.join(", ")}.`)
    .default("open"),
  q: z.string().max(120, "q may have at most 120 characters.").optional(),
  limit,
  after: z
    .string()
    .refine(
      (after) => keysetStart({ after, before: null }, 2).place !== null,
      "after must be a next_cursor of this list.",
    )
    .optional(),
});

const numberOf = (params: Readonly<Record<string, string>>) => params.number ?? "";

async function answered(
  ctx: Context,
  outcome: Outcome<{ readonly number: string }>,
): Promise<Outcome<JsonAnswer>> {
  return outcome.ok ? accept(ok(await current(ctx, outcome.value.number))) : outcome;
}

function acting<Body extends z.ZodType>(
  action: string,
  body: Body,
  run: (
    ctx: Context,
    number: string,
    body: z.output<Body>,
  ) => Promise<Outcome<{ readonly number: string }>>,
): Route {
  return writes(
    ["POST", `/production-orders/:number/${action}`],
    "production.write",
    body,
    async ({ ctx, params, body: sent }) => answered(ctx, await run(ctx, numberOf(params), sent)),
  );
}

const nothing = z.object({});

export const productionRoutes: readonly Route[] = [
  reads("/production-orders", "production.read", listQuery, async ({ ctx, query }) => {
    const { list, q, after = null, limit: size } = query;
    const page = await listProduction(ctx, { list, q: q || null, after, before: null }, size);
    return accept(ok(listBody(page.rows.map(productionJson), page.next)));
  }),

  writes(
    ["POST", "/production-orders"],
    "production.write",
    withQuantity(newProductionSchema.omit({ key: true })),
    async ({ ctx, body }) => {
      const outcome = await createProduction(ctx, body);
      if (!outcome.ok) {
        return outcome;
      }
      const { number } = outcome.value;
      const location = `/api/v1/production-orders/${encodeURIComponent(number)}`;
      return accept(created(await current(ctx, number), location));
    },
  ),

  reads("/production-orders/:number", "production.read", noQuery, async ({ ctx, params }) => {
    const found = await findProduction(ctx, numberOf(params));
    return found ? accept(ok(detailJson(found))) : notHere();
  }),

  writes(
    ["PATCH", "/production-orders/:number"],
    "production.write",
    withQuantity(changeSchema),
    async ({ ctx, params, body }) =>
      answered(ctx, await changeProduction(ctx, numberOf(params), body)),
  ),

  writes(
    ["POST", "/production-orders/:number/reports"],
    "production.write",
    withQuantity(reportSchema),
    async ({ ctx, params, body }) => {
      const { quantity, scrapped } = body;
      const outcome = await reportMade(ctx, numberOf(params), { quantity, scrapped });
      return outcome.ok ? accept(created(await current(ctx, outcome.value.number))) : outcome;
    },
  ),
  writes(
    ["POST", "/production-orders/:number/reports/:report/take-back"],
    "production.write",
    nothing,
    async ({ ctx, params }) => {
      const seq = /^\d{1,9}$/.test(params.report ?? "") ? Number(params.report) : 0;
      return answered(ctx, await takeBackReport(ctx, numberOf(params), seq));
    },
  ),

  acting("start", nothing, startProduction),
  acting("block", blockSchema, (ctx, number, { reason }) => blockProduction(ctx, number, reason)),
  acting("unblock", nothing, unblockProduction),
  acting("finish-short", nothing, finishShort),
  acting("cancel", nothing, cancelProduction),
  acting("reopen", nothing, reopenProduction),
];
