/** What the tests of channels share: a Shopify connection, webhook bodies, signatures, and what an order has come to. */
import { createHmac } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { connections, deliveries } from "@/db/schema/channels";
import { handleDelivery } from "@/lib/intake/handle-delivery";
import { type ConnectionRow, type Secrets, sealSecrets } from "@/lib/intake/open-connection";
import { storeDeliveries } from "@/lib/intake/store-delivery";
import { newId } from "@/lib/shared/ids";
import { type Context, withWorkspace } from "@/lib/workspaces/context";

/** Secrets of connections are sealed with a key made from it. */
process.env.AUTH_SECRET ??= "a-secret-for-tests-that-is-long-enough-to-pass";

const SHOP = "oakline-test.myshopify.com";
export const SECRET = "shpss_0123456789abcdef";

/** A connected Shopify shop whose orders have the source `shopify`. */
export async function makeConnection(
  ctx: Context,
  set: Partial<typeof connections.$inferInsert> = {},
  secrets: Secrets = { webhookSecret: SECRET },
): Promise<ConnectionRow> {
  const id = newId();
  const [row] = await withWorkspace(ctx, (tx) =>
    tx
      .insert(connections)
      .values({
        id,
        workspaceId: ctx.workspaceId,
        channel: "shopify",
        name: "Shopify test shop",
        source: "shopify",
        settings: { shop: SHOP },
        secrets: sealSecrets(id, secrets),
        createdBy: "Ana",
        createdAt: ctx.now,
        ...set,
      })
      .returning(),
  );
  if (!row) {
    throw new Error("The connection was not written.");
  }
  return row;
}

type WebhookLine = { sku: string; quantity: number; price?: string; id?: number; shipped?: number };

type Webhook = {
  name: string;
  /** Minutes after the order came into being. */
  minute?: number;
  lines?: readonly WebhookLine[];
  cancelled?: boolean;
  note?: string;
  email?: string;
};

const FIRST_LINE = 11_000_000_000_000_000n;

/** The body of an order webhook, in Shopify's own form. Ids are above 2^53, as Shopify's documentation has them. */
export function webhookBody({
  name,
  minute = 0,
  lines = [{ sku: "CHAIR", quantity: 1 }],
  cancelled = false,
  note = "",
  email = "jane@example.com",
}: Webhook): string {
  const at = (minutes: number) => new Date(Date.UTC(2026, 4, 1, 8, minutes)).toISOString();
  const orderId = 820_982_911_946_154_508n + BigInt(name.replace(/\D/g, "") || "0");
  const items = lines.map((line, index) => {
    const id = FIRST_LINE + BigInt(line.id ?? index + 1);
    return {
      admin_graphql_api_id: `gid://shopify/LineItem/${id}`,
      id: Number(id),
      sku: line.sku,
      name: `Product ${line.sku}`,
      quantity: line.quantity,
      current_quantity: cancelled ? 0 : line.quantity,
      price: line.price ?? "10.00",
      total_discount: "0.00",
      discount_allocations: [],
      requires_shipping: true,
    };
  });
  const shipped = lines.flatMap((line, index) => {
    const { admin_graphql_api_id } = items[index] ?? {};
    return line.shipped ? [{ admin_graphql_api_id, quantity: line.shipped }] : [];
  });
  return JSON.stringify({
    id: Number(orderId),
    admin_graphql_api_id: `gid://shopify/Order/${orderId}`,
    name,
    created_at: at(0),
    updated_at: at(minute),
    cancelled_at: cancelled ? at(minute) : null,
    currency: "EUR",
    taxes_included: true,
    total_tax: "0.00",
    note: note || null,
    email,
    customer: { id: 1, first_name: "Jane", last_name: "Doe", email },
    shipping_address: null,
    shipping_lines: [{ price: "4.90" }],
    line_items: items,
    fulfillments: shipped.length > 0 ? [{ status: "success", line_items: shipped }] : [],
  });
}

function signature(body: string, secret = SECRET): string {
  return createHmac("sha256", secret).update(body).digest("base64");
}

/** Headers of a webhook call as Shopify sends them. */
export function webhookHeaders(
  body: string,
  { id = newId(), topic = "orders/updated", secret = SECRET, shop = SHOP } = {},
): Record<string, string> {
  return {
    "content-type": "application/json",
    "x-shopify-hmac-sha256": signature(body, secret),
    "x-shopify-topic": topic,
    "x-shopify-shop-domain": shop,
    "x-shopify-api-version": "2026-10",
    "x-shopify-webhook-id": id,
  };
}

/** Stores a delivery and handles it at once; answers its row of the ledger. */
export async function deliver(ctx: Context, connection: ConnectionRow, body: string) {
  const deliveryId = newId();
  const received = [{ deliveryId, topic: "orders/updated", body }];
  await withWorkspace(ctx, (tx) => storeDeliveries(tx, ctx, connection, received));
  const find = () =>
    withWorkspace(ctx, (tx) =>
      tx.select().from(deliveries).where(eq(deliveries.deliveryId, deliveryId)),
    );
  const [stored] = await find();
  await handleDelivery(ctx.workspaceId, stored?.id ?? "");
  const [row] = await find();
  if (!row) {
    throw new Error("The delivery is not in the ledger.");
  }
  return row;
}

/** What an order is now, without what only tells how it came about: equal states are equal texts. */
export async function orderState(ctx: Context, externalId: string): Promise<string> {
  const { rows } = await withWorkspace(ctx, (tx) =>
    tx.execute<{ state: string }>(sql`
      select jsonb_build_object(
        'tab', o.tab, 'reason', o.archive_reason, 'note', o.note, 'total', o.total_minor,
        'shipment', o.shipment_status, 'source_at', o.source_at, 'hash', o.intake_hash,
        'client', c.code, 'attention', o.attention, 'stock', o.stock_cover,
        'lines', (select jsonb_agg(jsonb_build_array(l.line, l.sku, l.ordered, l.short_closed, l.shipped,
            l.reserved, l.unit_price_minor, l.source_ref) order by l.line)
          from order_lines l where l.workspace_id = o.workspace_id and l.order_id = o.id))::text as state
      from orders o join clients c on c.workspace_id = o.workspace_id and c.id = o.client_id
      where o.external_id = ${externalId}`),
  );
  return rows.length === 1 ? (rows[0]?.state ?? "") : `${rows.length} orders`;
}
