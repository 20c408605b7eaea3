import "server-only";
import type { Transaction } from "@/db/client";
import { appendEvent } from "@/lib/orders/events";
import { type LoadedOrder, lockOrders, orderIdsByNumber } from "@/lib/orders/facts";
import type { Day } from "@/lib/shared/dates";
import { accept, type Outcome, refuse } from "@/lib/shared/outcome";
import { quantityText } from "@/lib/shared/quantity";
import { type Context, withWorkspace } from "@/lib/workspaces/context";
import { packedCartons } from "./cartons";
import { agreedPartly } from "./choose";
import {
  type AskedContents,
  type ContentsPlan,
  type ContentsRefusal,
  planContents,
} from "./contents";
import { createDraft, findDraft } from "./draft";
import { lockShipment, withCarrier } from "./find";
import { isPackedSo, rewrite } from "./rewrite";

type Carried = {
  readonly carrier?: string | null | undefined;
  readonly trackingNumber?: string | null | undefined;
  /** The day on which it is to leave. */
  readonly plannedShipOn?: Day | null | undefined;
};

type PrepareRefusal =
  | ContentsRefusal
  | "not_found"
  | "archived"
  | "already_closed"
  | "on_hold"
  | "draft_exists";

type Prepared = { readonly order: string; readonly shipment: string };

/**
 * Prepares a shipment by hand: the units asked for, else all that could leave, in the cartons asked for,
 * else in one. An order has one draft at a time, because printing or handing over an order means "its draft".
 */
export async function prepareShipment(
  ctx: Context,
  input: AskedContents & Carried & { readonly orderNumber: string },
): Promise<Outcome<Prepared, PrepareRefusal>> {
  return withWorkspace(ctx, async (tx) => {
    const [id] = await orderIdsByNumber(tx, ctx, [input.orderNumber]);
    const [order] = await lockOrders(tx, ctx, id ? [id] : []);
    if (!order) {
      return refuse("not_found");
    }
    const refusal = await standing(tx, ctx, order);
    const plan = refusal ?? (await plannedFor(tx, ctx, order, input));
    if (!plan.ok) {
      return plan;
    }
    const shipment = await createDraft(tx, ctx, order, plan.value.lines, {
      carrier: input.carrier ?? null,
      trackingNumber: input.trackingNumber ?? null,
      plannedShipOn: input.plannedShipOn ?? null,
      cartons: plan.value.cartons,
    });
    await appendEvent(tx, ctx, order.row.id, {
      type: "shipment_prepared",
      cause: "by_hand",
      data: {
        shipment: shipment.number,
        ...contentsData(plan.value),
        ...(shipment.plannedShipOn ? { plannedShipOn: shipment.plannedShipOn } : {}),
      },
    });
    return accept({ order: order.row.number, shipment: shipment.number });
  });
}

/** Why nothing new can be prepared for an order now, or null. */
async function standing(tx: Transaction, ctx: Context, order: LoadedOrder) {
  if (order.archiveReason !== null) {
    return refuse("archived");
  }
  if (order.closedAt !== null) {
    return refuse("already_closed");
  }
  if (order.row.onHold) {
    return refuse("on_hold");
  }
  const draft = await findDraft(tx, ctx, order.row.id);
  return draft ? refuse("draft_exists", { data: { shipment: draft.number } }) : null;
}

/** A shipment made by hand may be partial, unless it was agreed that this order or this client gets all at once. */
async function plannedFor(
  tx: Transaction,
  ctx: Context,
  order: LoadedOrder,
  asked: AskedContents,
): Promise<Outcome<ContentsPlan, ContentsRefusal>> {
  const isWhole = (await agreedPartly(tx, ctx, order)) === false;
  return planContents(order.lines, asked, isWhole);
}

function contentsData({ lines, cartons }: ContentsPlan) {
  return {
    lines: lines.map(({ line, quantity }) => ({
      line: line.line,
      sku: line.sku,
      quantity: quantityText(quantity),
    })),
    packages: cartons.length,
  };
}

type ChangeRefusal =
  | ContentsRefusal
  | "not_found"
  | "changed_meanwhile"
  | "shipment_voided"
  | "already_shipped";

/**
 * Changes a draft's contents and the day it is planned for, or who carries a shipment: that may still change
 * when it has left. What is left out stays.
 */
export async function changeShipment(
  ctx: Context,
  input: AskedContents &
    Carried & {
      readonly shipmentNumber: string;
      /** The version that was read; without it the last writer wins. */
      readonly version?: number | undefined;
    },
): Promise<Outcome<Prepared, ChangeRefusal>> {
  return withWorkspace(ctx, async (tx) => {
    const locked = await lockShipment(tx, ctx, input.shipmentNumber);
    if (!locked) {
      return refuse("not_found");
    }
    const { order, shipment } = locked;
    const data = { shipment: shipment.number };
    if (input.version !== undefined && input.version !== shipment.version) {
      return refuse("changed_meanwhile", { data: { version: shipment.version } });
    }
    if (shipment.voidedAt !== null) {
      return refuse("shipment_voided", { data });
    }
    const isAsked = input.lines !== undefined || input.packages !== undefined;
    const plannedShipOn =
      input.plannedShipOn === undefined ? shipment.plannedShipOn : input.plannedShipOn;
    const isReplanned = plannedShipOn !== shipment.plannedShipOn;
    if ((isAsked || isReplanned) && shipment.dispatchedAt !== null) {
      return refuse("already_shipped", { data });
    }
    const planned = isAsked ? await plannedFor(tx, ctx, order, input) : null;
    if (planned?.ok === false) {
      return planned;
    }
    const packed = await packedCartons(tx, ctx, order, shipment.id);
    const plan = planned && !isPackedSo(planned.value, packed) ? planned : null;
    const carried = await withCarrier(tx, ctx, order, shipment, {
      carrier: input.carrier === undefined ? shipment.carrier : input.carrier,
      trackingNumber:
        input.trackingNumber === undefined ? shipment.trackingNumber : input.trackingNumber,
      plannedShipOn,
    });
    if (plan === null && carried === shipment) {
      return accept({ order: order.row.number, shipment: shipment.number });
    }
    await appendEvent(tx, ctx, order.row.id, {
      type: "shipment_changed",
      cause: "by_hand",
      data: {
        ...data,
        ...(plan ? contentsData(plan.value) : {}),
        carrier: carried.carrier,
        trackingNumber: carried.trackingNumber,
        ...(isReplanned ? { plannedShipOn: [shipment.plannedShipOn, plannedShipOn] } : {}),
      },
    });
    if (plan) {
      await rewrite(tx, ctx, order, carried, plan.value);
    }
    return accept({ order: order.row.number, shipment: shipment.number });
  });
}
