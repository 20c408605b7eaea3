import "server-only";
import { and, eq, inArray } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { clients } from "@/db/schema/clients";
import { orderEvents, orderLines, orders } from "@/db/schema/orders";
import { products } from "@/db/schema/products";
import { newId } from "@/lib/shared/ids";
import { lineTotalMinor } from "@/lib/shared/money";
import { accept, type Outcome, refuse } from "@/lib/shared/outcome";
import { lockProducts } from "@/lib/stock/allocate";
import { joinQueue } from "@/lib/stock/join-queue";
import type { Context } from "@/lib/workspaces/context";
import { takeNumbers } from "@/lib/workspaces/series";
import { ORDER_NUMBER_BASE } from "@/lib/workspaces/settings-input";
import { askForNews, withoutNews } from "./ask-for-news";
import { rederive } from "./derive";
import { announceEvents, eventRow } from "./events";
import { type OrderInput, orderTotals } from "./input";
import { countTabs } from "./move";
import { RANK_STEP } from "./queue";

export type CreateRefusal = "unknown_client" | "unknown_product" | "number_taken";

export type CreateOptions = {
  /** Clients and products that do not exist yet are created; such products are not tracked until their first movement. */
  readonly createMissing?: boolean;
  /** What made the orders come: `by_hand`, `import`, `api`. */
  readonly cause: string;
  /** Hash of what the source said, by the order's position. */
  readonly intakeHashes?: readonly string[];
};

/** Rows one INSERT carries; 42 columns stay far below the 65,535 parameters of a statement. */
const CHUNK = 400;

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
  await joinQueue(tx, ctx, ids, trackedIds);
  await rederive(tx, withoutNews(ctx), ids);
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
  await lockProducts(tx, ctx, trackedIds);
  const numbers = await numberOrders(tx, ctx, inputs);
  if (!numbers.ok) {
    return numbers;
  }
  const lastRank = await takeNumbers(tx, ctx, "queue", inputs.length);
  const created = inputs.map((input, index) => ({
    input,
    id: newId(),
    number: numbers.value[index] ?? "",
    rank: (lastRank + index) * RANK_STEP,
    intakeHash: options.intakeHashes?.[index] ?? null,
  }));
  await insertOrders(tx, ctx, created, clientIds.value, skus.value, options.cause);
  return accept({
    orders: created.map(({ id, number, input }) => ({
      id,
      number,
      clientId: clientIds.value.get(input.client.code) ?? "",
    })),
    trackedIds,
  });
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

async function inChunks<Row>(rows: readonly Row[], write: (part: Row[]) => PromiseLike<unknown>) {
  for (let start = 0; start < rows.length; start += CHUNK) {
    await write(rows.slice(start, start + CHUNK));
  }
}

/** Ids of the inputs' clients by code. */
export async function resolveClients(
  tx: Transaction,
  ctx: Context,
  inputs: readonly OrderInput[],
  createMissing: boolean,
): Promise<Outcome<Map<string, string>, "unknown_client">> {
  const codes = [...new Set(inputs.map((input) => input.client.code))];
  const known = async () => {
    const rows = await tx
      .select({ id: clients.id, code: clients.code })
      .from(clients)
      .where(and(eq(clients.workspaceId, ctx.workspaceId), inArray(clients.code, codes)));
    return new Map(rows.map((row) => [row.code, row.id]));
  };
  const found = await known();
  const missing = inputs.filter((input) => !found.has(input.client.code));
  if (missing.length === 0) {
    return accept(found);
  }
  const refused = missing.find((input) => !(createMissing || input.client.createIfMissing));
  if (refused) {
    return refuse("unknown_client", {
      field: "client.code",
      data: { index: inputs.indexOf(refused), code: refused.client.code },
    });
  }
  const rows = new Map(
    missing.map(({ client }) => [
      client.code,
      {
        id: newId(),
        workspaceId: ctx.workspaceId,
        code: client.code,
        name: client.name || client.code,
        createdAt: ctx.now,
      },
    ]),
  );
  await inChunks([...rows.values()], (part) =>
    tx.insert(clients).values(part).onConflictDoNothing(),
  );
  return accept(await known());
}

