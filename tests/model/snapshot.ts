import { sql } from "drizzle-orm";
import type { TestDatabase } from "@/tests/database";
import {
  type Model,
  madeOf,
  type Order,
  owedOf,
  queueOf,
  reservedOf,
  type Shipment,
  tabOf,
} from "./facts";
import { shortOf, statusesOf } from "./statuses";

/** What is compared after each command. */
export type Snapshot = {
  readonly products: readonly unknown[];
  readonly orders: readonly { readonly number: string; readonly lines: readonly LineState[] }[];
  readonly shipments: readonly { readonly number: string }[];
  readonly productions: readonly { readonly number: string }[];
  readonly moves: readonly { readonly id: string; readonly batch: string }[];
  readonly invoices: readonly { readonly number: string }[];
  readonly receipts: readonly { readonly id: string }[];
  /** Numbers of the open orders in queue order, and the ranks of all orders as they were made. */
  readonly queue: readonly string[];
  readonly ranks?: readonly number[];
};

type LineState = {
  readonly owed: number;
  readonly reserved: number;
  readonly expected: number;
  readonly short: number;
};

/** Reads all of a workspace that the model knows, in one statement. */
export async function readSnapshot({ db }: TestDatabase, workspaceId: string): Promise<Snapshot> {
  const here = sql`workspace_id = ${workspaceId}::uuid`;
  const { rows } = await db.execute<{ state: Snapshot }>(sql`
    select json_build_object(
      'products', (select json_agg(json_build_object('sku', sku, 'tracked', tracked,
          'onHand', (on_hand * 1000)::int, 'reserved', (reserved * 1000)::int) order by id)
        from products where ${here}),
      'orders', (select coalesce(json_agg(json_build_object('number', number, 'tab', tab,
          'archived', archive_reason, 'held', on_hold, 'version', version,
          'stock', stock_cover, 'stockPercent', stock_percent, 'stockOn', stock_expected_on,
          'production', production_status, 'productionPercent', production_percent,
          'shipment', shipment_status, 'shipmentPercent', shipment_percent,
          'invoicing', invoicing_status, 'payment', payment_status,
          'lines', (select json_agg(json_build_object('sku', l.sku, 'position', l.line,
              'ordered', (l.ordered * 1000)::int, 'shortClosed', (l.short_closed * 1000)::int,
              'shipped', (l.shipped * 1000)::int, 'reserved', (l.reserved * 1000)::int,
              'owed', (greatest(0, l.ordered - l.short_closed - l.shipped) * 1000)::int,
              'allowance', (l.over_ship_allowance * 1000)::int,
              'short', (greatest(0, l.ordered - l.short_closed - l.shipped - l.reserved - l.expected) * 1000)::int,
              'expected', (l.expected * 1000)::int, 'expectedOn', l.expected_on) order by l.line)
            from order_lines l where l.workspace_id = o.workspace_id and l.order_id = o.id)
          ) order by id), '[]')
        from orders o where ${here}),
      'shipments', (select coalesce(json_agg(json_build_object('number', number,
          'state', case when voided_at is not null then 'voided'
            when dispatched_at is not null then 'dispatched' else 'draft' end,
          'asnSent', exists (select 1 from asns a where a.workspace_id = s.workspace_id
            and a.shipment_id = s.id and a.state = 'sent'),
          'delivered', delivered_at is not null,
          'lines', (select json_agg(json_build_object('line', l.line, 'quantity', (sl.quantity * 1000)::int) order by l.line)
            from shipment_lines sl join order_lines l on l.workspace_id = sl.workspace_id and l.id = sl.order_line_id
            where sl.workspace_id = s.workspace_id and sl.shipment_id = s.id)) order by id), '[]')
        from shipments s where ${here}),
      'productions', (select coalesce(json_agg(json_build_object('number', number,
          'quantity', (quantity * 1000)::int, 'made', (made * 1000)::int,
          'dueOn', due_on, 'finish', finish, 'blocked', blocked_at is not null) order by id), '[]')
        from production_orders where ${here}),
      'moves', (select coalesce(json_agg(json_build_object('id', id, 'batch', batch_id,
          'from', from_tab, 'to', to_tab, 'undone', undone_at is not null) order by id), '[]')
        from moves where ${here}),
      'invoices', (select coalesce(json_agg(json_build_object('number', number) order by id), '[]')
        from invoices where ${here}),
      'receipts', (select coalesce(json_agg(json_build_object('id', id, 'quantity', (quantity * 1000)::int,
          'received', (received * 1000)::int, 'dueOn', due_on, 'closed', closed_at is not null) order by id), '[]')
        from expected_receipts where ${here}),
      'queue', (select coalesce(json_agg(number order by rank, id), '[]')
        from orders where ${here} and tab = 'open'),
      'ranks', (select coalesce(json_agg(rank order by id), '[]') from orders where ${here})
    ) as state`);
  const state = rows[0]?.state;
  if (!state) {
    throw new Error("The snapshot is empty.");
  }
  return state;
}

