import "server-only";
import { z } from "zod";
import { shortClose, takeBackShortClose } from "@/lib/orders/short-close";
import { newId } from "@/lib/shared/ids";
import { accept, type Outcome } from "@/lib/shared/outcome";
import { markShipped } from "@/lib/shipments/commands";
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
import { withThousandths } from "./fields";
import { noQuery, notHere, type Route, reads, writes } from "./guard";
import { created, type JsonAnswer, ok } from "./json";
import { oneShipmentJson } from "./order-json";
import { findShipmentParts } from "./order-parts";

/** Quantities of lines and packages as the API writes them: numbers with at most 3 decimals. */
const inThousandths = z.looseObject({}).transform(({ lines, packages, ...rest }) => ({
  ...rest,
  ...(lines === undefined ? {} : { lines: withThousandths(lines) }),
  ...(packages === undefined
    ? {}
    : {
        packages: Array.isArray(packages)
          ? packages.map((one: unknown) =>
              one !== null && typeof one === "object" && "lines" in one
                ? { ...one, lines: withThousandths(one.lines) }
                : one,
            )
          : packages,
      }),
}));

const preparing = inThousandths.pipe(z.preprocess((input) => input, prepareSchema));
const changing = inThousandths.pipe(z.preprocess((input) => input, changeSchema));
const nothing = z.object({});
const shortClosing = inThousandths.pipe(z.preprocess((input) => input, shortCloseSchema));
const handOverSchema = z.object(carriedFields);

/** The shipment as it is now, for answers of commands that have just changed it. */
async function currentShipment(ctx: Context, number: string) {
  const found = await findShipmentParts(ctx, number);
  if (!found) {
    throw new Error("A shipment that was just written is gone.");
  }
  return oneShipmentJson(found.parts, found.shipment);
}

async function handOver(
  ctx: Context,
  of: { orderNumber: string } | { shipmentNumber: string },
  body: z.output<typeof handOverSchema>,
): Promise<Outcome<JsonAnswer>> {
  const outcome = await markShipped(ctx, { ...of, ...body, batchId: newId() });
  if (!outcome.ok) {
    return outcome;
  }
  const { order, moved } = outcome.value;
  return accept(await movedOrder(ctx, order, moved ? [moved] : []));
}

/** What is done to a shipment by its number alone; answers the shipment. */
function marking(
  action: string,
  mark: (ctx: Context, number: string) => Promise<Outcome<unknown>>,
): Route {
  return writes(
    ["POST", `/shipments/:number/${action}`],
    "shipments.write",
    nothing,
    async ({ ctx, params }) => {
      const number = params.number ?? "";
      const outcome = await mark(ctx, number);
      return outcome.ok ? accept(ok(await currentShipment(ctx, number))) : outcome;
    },
  );
}

function shortClosings(action: string, run: typeof shortClose): Route {
  return writes(
    ["POST", `/orders/:number/${action}`],
    "orders.write",
    shortClosing,
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
    preparing,
    async ({ ctx, params, body }) => {
      const outcome = await prepareShipment(ctx, { ...body, orderNumber: params.number ?? "" });
      if (!outcome.ok) {
        return outcome;
      }
      const { shipment } = outcome.value;
      const location = `/api/v1/shipments/${encodeURIComponent(shipment)}`;
      return accept(created(await currentShipment(ctx, shipment), location));
    },
  ),

  reads("/shipments/:number", "orders.read", noQuery, async ({ ctx, params }) => {
    const found = await findShipmentParts(ctx, params.number ?? "");
    return found ? accept(ok(oneShipmentJson(found.parts, found.shipment))) : notHere();
  }),

  writes(
    ["PATCH", "/shipments/:number"],
    "shipments.write",
    changing,
    async ({ ctx, params, body }) => {
      const number = params.number ?? "";
      const outcome = await changeShipment(ctx, { ...body, shipmentNumber: number });
      return outcome.ok ? accept(ok(await currentShipment(ctx, number))) : outcome;
    },
  ),

  writes(
    ["POST", "/orders/:number/mark-shipped"],
    "shipments.write",
    handOverSchema,
    async ({ ctx, params, body }) => handOver(ctx, { orderNumber: params.number ?? "" }, body),
  ),
  writes(
    ["POST", "/shipments/:number/mark-shipped"],
    "shipments.write",
    handOverSchema,
    async ({ ctx, params, body }) => handOver(ctx, { shipmentNumber: params.number ?? "" }, body),
  ),

  writes(
    ["POST", "/shipments/:number/void"],
    "shipments.write",
    nothing,
    async ({ ctx, params }) => {
      const number = params.number ?? "";
      const outcome = await voidShipment(ctx, { shipmentNumber: number, batchId: newId() });
      if (!outcome.ok) {
        return outcome;
      }
      const { order, moved } = outcome.value;
      return accept(await movedOrder(ctx, order, moved ? [moved] : []));
    },
  ),

  shortClosings("short-close", shortClose),
  shortClosings("short-close/undo", takeBackShortClose),

  marking("undo-void", takeBackVoid),
  marking("deliver", recordDelivery),
  marking("undo-delivery", takeBackDelivery),
];
