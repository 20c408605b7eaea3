import { sql } from "drizzle-orm";
import type { TestDatabase } from "@/tests/database";
import { type Model, madeOf, type Order, owedOf, reservedOf, type Shipment, tabOf } from "./facts";
import { shortOf, statusesOf } from "./statuses";

/** What is compared after each command. */
export type Snapshot = {
  readonly products: readonly unknown[];
  readonly orders: readonly { readonly number: string; readonly lines: readonly LineState[] }[];
  readonly shipments: readonly { readonly number: string }[];
  readonly productions: readonly { readonly number: string }[];
  readonly moves: readonly { readonly id: string; readonly batch: string }[];
  readonly invoices: readonly { readonly number: string }[];
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
              'owed', ((l.ordered - l.short_closed - l.shipped) * 1000)::int,
              'short', (greatest(0, l.ordered - l.short_closed - l.shipped - l.reserved - l.expected) * 1000)::int,
              'expected', (l.expected * 1000)::int, 'expectedOn', l.expected_on) order by l.line)
            from order_lines l where l.workspace_id = o.workspace_id and l.order_id = o.id)
          ) order by id), '[]')
        from orders o where ${here}),
      'shipments', (select coalesce(json_agg(json_build_object('number', number,
          'state', case when voided_at is not null then 'voided'
            when dispatched_at is not null then 'dispatched' else 'draft' end,
          'asnSent', exists (select 1 from asns a where a.workspace_id = s.workspace_id
            and a.shipment_id = s.id and a.state = 'sent')) order by id), '[]')
        from shipments s where ${here}),
      'productions', (select coalesce(json_agg(json_build_object('number', number,
          'quantity', (quantity * 1000)::int, 'made', (made * 1000)::int,
          'dueOn', due_on, 'finish', finish, 'blocked', blocked_at is not null) order by id), '[]')
        from production_orders where ${here}),
      'moves', (select coalesce(json_agg(json_build_object('id', id, 'batch', batch_id,
          'from', from_tab, 'to', to_tab, 'undone', undone_at is not null) order by id), '[]')
        from moves where ${here}),
      'invoices', (select coalesce(json_agg(json_build_object('number', number) order by id), '[]')
        from invoices where ${here})
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
  ] as const;
  for (const [things, rows] of named) {
    for (const [at, thing] of things.entries()) {
      const row = rows[at];
      if (row && "id" in thing && "id" in row) {
        thing.id = row.id;
        thing.batch = row.batch;
      } else if (row && "number" in thing && "number" in row) {
        thing.number = row.number;
      }
    }
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
