import "server-only";
import { type SQL, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { PLAN_ONCE } from "@/db/drivers/kept-plan";
import { insertOf } from "@/db/insert-rows";
import { idList } from "@/db/lists";
import { supplyAllocations } from "@/db/schema/production";
import { reservations } from "@/db/schema/shipments";
import { newId } from "@/lib/shared/ids";
import { quantityText } from "@/lib/shared/quantity";
import type { WorkspaceId } from "@/lib/workspaces/context";
import type { StockChanges } from "./changes";

type Scope = { readonly workspaceId: WorkspaceId };

const reserve = insertOf(reservations, [
  ...(["id", "workspaceId", "productId", "orderLineId", "quantity"] as const),
]);
const promise = insertOf(supplyAllocations, [
  ...(["id", "workspaceId", "productId", "orderLineId"] as const),
  ...(["productionOrderId", "expectedReceiptId", "quantity", "dueOn"] as const),
]);

/** Writes what allocations change, in one statement. Answers the orders whose lines changed. */
export async function writeChanges(
  tx: Transaction,
  ctx: Scope,
  changes: readonly StockChanges[],
): Promise<string[]> {
  const all = <Key extends keyof StockChanges>(key: Key) =>
    changes.flatMap((of): StockChanges[Key][number][] => [...of[key]]);
  if (changes.every((of) => Object.values(of).every((rows) => rows.length === 0))) {
    return [];
  }
  const { workspaceId } = ctx;
  const { rows } = await tx.execute<{ id: string }>(sql`${sql.raw(PLAN_ONCE)}
    with released as (
      delete from reservations where workspace_id = ${workspaceId} and id = any(${idList(all("released"))})
    ), resized as (
      update reservations r set quantity = c.quantity
      from json_to_recordset(${json(all("resized"))}::json) as c (id uuid, quantity numeric)
      where r.workspace_id = ${workspaceId} and r.id = c.id
    ), withdrawn as (
      delete from supply_allocations where workspace_id = ${workspaceId} and id = any(${idList(all("withdrawn"))})
    ), repromised as (
      update supply_allocations a set quantity = c.quantity, due_on = c.on
      from json_to_recordset(${json(all("repromised"))}::json) as c (id uuid, quantity numeric, "on" date)
      where a.workspace_id = ${workspaceId} and a.id = c.id
    ), ${given(ctx, { reserved: all("reserved"), promised: all("promised") })}, counted as (
      update products p set reserved = c.reserved
      from json_to_recordset(${json(all("counted"))}::json) as c (id uuid, reserved numeric)
      where p.workspace_id = ${workspaceId} and p.id = c.id
    ), shown as (
      update order_lines l set reserved = c.reserved, expected = c.expected, expected_on = c."expectedOn"
      from json_to_recordset(${json(all("lines"))}::json)
        as c (id uuid, reserved numeric, expected numeric, "expectedOn" date)
      where l.workspace_id = ${workspaceId} and l.id = c.id
      returning l.order_id
    )
    select distinct order_id as id from shown`);
  return rows.map(({ id }) => id);
}

/** What writes new reservations and promises, as the parts `held` and `covered` of a statement. */
export function given(
  { workspaceId }: Scope,
  { reserved, promised }: Pick<StockChanges, "reserved" | "promised">,
): SQL {
  const held = reserved.map((of) => ({ ...of, id: newId(), workspaceId }));
  const covered = promised.map(({ supply, kind, on, ...of }) => ({
    ...of,
    id: newId(),
    workspaceId,
    productionOrderId: kind === "production" ? supply : null,
    expectedReceiptId: kind === "receipt" ? supply : null,
    dueOn: on,
  }));
  return sql`held as (${reserve(held)}), covered as (${promise(covered)})`;
}

const QUANTITIES: ReadonlySet<string> = new Set(["quantity", "reserved", "expected"]);

/** Rows as the database reads them: thousandths become decimals. */
function json(rows: readonly object[]): string {
  return JSON.stringify(rows, (key, value) =>
    QUANTITIES.has(key) && typeof value === "number" ? quantityText(value) : value,
  );
}
