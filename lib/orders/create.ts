import "server-only";
import type { Transaction } from "@/db/client";
import { newId } from "@/lib/shared/ids";
import { accept, type Outcome } from "@/lib/shared/outcome";
import { coverNew, lockOffered } from "@/lib/stock/join-queue";
import type { Context } from "@/lib/workspaces/context";
import { askForNews, withoutNews } from "./ask-for-news";
import { announceEvents, eventRow } from "./events";
import type { OrderInput } from "./input";
import { lineRow } from "./new-rows";
import { numberOrders } from "./numbering";
import { RANK_STEP } from "./queue";
import { type ResolvedProduct, resolve } from "./resolve";
import { writeNewOrders } from "./write-new";

export type CreateRefusal = "unknown_client" | "unknown_product" | "number_taken";

export type CreateOptions = {
  /** Clients and products that do not exist yet are created; such products are not tracked until their first movement. */
  readonly createMissing?: boolean;
  /** What made the orders come: `by_hand`, `import`, `api`. */
  readonly cause: string;
  /** Hash of what the source said, by the order's position. */
  readonly intakeHashes?: readonly string[];
  /** Set where the orders' deliveries are settled by creating them; who writes the ledger otherwise leaves it out. */
  readonly isDelivered?: boolean;
};

/**
 * Creates orders at the end of the queue, all or none, and reserves stock for them.
 * Refusals name the order by `data.index` and the field.
 */
export async function createOrders(
  tx: Transaction,
  ctx: Context,
  inputs: readonly OrderInput[],
  { createMissing = false, cause, intakeHashes, isDelivered = false }: CreateOptions,
): Promise<Outcome<{ id: string; number: string }[], CreateRefusal>> {
  const resolved = await resolve(tx, ctx, inputs, createMissing);
  if (!resolved.ok) {
    return resolved;
  }
  const { clientIds, products: skus } = resolved.value;
  const products = await lockOffered(tx, ctx, [...skus.values()]);
  const drafts = inputs.map((input) => draftOf(ctx, input, skus));
  const covers = await coverNew(tx, ctx, products, drafts.flatMap(askedOf));
  // Numbers come last: from here to the commit the workspace's other new orders wait.
  const numbered = await numberOrders(tx, ctx, inputs);
  if (!numbered.ok) {
    return numbered;
  }
  const { numbers, firstPlace } = numbered.value;
  const created = drafts.map(({ id, input, rows }, index) => {
    const order = {
      id,
      input,
      number: numbers[index] ?? "",
      rank: (firstPlace + index) * RANK_STEP,
      clientId: clientIds.get(input.client.code) ?? "",
      intakeHash: intakeHashes?.[index] ?? null,
      lines: rows.map((row) => ({
        row,
        product: products.get(row.productId),
        cover: covers.get(row.id),
      })),
    };
    const { source, externalId } = input;
    const data = { source, ...(externalId ? { externalId } : {}) };
    return { order, event: eventRow(ctx, id, 1, { type: "created", cause, data }) };
  });
  await writeNewOrders(tx, ctx, created, isDelivered ? cause : null);
  await announceEvents(
    tx,
    ctx,
    created.map(({ event }) => event),
  );
  const orders = created.map(({ order }) => order);
  await askForNews(tx, cause === "import" ? withoutNews(ctx) : ctx, orders);
  return accept(orders.map(({ id, number }) => ({ id, number })));
}

type Draft = ReturnType<typeof draftOf>;

function draftOf(ctx: Context, input: OrderInput, skus: ReadonlyMap<string, ResolvedProduct>) {
  const id = newId();
  const rows = input.lines.map((line, index) => lineRow(ctx, id, index + 1, line, skus));
  return { id, input, rows };
}

/** What a draft's lines ask for; its place among the new orders is its rank for now. */
function askedOf({ id, input, rows }: Draft, rank: number) {
  return rows.map((row) => ({
    lineId: row.id,
    orderId: id,
    line: row.line,
    productId: row.productId,
    owed: row.ordered,
    onHold: input.onHold ?? false,
    rank,
  }));
}
