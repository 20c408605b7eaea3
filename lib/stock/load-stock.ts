import "server-only";
import { type SQL, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { PLAN_ONCE } from "@/db/drivers/kept-plan";
import { idList } from "@/db/lists";
import type { Day } from "@/lib/shared/dates";
import type { Quantity } from "@/lib/shared/quantity";
import type { WorkspaceId } from "@/lib/workspaces/context";
import type { Demand, ProductStock, Supply } from "./availability";

type Scope = { readonly workspaceId: WorkspaceId };

/** Where dated units come from. */
export type SupplyKind = "production" | "receipt";

/** A product's stock with what is written of who holds it: what an allocation compares its plan with. */
export type StoredStock = Omit<ProductStock, "supplies"> & {
  readonly id: string;
  /** Whether its units are given out; what else is written of it is then taken back. */
  readonly isGiven: boolean;
  readonly reserved: Quantity;
  readonly supplies: readonly StoredSupply[];
  /** Lines that are owed or hold a cache, of whatever tab. */
  readonly lines: readonly StoredLine[];
  readonly held: readonly StoredReservation[];
  readonly promised: readonly StoredPromise[];
};

export type StoredSupply = Supply & { readonly kind: SupplyKind };
type StoredLine = {
  readonly id: string;
  readonly orderId: string;
  readonly reserved: Quantity;
  readonly expected: Quantity;
  readonly expectedOn: Day | null;
};
type StoredReservation = {
  readonly id: string;
  readonly lineId: string;
  readonly quantity: Quantity;
  readonly isPinned: boolean;
  readonly isPacked: boolean;
};
type StoredPromise = {
  readonly id: string;
  readonly lineId: string;
  readonly supplyId: string;
  readonly quantity: Quantity;
  readonly on: Day;
};

/** What the statement below answers; quantities are thousandths. */
type Answer = {
  readonly products: [id: string, onHand: number, reserved: number, isGiven: boolean][] | null;
  readonly lines: AnsweredLine[] | null;
  readonly held: [productId: string, ...held: AnsweredReservation][] | null;
  readonly supplies: [productId: string, ...supply: AnsweredSupply][] | null;
  readonly promised: [productId: string, ...promise: AnsweredPromise][] | null;
};
type AnsweredLine = [
  productId: string,
  id: string,
  orderId: string,
  line: number,
  reserved: number,
  expected: number,
  expectedOn: Day | null,
  owed: number,
  isOpen: boolean,
  rank: number,
  onHold: boolean,
];
type AnsweredReservation = [
  id: string,
  lineId: string,
  quantity: number,
  pinned: boolean,
  packed: boolean,
];
type AnsweredSupply = [
  id: string,
  kind: SupplyKind,
  on: Day,
  quantity: number,
  forLine: string | null,
];
type AnsweredPromise = [id: string, lineId: string, supplyId: string, quantity: number, on: Day];

/** What an allocation of these products looks at. No locks; products that are not tracked are left out. */
export async function loadStock(
  tx: Transaction,
  ctx: Scope,
  productIds: readonly string[],
): Promise<Map<string, ProductStock>> {
  const stored = await loadStored(tx, ctx, productIds);
  return new Map(stored.flatMap((stock) => (stock.isGiven ? [[stock.id, stock]] : [])));
}

/**
 * The same with what is written, in one statement that answers one JSON value: a queue has thousands of
 * rows, and each column of each row is parsed on its own.
 */
export async function loadStored(
  tx: Transaction,
  ctx: Scope,
  productIds: readonly string[],
): Promise<StoredStock[]> {
  if (productIds.length === 0) {
    return [];
  }
  const { workspaceId } = ctx;
  // As a query of its own a list has no length that the planner knows: so one plan is as good as another.
  // It takes live lines for many more than they are; OFFSET keeps it from reading all orders for them.
  const these = sql`any((select ids from asked)::uuid[])`;
  const { rows } = await tx.execute<{ stock: Answer }>(sql`${sql.raw(PLAN_ONCE)}
    with asked as (select ${idList([...new Set(productIds)])} as ids)
    select json_build_object(
      'products', (
        select json_agg(json_build_array(id, (on_hand * 1000)::bigint, (reserved * 1000)::bigint,
          tracked and kind = 'goods'))
        from products where workspace_id = ${workspaceId} and id = ${these}),
      'lines', (
        select json_agg(json_build_array(k.product_id, k.id, k.order_id, k.line,
          (k.reserved * 1000)::bigint, (k.expected * 1000)::bigint, k.expected_on,
          ((k.ordered - k.short_closed - k.shipped) * 1000)::bigint, o.tab = 'open', o.rank, o.on_hold))
        from order_lines k cross join lateral (
          select tab, rank, on_hold from orders
          where workspace_id = ${workspaceId} and id = k.order_id offset 0) o
        where k.workspace_id = ${workspaceId} and k.product_id = ${these}
          and (k.ordered - k.short_closed - k.shipped > 0 or k.reserved > 0 or k.expected > 0)),
      'held', (
        select json_agg(json_build_array(product_id, id, order_line_id, (quantity * 1000)::bigint,
          shipment_line_id is not null or production_order_id is not null, shipment_line_id is not null))
        from reservations where workspace_id = ${workspaceId} and product_id = ${these}),
      'supplies', (
        select json_agg(json_build_array(product_id, id, kind, due_on, (quantity * 1000)::bigint, for_line))
        from (${supplyToCome(ctx, these)}) supply),
      'promised', (
        select json_agg(json_build_array(product_id, id, order_line_id,
          coalesce(production_order_id, expected_receipt_id), (quantity * 1000)::bigint, due_on))
        from supply_allocations where workspace_id = ${workspaceId} and product_id = ${these})
    ) as stock`);
  return rows[0] ? storedOf(rows[0].stock) : [];
}

/** Dated units still to come of the products that `these` compares with, and the line that they are made for. */
export function supplyToCome({ workspaceId }: Scope, these: SQL): SQL {
  return sql`
    select product_id, id, 'production' as kind, due_on, quantity - made as quantity, order_line_id as for_line
    from production_orders where workspace_id = ${workspaceId} and product_id = ${these}
      and finished_at is null and quantity > made
    union all
    select product_id, id, 'receipt', due_on, quantity - received, null
    from expected_receipts where workspace_id = ${workspaceId} and product_id = ${these}
      and closed_at is null and quantity > received`;
}

function storedOf({ products, lines, held, supplies, promised }: Answer): StoredStock[] {
  const linesOf = byProduct(lines);
  const heldOf = byProduct(held);
  const suppliesOf = byProduct(supplies);
  const promisedOf = byProduct(promised);
  return (products ?? []).map(([id, onHand, reserved, isGiven]) => {
    const reservations = (heldOf.get(id) ?? []).map(
      ([, own, lineId, quantity, isPinned, isPacked]): StoredReservation => ({
        ...{ id: own, lineId, quantity, isPinned, isPacked },
      }),
    );
    const answered = linesOf.get(id) ?? [];
    return {
      ...{ id, onHand, reserved, isGiven, held: reservations },
      demands: isGiven ? demandsOf(answered, reservations) : [],
      supplies: (suppliesOf.get(id) ?? []).map(([, own, kind, on, quantity, forLine]) => ({
        ...{ id: own, kind, on, quantity, forLine },
      })),
      lines: answered.map(([, own, orderId, , shown, expected, expectedOn]) => ({
        ...{ id: own, orderId, reserved: shown, expected, expectedOn },
      })),
      promised: (promisedOf.get(id) ?? []).map(([, own, lineId, supplyId, quantity, on]) => ({
        ...{ id: own, lineId, supplyId, quantity, on },
      })),
    };
  });
}

function demandsOf(lines: readonly AnsweredLine[], held: readonly StoredReservation[]): Demand[] {
  const heldBy = Map.groupBy(held, ({ lineId }) => lineId);
  return lines.flatMap(([, lineId, orderId, line, , , , owed, isOpen, rank, onHold]) => {
    const own = heldBy.get(lineId) ?? [];
    const pins = own.flatMap(({ id, quantity, isPinned, isPacked }) =>
      isPinned ? [{ id, quantity, packed: isPacked }] : [],
    );
    const kept = own.find(({ isPinned }) => !isPinned)?.quantity ?? 0;
    return isOpen && owed > 0 ? [{ lineId, orderId, line, rank, onHold, owed, kept, pins }] : [];
  });
}

const byProduct = <Row extends readonly [string, ...unknown[]]>(rows: readonly Row[] | null) =>
  Map.groupBy(rows ?? [], ([productId]) => productId);
