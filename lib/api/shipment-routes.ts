import "server-only";
import { z } from "@hono/zod-openapi";
import { shortClose as runShortClose, takeBackShortClose } from "@/lib/orders/short-close";
import { newId } from "@/lib/shared/ids";
import { accept, type Outcome } from "@/lib/shared/outcome";
import { markShipped } from "@/lib/shipments/commands";
import { CONTENTS_REFUSALS } from "@/lib/shipments/contents";
import { recordDelivery, takeBackDelivery } from "@/lib/shipments/deliver";
import {
  carriedFields,
  changeSchema,
  prepareSchema,
  shortCloseSchema,
} from "@/lib/shipments/input";
import { changeShipment, prepareShipment } from "@/lib/shipments/prepare";
import { takeBackVoid, voidShipment } from "@/lib/shipments/void";
import type { Context } from "@/lib/workspaces/context";
import { movedOrder } from "./action-routes";
import { notHere, type Route, reads, sent, sentAs, writes } from "./guard";
import { created, type JsonAnswer, ok } from "./json";
import { answer, type Told } from "./operation";
import { oneShipmentJson } from "./order-json";
import { findShipmentParts } from "./order-parts";
import { noQuery } from "./shapes/list";
import { movedOrder as movedOrderShape } from "./shapes/order";
import { nothing } from "./shapes/queue";
import { handOver, newShipment, shipment, shipmentChange, shortClose } from "./shapes/shipment";

const handOverSchema = z.object(carriedFields);
const HAND_OVER_REFUSALS = [
  "archived",
  "on_hold",
  "nothing_to_ship",
  "would_be_partial",
  "short",
  "already_shipped",
  "shipment_voided",
] as const;
const SHORT_CLOSE_REFUSALS = [
  "archived",
  "unknown_line",
  "sku_not_ordered",
  "ambiguous_line",
  "not_shippable",
] as const;
const CARRIED = { carrier: "DHL", tracking_number: "00340434161094042557" };

const moved = answer("The order as it is now, and its change of tab.", movedOrderShape);
const theShipment = answer("The shipment as it is now.", shipment);

/** The shipment as it is now, for answers of commands that have just changed it. */
async function currentShipment(ctx: Context, number: string) {
  const found = await findShipmentParts(ctx, number);
  if (!found) {
    throw new Error("A shipment that was just written is gone.");
  }
  return oneShipmentJson(found.parts, found.shipment);
}

async function handOverOne(
  ctx: Context,
  of: { orderNumber: string } | { shipmentNumber: string },
  body: z.output<typeof handOverSchema>,
): Promise<Outcome<JsonAnswer>> {
  const outcome = await markShipped(ctx, { ...of, ...body, batchId: newId() });
  if (!outcome.ok) {
    return outcome;
  }
  const { order, moved: change } = outcome.value;
  return accept(await movedOrder(ctx, order, change ? [change] : []));
}

/** What is done to a shipment by its number alone; answers the shipment. */
function marking(
  action: string,
  told: Pick<Told, "id" | "summary" | "refusals">,
  mark: (ctx: Context, number: string) => Promise<Outcome<unknown>>,
): Route {
  return writes(
    ["POST", `/shipments/:number/${action}`],
    "shipments.write",
    { ...told, body: sent(nothing), answers: { 200: theShipment } },
    async ({ ctx, params }) => {
      const number = params.number ?? "";
      const outcome = await mark(ctx, number);
      return outcome.ok ? accept(ok(await currentShipment(ctx, number))) : outcome;
    },
  );
}

function shortClosings(
  action: string,
  told: Pick<Told, "id" | "summary" | "description" | "refusals">,
  run: typeof runShortClose,
): Route {
  return writes(
    ["POST", `/orders/:number/${action}`],
    "orders.write",
    {
      ...told,
      body: sentAs(shortClose, shortCloseSchema, { lines: [{ line: 1, quantity: 1 }] }),
      answers: { 200: moved },
    },
    async ({ ctx, params, body }) => {
      const outcome = await run(ctx, { ...body, orderNumber: params.number ?? "" });
      return outcome.ok ? accept(await movedOrder(ctx, outcome.value.order, [])) : outcome;
    },
  );
}

