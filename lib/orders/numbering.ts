import "server-only";
import { sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { PLAN_ONCE } from "@/db/drivers/kept-plan";
import { textList } from "@/db/lists";
import { accept, type Outcome, refuse } from "@/lib/shared/outcome";
import type { Context } from "@/lib/workspaces/context";
import { takeFrom, takeNumbers } from "@/lib/workspaces/series";
import { ORDER_NUMBER_BASE } from "@/lib/workspaces/settings-input";
import type { OrderInput } from "./input";

type Numbered = { readonly numbers: readonly string[]; readonly firstPlace: number };

/**
 * Numbers given by hand are taken as they are, when free; the others come from our own series, and so do
 * the places in the queue. Whoever numbers orders holds the series of places to the end of the
 * transaction, so what is found free here stays free.
 */
export async function numberOrders(
  tx: Transaction,
  ctx: Context,
  inputs: readonly OrderInput[],
): Promise<Outcome<Numbered, "number_taken">> {
  const given = inputs.flatMap((input) => (input.number ? [input.number] : []));
  // Before anything is taken from a series, so that a refusal leaves no gap.
  const early = takenOf(inputs, await takenNumbers(tx, ctx, given));
  if (early) {
    return early;
  }
  const missing = inputs.length - given.length;
  const places = ["queue", inputs.length] as const;
  const first = await takeFrom(tx, ctx, missing > 0 ? [["order", missing], places] : [places]);
  const free: string[] = [];
  for (let from = missing > 0 ? first("order") : 0; ; ) {
    const wanted = missing - free.length;
    const candidates = Array.from(
      { length: wanted },
      (_, index) => `${ctx.workspace.orderPrefix}${ORDER_NUMBER_BASE + from + index}`,
    );
    const others = await takenNumbers(tx, ctx, [...given, ...candidates]);
    const late = takenOf(inputs, others);
    if (late) {
      return late;
    }
    free.push(...candidates.filter((number) => !others.has(number) && !given.includes(number)));
    if (free.length === missing) {
      break;
    }
    from = await takeNumbers(tx, ctx, "order", missing - free.length);
  }
  const numbers = inputs.map((input) => input.number ?? free.shift() ?? "");
  return accept({ numbers, firstPlace: first("queue") });
}

/** The refusal of the first number by hand that another order has, or an earlier one of the same request. */
function takenOf(inputs: readonly OrderInput[], taken: ReadonlySet<string>) {
  const seen = new Set<string>();
  for (const [index, { number }] of inputs.entries()) {
    if (number && (taken.has(number) || seen.has(number))) {
      return refuse("number_taken", { field: "number", data: { index, number } });
    }
    seen.add(number ?? "");
  }
  return null;
}

async function takenNumbers(
  tx: Transaction,
  ctx: Context,
  numbers: readonly string[],
): Promise<Set<string>> {
  if (numbers.length === 0) {
    return new Set();
  }
  const { rows } = await tx.execute<{ number: string }>(sql`${sql.raw(PLAN_ONCE)}
    select number from orders
    where workspace_id = ${ctx.workspaceId} and number = any(${textList(numbers)})`);
  return new Set(rows.map((row) => row.number));
}
