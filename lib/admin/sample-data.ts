import "server-only";
import { eq, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { workspaces } from "@/db/schema/workspaces";
import { sendAsns } from "@/lib/asn/commands";
import { createClient } from "@/lib/clients/commands";
import { clientSchema } from "@/lib/clients/input";
import { printDocuments } from "@/lib/documents/commands";
import { createOrder, moveOrders } from "@/lib/orders/commands";
import { orderInputSchema } from "@/lib/orders/input";
import { recordMovement } from "@/lib/orders/stock-movements";
import { makeForOrders } from "@/lib/production/create";
import { createProduct } from "@/lib/products/commands";
import { productSchema } from "@/lib/products/input";
import { newId } from "@/lib/shared/ids";
import { minorDigits } from "@/lib/shared/money";
import { accept, type Outcome, refuse } from "@/lib/shared/outcome";
import { audit } from "@/lib/workspaces/audit";
import { type Context, withWorkspace } from "@/lib/workspaces/context";
import { SAMPLE_CLIENTS, SAMPLE_PRODUCTS, sampleOrders } from "./sample-plan";

type Within = Context & { readonly tx: Transaction };

/** Whether the workspace holds sample data, and whether it is empty enough to get some. */
export async function sampleState(ctx: Context): Promise<"here" | "possible" | "none"> {
  return withWorkspace(ctx, async (tx) => stateIn(tx, ctx));
}

async function stateIn(tx: Transaction, ctx: Context): Promise<"here" | "possible" | "none"> {
  const { rows } = await tx.execute<{ here: boolean; used: boolean }>(sql`
    select w.sample is not null as here,
      exists (select 1 from orders o where o.workspace_id = w.id)
        or exists (select 1 from products p where p.workspace_id = w.id)
        or exists (select 1 from clients c where c.workspace_id = w.id) as used
    from workspaces w where w.id = ${ctx.workspaceId}`);
  return rows[0]?.here ? "here" : rows[0]?.used ? "none" : "possible";
}

/** Fills an empty workspace with a few clients, products and orders over all tabs, in one transaction, by the real commands. */
export async function addSampleData(ctx: Context): Promise<Outcome<null, "not_empty">> {
  return withWorkspace(ctx, async (tx) => {
    await tx.execute(sql`select 1 from workspaces where id = ${ctx.workspaceId} for no key update`);
    if ((await stateIn(tx, ctx)) !== "possible") {
      return refuse("not_empty");
    }
    const within: Within = { ...ctx, tx };
    await addCatalog(within);
    await addOrders(within);
    await tx
      .update(workspaces)
      .set({
        // The workspace was empty, so all that it holds now is the sample.
        sample: sql`jsonb_build_object(
          'clients', (select jsonb_agg(id) from clients where workspace_id = ${ctx.workspaceId}),
          'products', (select jsonb_agg(id) from products where workspace_id = ${ctx.workspaceId}),
          'orders', (select jsonb_agg(id) from orders where workspace_id = ${ctx.workspaceId}))`,
      })
      .where(eq(workspaces.id, ctx.workspaceId));
    await audit(tx, ctx, { action: "sample_data_added", subject: ctx.workspace.name });
    return accept(null);
  });
}

async function addCatalog(ctx: Within): Promise<void> {
  for (const { code, name, city, country } of SAMPLE_CLIENTS) {
    const shipTo = { name, line1: "1 Sample Street", city, country, postalCode: "12345" };
    done(await createClient(ctx, clientSchema.parse({ code, name, shipTo })));
  }
  for (const { sku, name, made, onHand, price } of SAMPLE_PRODUCTS) {
    const unitPriceMinor = priceIn(ctx, price);
    const input = productSchema.parse({ sku, name, made, tracked: true, unitPriceMinor });
    done(await createProduct(ctx, input));
    done(await recordMovement(ctx, { sku, quantity: onHand, reason: "receipt" }));
  }
}

async function addOrders(ctx: Within): Promise<void> {
  const prices = new Map<string, number>(
    SAMPLE_PRODUCTS.map(({ sku, price }) => [sku, priceIn(ctx, price)]),
  );
  for (const { client, lines, story, ...rest } of sampleOrders(ctx.today)) {
    const input = orderInputSchema.parse({
      ...rest,
      client: { code: client },
      currency: ctx.workspace.currency,
      lines: lines.map((line) => ({ ...line, unitPriceMinor: prices.get(line.sku) ?? 0 })),
    });
    const order = await createOrder(ctx, input, "by_hand");
    done(order);
    const numbers = order.ok ? [order.value.number] : [];
    if (story === "closed" || story === "archived") {
      const request = { kinds: ["label"], orders: numbers, idempotencyKey: newId() } as const;
      done(await printDocuments(ctx, { ...request, kinds: [...request.kinds] }));
    }
    if (story === "archived") {
      noneRefused((await sendAsns(ctx, numbers)).refused);
    }
    if (story === "being_made") {
      noneRefused((await makeForOrders(ctx, numbers, { key: newId() })).refused);
    }
    if (story === "cancelled") {
      const cancel = { type: "archive", reason: "cancelled" } as const;
      noneRefused((await moveOrders(ctx, numbers, cancel)).refused);
    }
  }
}

/** Hundredths become minor units of the workspace's currency. */
function priceIn({ workspace }: Context, hundredths: number): number {
  return Math.round(hundredths * 10 ** (minorDigits(workspace.currency) - 2));
}

/** The plan holds only what works in an empty workspace; a refusal is a mistake in it. */
function done(outcome: Outcome<unknown>): void {
  if (!outcome.ok) {
    throw new Error(`Sample data was refused: ${JSON.stringify(outcome.refusal)}`);
  }
}

function noneRefused(refused: readonly unknown[]): void {
  if (refused.length > 0) {
    throw new Error(`Sample data was refused: ${JSON.stringify(refused)}`);
  }
}

export type Kept = { readonly kind: "order" | "product" | "client"; readonly name: string };

/** Removes the sample data, all but what something real depends on; answers what is kept. A second time does nothing. */
export async function removeSampleData(ctx: Context): Promise<{ readonly kept: readonly Kept[] }> {
  return withWorkspace(ctx, async (tx) => {
    if ((await stateIn(tx, ctx)) !== "here") {
      return { kept: [] };
    }
    const { rows } = await tx.execute<Kept>(sql`select kind, name from remove_sample_data()`);
    const kept = rows.map(({ name }) => name);
    await audit(tx, ctx, {
      action: "sample_data_removed",
      subject: ctx.workspace.name,
      data: kept.length > 0 ? { kept } : {},
    });
    return { kept: rows };
  });
}
