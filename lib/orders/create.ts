import "server-only";
import type { Transaction } from "@/db/client";
import { orderEvents, orderLines, orders } from "@/db/schema/orders";
import { newId } from "@/lib/shared/ids";
import { lineTotalMinor } from "@/lib/shared/money";
import { accept, type Outcome } from "@/lib/shared/outcome";
import { lockProducts } from "@/lib/stock/allocate";
import { type GivenLine, joinQueue } from "@/lib/stock/join-queue";
import type { Context } from "@/lib/workspaces/context";
import { askForNews, withoutNews } from "./ask-for-news";
import { writeFirstStatuses } from "./derive";
import { announceEvents, eventRow } from "./events";
import { dueOnOf, type OrderInput, orderTotals } from "./input";
import type { OrderFacts } from "./lifecycle";
import { countTabs } from "./move";
import { numberOrders } from "./numbering";
import { RANK_STEP } from "./queue";
import { inChunks, type ResolvedProduct, resolveClients, resolveProducts } from "./resolve";

export type CreateRefusal = "unknown_client" | "unknown_product" | "number_taken";

export type CreateOptions = {
  /** Clients and products that do not exist yet are created; such products are not tracked until their first movement. */
  readonly createMissing?: boolean;
  /** What made the orders come: `by_hand`, `import`, `api`. */
  readonly cause: string;
  /** Hash of what the source said, by the order's position. */
  readonly intakeHashes?: readonly string[];
};

/** The lower-case text that search looks into. */
export function searchTextOf(order: {
  number: string;
  externalId?: string | null | undefined;
  poNumber?: string | null | undefined;
  skus: readonly string[];
}): string {
  return [order.number, order.externalId, order.poNumber, ...new Set(order.skus)]
    .filter(Boolean)
    .join(" ")
    .toLowerCase();
}

/**
 * Creates orders at the end of the queue, all or none, and reserves stock for them.
 * Refusals name the order by `data.index` and the field.
 */
export async function createOrders(
  tx: Transaction,
  ctx: Context,
  inputs: readonly OrderInput[],
  options: CreateOptions,
): Promise<Outcome<{ id: string; number: string }[], CreateRefusal>> {
  const added = await addOrders(tx, ctx, inputs, options);
  if (!added.ok) {
    return added;
  }
  const { orders: created, trackedIds } = added.value;
  const ids = created.map((order) => order.id);
  const given = Map.groupBy(await joinQueue(tx, ctx, ids, trackedIds), (line) => line.orderId);
  await writeFirstStatuses(
    tx,
    ctx,
    created.map((order) => ({ id: order.id, facts: firstFacts(order, given.get(order.id) ?? []) })),
  );
  await askForNews(tx, options.cause === "import" ? withoutNews(ctx) : ctx, created);
  await countTabs(
    tx,
    ctx,
    created.map(() => ({ from: null, to: "open" as const })),
  );
  return accept(created.map(({ id, number }) => ({ id, number })));
}

type Added = {
  readonly orders: readonly {
    readonly id: string;
    readonly number: string;
    readonly clientId: string;
    readonly input: OrderInput;
    /** By the lines' order. */
    readonly products: readonly Pick<ResolvedProduct, "kind" | "tracked" | "made">[];
  }[];
  /** Products whose stock has to be given out anew; they are locked. */
  readonly trackedIds: readonly string[];
};

/** The same without their statuses and counters: for whoever gives out stock once for many. */
export async function addOrders(
  tx: Transaction,
  ctx: Context,
  inputs: readonly OrderInput[],
  options: CreateOptions,
): Promise<Outcome<Added, CreateRefusal>> {
  const clientIds = await resolveClients(tx, ctx, inputs, options.createMissing ?? false);
  if (!clientIds.ok) {
    return clientIds;
  }
  const skus = await resolveProducts(tx, ctx, inputs, options.createMissing ?? false);
  if (!skus.ok) {
    return skus;
  }
  const trackedIds = [...skus.value.values()].flatMap(({ id, tracked }) => (tracked ? [id] : []));
  const locked = new Map((await lockProducts(tx, ctx, trackedIds)).map((one) => [one.id, one]));
  const numbers = await numberOrders(tx, ctx, inputs);
  if (!numbers.ok) {
    return numbers;
  }
  const created = inputs.map((input, index) => ({
    input,
    id: newId(),
    number: numbers.value.numbers[index] ?? "",
    rank: (numbers.value.firstPlace + index) * RANK_STEP,
    intakeHash: options.intakeHashes?.[index] ?? null,
  }));
  await insertOrders(tx, ctx, created, clientIds.value, skus.value, options.cause);
  return accept({
    orders: created.map(({ id, number, input }) => ({
      id,
      number,
      clientId: clientIds.value.get(input.client.code) ?? "",
      input,
      products: input.lines.flatMap(({ sku }) => {
        const product = skus.value.get(sku);
        return product ? [locked.get(product.id) ?? product] : [];
      }),
    })),
    trackedIds,
  });
}