export type ResolvedProduct = {
  readonly id: string;
  readonly name: string;
  readonly tracked: boolean;
};

/** The products of the inputs' lines by SKU. */
export async function resolveProducts(
  tx: Transaction,
  ctx: Context,
  inputs: readonly Pick<OrderInput, "lines">[],
  createMissing: boolean,
): Promise<Outcome<Map<string, ResolvedProduct>, "unknown_product">> {
  const bySku = new Map(inputs.flatMap((input) => input.lines).map((line) => [line.sku, line]));
  const known = async () => {
    const rows = await tx
      .select({
        id: products.id,
        sku: products.sku,
        name: products.name,
        tracked: products.tracked,
      })
      .from(products)
      .where(
        and(eq(products.workspaceId, ctx.workspaceId), inArray(products.sku, [...bySku.keys()])),
      );
    return new Map(rows.map((row) => [row.sku, row]));
  };
  const found = await known();
  const missing = [...bySku.values()].filter((line) => !found.has(line.sku));
  if (missing.length === 0) {
    return accept(found);
  }
  if (!createMissing) {
    const sku = missing[0]?.sku ?? "";
    const index = inputs.findIndex((input) => input.lines.some((line) => line.sku === sku));
    const line = inputs[index]?.lines.findIndex((one) => one.sku === sku) ?? 0;
    return refuse("unknown_product", { field: `lines.${line}.sku`, data: { index, sku } });
  }
  const rows = missing.map((line) => ({
    id: newId(),
    workspaceId: ctx.workspaceId,
    sku: line.sku,
    name: line.name || line.sku,
    kind: line.kind ?? ("goods" as const),
    tracked: false,
    createdAt: ctx.now,
  }));
  await inChunks(rows, (part) => tx.insert(products).values(part).onConflictDoNothing());
  return accept(await known());
}

/** Numbers given by hand are taken as they are, when free; the others come from our own series. */
async function numberOrders(
  tx: Transaction,
  ctx: Context,
  inputs: readonly OrderInput[],
): Promise<Outcome<string[], "number_taken">> {
  const given = inputs.flatMap((input) => (input.number ? [input.number] : []));
  const taken = await takenNumbers(tx, ctx, given);
  const seen = new Set<string>();
  for (const [index, { number }] of inputs.entries()) {
    if (number && (taken.has(number) || seen.has(number))) {
      return refuse("number_taken", { field: "number", data: { index, number } });
    }
    seen.add(number ?? "");
  }
  const generated = await generateNumbers(tx, ctx, inputs.length - given.length, new Set(given));
  return accept(inputs.map((input) => input.number ?? generated.shift() ?? ""));
}

async function generateNumbers(
  tx: Transaction,
  ctx: Context,
  count: number,
  given: ReadonlySet<string>,
): Promise<string[]> {
  const free: string[] = [];
  while (free.length < count) {
    const missing = count - free.length;
    const first = await takeNumbers(tx, ctx, "order", missing);
    const candidates = Array.from(
      { length: missing },
      (_, index) => `${ctx.workspace.orderPrefix}${ORDER_NUMBER_BASE + first + index}`,
    );
    const taken = await takenNumbers(tx, ctx, candidates);
    free.push(...candidates.filter((number) => !taken.has(number) && !given.has(number)));
  }
  return free;
}

async function takenNumbers(
  tx: Transaction,
  ctx: Context,
  numbers: readonly string[],
): Promise<Set<string>> {
  if (numbers.length === 0) {
    return new Set();
  }
  const rows = await tx
    .select({ number: orders.number })
    .from(orders)
    .where(and(eq(orders.workspaceId, ctx.workspaceId), inArray(orders.number, [...numbers])));
  return new Set(rows.map((row) => row.number));
}
