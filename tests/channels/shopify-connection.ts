import { and, eq, sql } from "drizzle-orm";
import { connections } from "@/db/schema/channels";
import { orderLines, orders } from "@/db/schema/orders";
import type { OpenConnection } from "@/lib/intake/channels/connector";
import { sealSecrets } from "@/lib/intake/open-connection";
import { newId } from "@/lib/shared/ids";
import { type Context, withWorkspace } from "@/lib/workspaces/context";
import { makeOrder } from "../factories";
import { CLIENT, SHOP, STATIC_TOKEN, WEBHOOK_SECRET } from "./shopify-server";
import type { ShopOrder } from "./shopify-shop";

/** An opened connection to the local shop, with a lasting token or with an app's credentials. */
export function openedShop(credentials: "token" | "client" = "token"): OpenConnection {
  return {
    id: "connection-1",
    channel: "shopify",
    source: "shopify",
    timeZone: "Europe/Berlin",
    settings: { shop: SHOP },
    secrets: credentials === "token" ? { accessToken: STATIC_TOKEN } : { ...CLIENT },
  };
}

/** Connects the workspace with the local shop; shipments are told without a hold unless the settings say so. */
export async function connectShop(
  ctx: Context,
  settings: Readonly<Record<string, unknown>> = {},
): Promise<string> {
  const id = newId();
  await withWorkspace(ctx, (tx) =>
    tx.insert(connections).values({
      id,
      workspaceId: ctx.workspaceId,
      channel: "shopify",
      name: "Local shop",
      source: "shopify",
      settings: { shop: SHOP, noticeHoldMinutes: "0", ...settings },
      secrets: sealSecrets(id, { ...CLIENT, webhookSecret: WEBHOOK_SECRET }),
      createdBy: "Ana",
      createdAt: ctx.now,
    }),
  );
  return id;
}

/** The workspace's order of a shop's order, as intake makes it; answers its number. */
export async function orderFromShop(ctx: Context, from: ShopOrder): Promise<string> {
  const number = await makeOrder(
    ctx,
    from.lines.map(({ sku, quantity }) => ({ sku, quantity: quantity * 1000 })),
    { source: "shopify", externalId: from.name },
  );
  await withWorkspace(ctx, async (tx) => {
    const [order] = await tx
      .update(orders)
      .set({ sourceRef: `gid://shopify/Order/${from.id}` })
      .where(and(eq(orders.workspaceId, ctx.workspaceId), eq(orders.number, number)))
      .returning({ id: orders.id });
    for (const [index, line] of from.lines.entries()) {
      await tx
        .update(orderLines)
        .set({ sourceRef: `gid://shopify/LineItem/${line.id}` })
        .where(
          and(
            eq(orderLines.workspaceId, ctx.workspaceId),
            sql`${orderLines.orderId} = ${order?.id}`,
            eq(orderLines.line, index + 1),
          ),
        );
    }
  });
  return number;
}