/** What is known of an order that was just made: what it asks for, and what the queue gave it. */
function firstFacts(
  { input, products: asked }: Added["orders"][number],
  given: readonly GivenLine[],
): OrderFacts {
  return {
    closedAt: null,
    archiveReason: null,
    dueOn: dueOnOf(input),
    shipByOn: input.shipByOn ?? null,
    totalMinor: orderTotals(input).totalMinor,
    invoicedMinor: 0,
    paidMinor: 0,
    lines: input.lines.map((line, index) => {
      const product = asked[index] ?? { kind: "goods", tracked: false, made: false };
      const got = given.find((one) => one.line === index + 1);
      return {
        kind: product.kind,
        tracked: product.tracked,
        isMade: product.made,
        ordered: line.quantity,
        shortClosed: 0,
        shipped: 0,
        reserved: got?.reserved ?? 0,
        expected: got?.expected ?? 0,
        expectedOn: got?.expectedOn ?? null,
        made: 0,
        toCome: 0,
        productionStarted: false,
        productionBlocked: false,
      };
    }),
  };
}

type NewOrder = {
  readonly input: OrderInput;
  readonly id: string;
  readonly number: string;
  readonly rank: number;
  readonly intakeHash: string | null;
};

async function insertOrders(
  tx: Transaction,
  ctx: Context,
  created: readonly NewOrder[],
  clientIds: ReadonlyMap<string, string>,
  productsBySku: ReadonlyMap<string, { id: string; name: string }>,
  cause: string,
): Promise<void> {
  const rows = created.map(({ input, id, number, rank, intakeHash }) => ({
    id,
    workspaceId: ctx.workspaceId,
    number,
    source: input.source,
    externalId: input.externalId ?? null,
    intakeHash,
    poNumber: input.poNumber || null,
    clientId: clientIds.get(input.client.code) ?? "",
    currency: input.currency,
    orderedOn: input.orderedOn ?? ctx.today,
    shipByOn: input.shipByOn ?? null,
    deliverByOn: input.deliverByOn ?? null,
    allowPartial: input.allowPartial ?? null,
    onHold: input.onHold ?? false,
    note: input.note || null,
    shipTo: input.shipTo ?? null,
    shippingMinor: input.shippingMinor,
    taxMinor: input.taxMinor,
    totalMinor: orderTotals(input).totalMinor,
    rank,
    eventSeq: 1,
    searchText: searchTextOf({ ...input, number, skus: input.lines.map((line) => line.sku) }),
    tabSince: ctx.now,
    createdAt: ctx.now,
    updatedAt: ctx.now,
  }));
  const lines = created.flatMap(({ input, id }) =>
    input.lines.map((line, index) => lineRow(ctx, id, index + 1, line, productsBySku)),
  );
  const events = created.map(({ id, input }) =>
    eventRow(ctx, id, 1, {
      type: "created",
      cause,
      data: { source: input.source, ...(input.externalId ? { externalId: input.externalId } : {}) },
    }),
  );
  await inChunks(rows, (part) => tx.insert(orders).values(part));
  await inChunks(lines, (part) => tx.insert(orderLines).values(part));
  await inChunks(events, (part) => tx.insert(orderEvents).values(part));
  await announceEvents(tx, ctx, events);
}

/** The row of a new order line. */
export function lineRow(
  ctx: Pick<Context, "workspaceId">,
  orderId: string,
  position: number,
  line: OrderInput["lines"][number],
  productsBySku: ReadonlyMap<string, { id: string; name: string }>,
) {
  const product = productsBySku.get(line.sku);
  if (!product) {
    throw new Error("A line's product was not resolved before it was written.");
  }
  return {
    id: newId(),
    workspaceId: ctx.workspaceId,
    orderId,
    line: position,
    productId: product.id,
    sku: line.sku,
    name: line.name || product.name,
    ordered: line.quantity,
    overShipAllowance: line.overShipAllowance ?? 0,
    unitPriceMinor: line.unitPriceMinor,
    discountMinor: line.discountMinor,
    totalMinor: lineTotalMinor(line.quantity, line.unitPriceMinor, line.discountMinor),
  };
}
