import "server-only";
import { z } from "zod";
import {
  type NoticeAnswer,
  NotTold,
  type OpenConnection,
  type ShipmentNotice,
} from "@/lib/intake/channels/connector";
import type { Refusal } from "@/lib/shared/outcome";
import { type ShopifyClient, shopifyClient } from "./client";
import { type KnownOrder, linesOfFulfilment, lookAtOrder } from "./fulfilment-look";
import {
  type FulfilmentGroup,
  type Intent,
  intentOf,
  oursAmong,
  planFulfilment,
  unitsOf,
} from "./fulfilment-plan";
import { gidOf } from "./ids";

const intentSchema = z.object({
  baseline: z.array(z.string()),
  numbers: z.array(z.string().nullable()),
});

const FULFIL = `mutation Fulfil($fulfillment: FulfillmentInput!) {
  fulfillmentCreate(fulfillment: $fulfillment) {
    fulfillment { id }
    userErrors { field message }
  }
}`;

const TRACK = `mutation Track($id: ID!, $tracking: FulfillmentTrackingInput!, $notify: Boolean) {
  fulfillmentTrackingInfoUpdate(fulfillmentId: $id, trackingInfoInput: $tracking, notifyCustomer: $notify) {
    fulfillment { id }
    userErrors { field message }
  }
}`;

const changed = z.object({
  fulfillment: z.object({ id: z.string() }).nullable(),
  userErrors: z.array(z.object({ message: z.string() })),
});

/**
 * Fulfils a shipment in Shopify, or what Shopify does not know of it yet. The first call only looks, and
 * answers an intent to keep; so a later one can tell a lost reply's fulfilment from everybody else's.
 */
export async function confirmShipment(
  connection: OpenConnection,
  notice: ShipmentNotice,
  handle: string | null,
): Promise<NoticeAnswer> {
  const kept = handle === null ? null : intentSchema.parse(JSON.parse(handle));
  const looked = await look(connection, notice, kept);
  if ("state" in looked) {
    return looked;
  }
  const { client, groups, ours } = looked;
  const options = {
    trackingInfo: trackingOf(notice),
    notifyCustomer: connection.settings.notifyCustomer === "yes",
  };
  const ids = ours.map(({ id }) => id);
  for (const group of groups) {
    const { data } = await client.mutate(z.object({ fulfillmentCreate: changed }), FULFIL, {
      fulfillment: { lineItemsByFulfillmentOrder: group, ...options },
    });
    const { fulfillment, userErrors } = data.fulfillmentCreate;
    if (!fulfillment) {
      return { state: "refused", reason: sentences(userErrors) };
    }
    ids.push(fulfillment.id);
  }
  const outdated = ours.filter(
    ({ numbers }) => notice.trackingNumber !== null && !numbers.includes(notice.trackingNumber),
  );
  for (const { id } of outdated) {
    const { data } = await client.mutate(
      z.object({ fulfillmentTrackingInfoUpdate: changed }),
      TRACK,
      { id, tracking: options.trackingInfo, notify: options.notifyCustomer },
    );
    const { fulfillment, userErrors } = data.fulfillmentTrackingInfoUpdate;
    if (!fulfillment) {
      return { state: "refused", reason: sentences(userErrors) };
    }
  }
  return { state: "confirmed", reference: ids.join(" ") };
}

type Looked = {
  readonly client: ShopifyClient;
  readonly groups: readonly FulfilmentGroup[];
  readonly ours: KnownOrder["fulfilments"];
};

/** Everything up to the first word that Shopify keeps: a fault in it has told nothing. */
async function look(
  connection: OpenConnection,
  notice: ShipmentNotice,
  kept: Intent | null,
): Promise<Looked | NoticeAnswer> {
  try {
    return await lookAndPlan(shopifyClient(connection), notice, kept);
  } catch (error) {
    throw new NotTold(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

async function lookAndPlan(
  client: ShopifyClient,
  notice: ShipmentNotice,
  kept: Intent | null,
): Promise<Looked | NoticeAnswer> {
  const orderId = gidOf("Order", notice.orderRef);
  const wanted = unitsOf(notice);
  if (orderId === null) {
    return { state: "refused", reason: "The order's id in the shop is not known." };
  }
  if (!wanted.ok) {
    return refusedBy(wanted.refusal);
  }
  const known = await lookAtOrder(client, orderId);
  if (known === null) {
    return { state: "refused", reason: "The shop does not have this order any more." };
  }
  if (notice.reference) {
    const ids = notice.reference.split(" ");
    return { client, groups: [], ours: known.fulfilments.filter(({ id }) => ids.includes(id)) };
  }
  const intent = intentOf(kept, known.fulfilments, notice);
  if (intent !== kept) {
    return { state: "pending", handle: JSON.stringify(intent), afterSeconds: 0, untold: true };
  }
  const ours = oursAmong(intent, known.fulfilments, notice);
  const told = new Map<string, number>();
  for (const { id } of ours) {
    for (const line of await linesOfFulfilment(client, id)) {
      told.set(line.orderLineId, (told.get(line.orderLineId) ?? 0) + line.quantity);
    }
  }
  const isWhole = [...wanted.value].every(([id, { units }]) => (told.get(id) ?? 0) >= units);
  const plan = planFulfilment(wanted.value, told, isWhole ? [] : await known.fulfilmentOrders());
  return plan.ok ? { client, groups: plan.value, ours } : refusedBy(plan.refusal);
}

function trackingOf({ carrier, trackingNumber }: ShipmentNotice) {
  const tracking = {
    ...(carrier ? { company: carrier } : {}),
    ...(trackingNumber ? { number: trackingNumber } : {}),
  };
  return Object.keys(tracking).length > 0 ? tracking : null;
}

const REFUSALS: Readonly<Record<string, (data: NonNullable<Refusal["data"]>) => string>> = {
  line_unknown: ({ sku }) => `The shop does not know the line of ${sku}.`,
  not_whole: ({ sku }) => `Shopify counts whole units only, and a part of one ${sku} was shipped.`,
  not_fulfillable: ({ sku, left, units }) =>
    `${left} of ${units} ${sku} can't be fulfilled there: on hold, cancelled, fulfilled already, or another service's.`,
};

function refusedBy({ code, data = {} }: Refusal): NoticeAnswer {
  return { state: "refused", reason: REFUSALS[code]?.(data) ?? code };
}

const sentences = (errors: readonly { readonly message: string }[]): string =>
  errors.map(({ message }) => message).join(" ") || "Shopify gave no reason.";
