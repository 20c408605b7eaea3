import "server-only";
import type { Transaction } from "@/db/client";
import { editFrom } from "@/lib/intake/changed-order";
import type { Field } from "@/lib/intake/file/fields";
import type { RowMessage } from "@/lib/intake/file/table";
import { intakeHash } from "@/lib/intake/intake-hash";
import {
  clientCodesByName,
  clientsByCode,
  type KnownOrder,
  ordersByExternalId,
  productsBySku,
  productsOfOrders,
} from "@/lib/intake/lookups";
import {
  clientField,
  columnOf,
  type Missing,
  missingOf,
  unknownMessages,
} from "@/lib/intake/missing";
import type { ReadImport } from "@/lib/intake/reading";
import { editText, notOpenText, otherClientText } from "@/lib/intake/row-problems";
import { draftedUnits, editRefusal, type OrderEdit } from "@/lib/orders/edit-check";
import { type LoadedOrder, loadOrders, lockOrders } from "@/lib/orders/facts";
import type { OrderInput } from "@/lib/orders/input";
import { lockProducts } from "@/lib/stock/allocate";
import type { Context } from "@/lib/workspaces/context";

export type PlanOptions = {
  readonly createMissing: boolean;
  /** Whether the plan will be written: then products and orders are locked, in this order. */
  readonly lock: boolean;
};

/** What an import would do, or will. With something in `rejected` it must not be written. */
export type ImportPlan = {
  readonly created: readonly { readonly input: OrderInput; readonly hash: string }[];
  readonly updated: readonly {
    readonly id: string;
    readonly externalId: string;
    readonly edit: OrderEdit;
    readonly hash: string;
  }[];
  readonly unchanged: number;
  /** The unchanged ones: what came before said the same, or a channel speaks for the order since. */
  readonly untouched: readonly {
    readonly id: string;
    readonly externalId: string;
    readonly hash: string;
    readonly byChannel: boolean;
  }[];
  readonly rejected: readonly RowMessage[];
  /** What the orders name and the workspace does not have. */
  readonly missing: Missing;
};

type Arrival = {
  readonly input: OrderInput;
  readonly rows: readonly number[];
  readonly hash: string;
  readonly known: KnownOrder | undefined;
};

type Changed = Arrival & { readonly known: KnownOrder };

/** Compares a file's orders with the database, in bulk. What came before and says the same is left alone. */
export async function planImport(
  tx: Transaction,
  ctx: Context,
  file: ReadImport,
  options: PlanOptions,
): Promise<ImportPlan> {
  const ids = file.orders.map(({ input }) => input.externalId ?? "");
  const known = await ordersByExternalId(tx, ctx, file.source, ids);
  const all = file.orders.map(({ input, rows }): Arrival => {
    return { input, rows, hash: intakeHash(input), known: known.get(input.externalId ?? "") };
  });
  const arrivals = await withKnownClients(
    tx,
    ctx,
    file,
    all.filter(({ known: order, hash }) => !isSettled(order, hash)),
  );
  const clientIds = await clientsByCode(
    tx,
    ctx,
    arrivals.map(({ input }) => input.client.code),
  );
  const skus = arrivals.flatMap(({ input }) => input.lines.map(({ sku }) => sku));
  const productIds = await productsBySku(tx, ctx, skus);
  const changed = arrivals.filter((one): one is Changed => one.known !== undefined);
  const loaded = await loadChanged(tx, ctx, changed, [...productIds.values()], options.lock);
  const checked = await checkChanged(tx, ctx, file, { changed, loaded, clientIds });
  const unknown = options.createMissing
    ? []
    : unknownMessages(file, arrivals, { clientIds, productIds });
  return {
    created: arrivals.filter((one) => one.known === undefined),
    updated: checked.updated,
    unchanged: all.length - arrivals.length,
    untouched: all.flatMap(({ input, known: order, hash }) =>
      order && isSettled(order, hash)
        ? [
            {
              id: order.id,
              externalId: input.externalId ?? "",
              hash,
              byChannel: order.intakeHash !== hash,
            },
          ]
        : [],
    ),
    rejected: [...file.rejected, ...unknown, ...checked.rejected].sort(
      (one, other) => one.row - other.row,
    ),
    missing: missingOf(arrivals, { clientIds, productIds }),
  };
}

/** A file has no time of its own, so that it never overwrites what a channel says about an order. */
function isSettled(known: KnownOrder | undefined, hash: string): boolean {
  return known !== undefined && (known.intakeHash === hash || known.sourceAt !== null);
}

/** Where a file has only names for clients, a client of that name is the one that is meant. */
async function withKnownClients(
  tx: Transaction,
  ctx: Context,
  file: ReadImport,
  arrivals: readonly Arrival[],
): Promise<Arrival[]> {
  if (!file.clientsByName) {
    return [...arrivals];
  }
  const names = arrivals.map(({ input }) => input.client.name ?? "");
  const codes = await clientCodesByName(tx, ctx, names);
  return arrivals.map((arrival) => {
    const { client } = arrival.input;
    const code = codes.get((client.name ?? "").toLowerCase()) ?? client.code;
    return { ...arrival, input: { ...arrival.input, client: { ...client, code } } };
  });
}

async function loadChanged(
  tx: Transaction,
  ctx: Context,
  changed: readonly Changed[],
  productIds: readonly string[],
  lock: boolean,
): Promise<Map<string, LoadedOrder>> {
  const ids = changed.map(({ known }) => known.id);
  if (lock) {
    await lockProducts(tx, ctx, [
      ...new Set([...productIds, ...(await productsOfOrders(tx, ctx, ids))]),
    ]);
  }
  const loaded = await (lock ? lockOrders : loadOrders)(tx, ctx, ids);
  return new Map(loaded.map((order) => [order.row.id, order]));
}

type Check = {
  readonly changed: readonly Changed[];
  readonly loaded: ReadonlyMap<string, LoadedOrder>;
  readonly clientIds: ReadonlyMap<string, string>;
};

async function checkChanged(
  tx: Transaction,
  ctx: Context,
  file: ReadImport,
  { changed, loaded, clientIds }: Check,
): Promise<Pick<ImportPlan, "updated" | "rejected">> {
  const updated: ImportPlan["updated"][number][] = [];
  const rejected: RowMessage[] = [];
  const drafted = loaded.size > 0 ? await draftedUnits(tx, ctx, [...loaded.keys()]) : new Map();
  for (const { input, rows, hash, known } of changed) {
    const order = loaded.get(known.id);
    const reject = (message: string, field: Field | null = null, line = 0) =>
      rejected.push({ row: rows[line] ?? 0, column: columnOf(file, field), message });
    if (!order) {
      throw new Error("An order of an earlier import is gone.");
    }
    if (order.row.tab !== "open") {
      reject(notOpenText(known.number, order.row.tab));
      continue;
    }
    const clientId = clientIds.get(input.client.code);
    if (clientId !== order.row.clientId) {
      reject(otherClientText(known.number), clientField(file));
      continue;
    }
    const edit = editFrom(order, input, (field) => file.headings.has(field));
    const refused = editRefusal(order, edit, drafted);
    if (refused && !refused.ok) {
      const [, line, part] = /^lines\.(\d+)\.(\w+)$/.exec(refused.refusal.field ?? "") ?? [];
      const field = part === "quantity" || part === "sku" ? part : null;
      reject(editText(known.number, refused.refusal), field, Number(line ?? 0));
      continue;
    }
    updated.push({ id: known.id, externalId: input.externalId ?? "", edit, hash });
  }
  return { updated, rejected };
}
