import "server-only";
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
import { listProduction } from "@/lib/production/listing";
import { findProduction } from "@/lib/production/queries";
import { reportMade, takeBackReport } from "@/lib/production/report";
import { accept, type Outcome } from "@/lib/shared/outcome";
import type { Context } from "@/lib/workspaces/context";
import { notHere, type Route, reads, sent, sentAs, writes } from "./guard";
import { created, type JsonAnswer, listBody, ok } from "./json";
import { answer, type Sent, type Told } from "./operation";
import { detailJson, productionJson } from "./production-json";
import { noQuery } from "./shapes/list";
import {
  block,
  newProduction,
  newReport,
  production,
  productionChange,
  productionPage,
  productionQuery,
} from "./shapes/production";
import { nothing } from "./shapes/queue";

/** The production order as it is now, for answers of commands that have just changed it. */
async function current(ctx: Context, number: string) {
  const found = await findProduction(ctx, number);
  if (!found) {
    throw new Error("A production order that was just written is gone.");
  }
  return detailJson(found);
}

const numberOf = (params: Readonly<Record<string, string>>) => params.number ?? "";

async function answered(
  ctx: Context,
  outcome: Outcome<{ readonly number: string }>,
): Promise<Outcome<JsonAnswer>> {
  return outcome.ok ? accept(ok(await current(ctx, outcome.value.number))) : outcome;
}

const now = answer("The production order as it is now.", production);
const ENDED = ["production_made", "production_finished_short", "production_cancelled"] as const;

function acting<Body>(
  action: string,
  told: Pick<Told, "id" | "summary" | "description" | "refusals"> & { readonly body: Sent<Body> },
  run: (ctx: Context, number: string, body: Body) => Promise<Outcome<{ readonly number: string }>>,
): Route {
  return writes(
    ["POST", `/production-orders/:number/${action}`],
    "production.write",
    { ...told, answers: { 200: now } },
    async ({ ctx, params, body }) => answered(ctx, await run(ctx, numberOf(params), body)),
  );
}

export const productionRoutes: readonly Route[] = [
  reads(
    "/production-orders",
    "production.read",
    {
      id: "listProductionOrders",
      summary: "List production orders",
      query: productionQuery,
      answers: { 200: answer("A page of production orders, the next due first.", productionPage) },
    },
    async ({ ctx, query }) => {
      const { list, q, after = null, limit: size } = query;
      const page = await listProduction(ctx, { list, q: q || null, after, before: null }, size);
      return accept(ok(listBody(page.rows.map(productionJson), page.next)));
    },
  ),

  writes(
    ["POST", "/production-orders"],
    "production.write",
    {
      id: "createProductionOrder",
      summary: "Plan production",
      description: "Its units are dated supply: orders that wait for them say so at once.",
      body: sentAs(newProduction, newProductionSchema.omit({ key: true }), {
        sku: "OAK-CHAIR",
        quantity: 5,
        due_on: "2199-06-09",
        order: "SO-2001",
      }),
      answers: { 201: answer("The new production order.", production, { located: true }) },
      refusals: [
        "unknown_product",
        "not_goods",
        "unknown_order",
        "not_open",
        "unknown_line",
        "ambiguous_line",
      ],
    },
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

  reads(
    "/production-orders/:number",
    "production.read",
    {
      id: "getProductionOrder",
      summary: "Read a production order",
      query: noQuery,
      answers: { 200: answer("The production order with its reports.", production) },
    },
    async ({ ctx, params }) => {
      const found = await findProduction(ctx, numberOf(params));
      return found ? accept(ok(detailJson(found))) : notHere();
    },
  ),

  writes(
    ["PATCH", "/production-orders/:number"],
    "production.write",
    {
      id: "changeProductionOrder",
      summary: "Change a production order",
      description: "What is left out stays.",
      body: sentAs(productionChange, changeSchema, { quantity: 6, due_on: "2199-06-10" }),
      answers: { 200: now },
      refusals: [...ENDED, "changed_meanwhile", "below_made"],
    },
    async ({ ctx, params, body }) =>
      answered(ctx, await changeProduction(ctx, numberOf(params), body)),
  ),

  writes(
    ["POST", "/production-orders/:number/reports"],
    "production.write",
    {
      id: "reportMade",
      summary: "Report what was made",
      description: "Units go to stock, and first to the order they were made for.",
      body: sentAs(newReport, reportSchema, { quantity: 2, scrapped: 0 }),
      answers: { 201: answer("The production order as it is now.", production) },
      refusals: [...ENDED, "production_blocked", "too_much_stock"],
    },
    async ({ ctx, params, body }) => {
      const { quantity, scrapped } = body;
      const outcome = await reportMade(ctx, numberOf(params), { quantity, scrapped });
      return outcome.ok ? accept(created(await current(ctx, outcome.value.number))) : outcome;
    },
  ),
  writes(
    ["POST", "/production-orders/:number/reports/:report/take-back"],
    "production.write",
    {
      id: "takeBackReport",
      summary: "Take a report back",
      description: "The latest one first. Its units leave stock again.",
      body: sent(nothing),
      answers: { 200: now },
      refusals: [
        "production_finished_short",
        "production_cancelled",
        "already_taken_back",
        "report_not_last",
        "units_shipped",
        "units_gone",
      ],
    },
    async ({ ctx, params }) => {
      const seq = /^\d{1,9}$/.test(params.report ?? "") ? Number(params.report) : 0;
      return answered(ctx, await takeBackReport(ctx, numberOf(params), seq));
    },
  ),

  acting(
    "start",
    {
      id: "startProduction",
      summary: "Start a production order",
      body: sent(nothing),
      refusals: [...ENDED, "production_started", "production_blocked"],
    },
    startProduction,
  ),
  acting(
    "block",
    {
      id: "blockProduction",
      summary: "Block a production order",
      description: "Nothing goes on until it is unblocked; its order shows the reason.",
      body: sentAs(block, blockSchema, { reason: "Boards are wet" }),
      refusals: [...ENDED, "production_blocked"],
    },
    (ctx, number, { reason }) => blockProduction(ctx, number, reason),
  ),
  acting(
    "unblock",
    {
      id: "unblockProduction",
      summary: "Unblock a production order",
      body: sent(nothing),
      refusals: [...ENDED, "production_not_blocked"],
    },
    unblockProduction,
  ),
  acting(
    "finish-short",
    {
      id: "finishProductionShort",
      summary: "Finish a production order short",
      description: "The rest will not be made.",
      body: sent(nothing),
      refusals: [...ENDED, "none_made"],
    },
    finishShort,
  ),
  acting(
    "cancel",
    {
      id: "cancelProduction",
      summary: "Cancel a production order",
      body: sent(nothing),
      refusals: [...ENDED, "some_made"],
    },
    cancelProduction,
  ),
  acting(
    "reopen",
    {
      id: "reopenProduction",
      summary: "Reopen a production order",
      description: "One that was finished short or cancelled.",
      body: sent(nothing),
      refusals: ["production_open", "production_made"],
    },
    reopenProduction,
  ),
];