/** Gives what the model has made the names that the product gave it; both make things in the same order. */
export function bind(model: Model, snapshot: Snapshot): void {
  const named = [
    [model.orders, snapshot.orders],
    [model.shipments, snapshot.shipments],
    [model.productions, snapshot.productions],
    [model.invoices, snapshot.invoices],
    [model.moves, snapshot.moves],
    [model.receipts, snapshot.receipts],
  ] as const;
  for (const [things, rows] of named) {
    for (const [at, thing] of things.entries()) {
      const row = rows[at];
      if (row && "id" in thing && "id" in row) {
        Object.assign(thing, "batch" in row ? { id: row.id, batch: row.batch } : { id: row.id });
      } else if (row && "number" in thing && "number" in row) {
        thing.number = row.number;
      }
    }
  }
}

/** Places behind the queue's are the product's own business: the model only says who stands before whom. */
export function adoptRanks(model: Model, { ranks = [] }: Snapshot): void {
  for (const [at, order] of model.orders.entries()) {
    order.rank = ranks[at] ?? order.rank;
  }
}

/** The same of the model. */
export function snapshotOf(model: Model): Snapshot {
  return {
    products: model.products.map((product) => ({
      sku: product.sku,
      tracked: product.tracked,
      onHand: product.onHand,
      reserved: model.holds
        .filter((hold) => hold.line.product === product)
        .reduce((sum, hold) => sum + hold.quantity, 0),
    })),
    orders: model.orders.map((order) => orderState(model, order)),
    shipments: model.shipments.map((one) => ({
      number: one.number,
      state: stateOf(one),
      asnSent: one.asnSent,
      delivered: one.delivered,
      lines: one.lines
        .map(({ line, quantity }) => ({ line: line.position, quantity }))
        .sort((a, b) => a.line - b.line),
    })),
    productions: model.productions.map((one) => ({
      number: one.number,
      quantity: one.quantity,
      made: madeOf(one),
      dueOn: one.dueOn,
      finish: one.finish,
      blocked: one.blocked,
    })),
    moves: model.moves.map(({ id, batch, from, to, undone }) => ({ id, batch, from, to, undone })),
    invoices: model.invoices.map(({ number }) => ({ number })),
    receipts: model.receipts.map(({ id, quantity, received, dueOn, closed }) => ({
      ...{ id, quantity, received, dueOn, closed },
    })),
    queue: queueOf(model).map((order) => order.number),
  };
}

const stateOf = (one: Shipment) =>
  one.voided ? "voided" : one.dispatchedAt !== null ? "dispatched" : "draft";

function orderState(model: Model, order: Order) {
  return {
    number: order.number,
    tab: tabOf(order),
    archived: order.archived,
    held: order.held,
    version: order.version,
    ...statusesOf(model, order),
    lines: order.lines.map((line) => ({
      sku: line.product.sku,
      position: line.position,
      ordered: line.ordered,
      allowance: line.allowance,
      shortClosed: line.shortClosed,
      shipped: line.shipped,
      reserved: reservedOf(model, line),
      owed: owedOf(line),
      short: shortOf(model, line),
      expected: line.expected,
      expectedOn: line.expectedOn,
    })),
  };
}