export const shipmentRoutes: readonly Route[] = [
  writes(
    ["POST", "/orders/:number/shipments"],
    "shipments.write",
    {
      id: "prepareShipment",
      summary: "Prepare a shipment of an order",
      description: "Makes a draft that holds its stock. Printing or handing over dispatches it.",
      body: sentAs(newShipment, prepareSchema, {
        lines: [{ sku: "OAK-CHAIR", quantity: 1.5 }],
        ...CARRIED,
      }),
      answers: { 201: answer("The draft.", shipment, { located: true }) },
      refusals: [...CONTENTS_REFUSALS, "archived", "already_closed", "on_hold", "draft_exists"],
    },
    async ({ ctx, params, body }) => {
      const outcome = await prepareShipment(ctx, { ...body, orderNumber: params.number ?? "" });
      if (!outcome.ok) {
        return outcome;
      }
      const { shipment: number } = outcome.value;
      const location = `/api/v1/shipments/${encodeURIComponent(number)}`;
      return accept(created(await currentShipment(ctx, number), location));
    },
  ),

  reads(
    "/shipments/:number",
    "orders.read",
    {
      id: "getShipment",
      summary: "Read a shipment",
      query: noQuery,
      answers: { 200: answer("The shipment.", shipment) },
    },
    async ({ ctx, params }) => {
      const found = await findShipmentParts(ctx, params.number ?? "");
      return found ? accept(ok(oneShipmentJson(found.parts, found.shipment))) : notHere();
    },
  ),

  writes(
    ["PATCH", "/shipments/:number"],
    "shipments.write",
    {
      id: "changeShipment",
      summary: "Change a draft shipment",
      description: "What is left out stays.",
      body: sentAs(shipmentChange, changeSchema, {
        version: 1,
        lines: [{ line: 1, quantity: 2 }],
        carrier: "UPS",
      }),
      answers: { 200: theShipment },
      refusals: [...CONTENTS_REFUSALS, "changed_meanwhile", "shipment_voided", "already_shipped"],
    },
    async ({ ctx, params, body }) => {
      const number = params.number ?? "";
      const outcome = await changeShipment(ctx, { ...body, shipmentNumber: number });
      return outcome.ok ? accept(ok(await currentShipment(ctx, number))) : outcome;
    },
  ),

  writes(
    ["POST", "/orders/:number/mark-shipped"],
    "shipments.write",
    {
      id: "markOrderShipped",
      summary: "Mark an order as shipped",
      description: "Hands over its draft, else all that is reserved. Closes it when all is met.",
      body: sentAs(handOver, handOverSchema, CARRIED),
      answers: { 200: moved },
      refusals: HAND_OVER_REFUSALS,
    },
    async ({ ctx, params, body }) => handOverOne(ctx, { orderNumber: params.number ?? "" }, body),
  ),
  writes(
    ["POST", "/shipments/:number/mark-shipped"],
    "shipments.write",
    {
      id: "markShipmentShipped",
      summary: "Mark a shipment as shipped",
      body: sentAs(handOver, handOverSchema, CARRIED),
      answers: { 200: moved },
      refusals: HAND_OVER_REFUSALS,
    },
    async ({ ctx, params, body }) =>
      handOverOne(ctx, { shipmentNumber: params.number ?? "" }, body),
  ),

  writes(
    ["POST", "/shipments/:number/void"],
    "shipments.write",
    {
      id: "voidShipment",
      summary: "Make a shipment void",
      description: "Its stock comes back, and a closed order opens again.",
      body: sent(nothing),
      answers: { 200: moved },
      refusals: [
        "shipment_voided",
        "archived",
        "asn_sent",
        "channel_confirmed",
        "channel_unsure",
        "is_delivered",
      ],
    },
    async ({ ctx, params }) => {
      const number = params.number ?? "";
      const outcome = await voidShipment(ctx, { shipmentNumber: number, batchId: newId() });
      if (!outcome.ok) {
        return outcome;
      }
      const { order, moved: change } = outcome.value;
      return accept(await movedOrder(ctx, order, change ? [change] : []));
    },
  ),

  shortClosings(
    "short-close",
    {
      id: "shortCloseOrder",
      summary: "Give up what is still owed",
      description: "Lines that are named, or all of them. Nothing of it will be shipped.",
      refusals: [
        ...SHORT_CLOSE_REFUSALS,
        "already_closed",
        "nothing_owed",
        "more_than_owed",
        "in_shipment",
        "nothing_shipped",
      ],
    },
    runShortClose,
  ),
  shortClosings(
    "short-close/undo",
    {
      id: "takeBackShortClose",
      summary: "Take a short close back",
      refusals: [...SHORT_CLOSE_REFUSALS, "already_closed", "no_short_close"],
    },
    takeBackShortClose,
  ),

  marking(
    "undo-void",
    {
      id: "takeBackVoid",
      summary: "Take a void back",
      refusals: ["not_voided", "not_open", "shipment_gone", "not_met", "draft_exists", "short"],
    },
    takeBackVoid,
  ),
  marking(
    "deliver",
    {
      id: "recordDelivery",
      summary: "Record that a shipment arrived",
      refusals: ["not_dispatched", "already_delivered", "shipment_voided"],
    },
    recordDelivery,
  ),
  marking(
    "undo-delivery",
    {
      id: "takeBackDelivery",
      summary: "Take a delivery back",
      refusals: ["not_delivered_yet"],
    },
    takeBackDelivery,
  ),
];
