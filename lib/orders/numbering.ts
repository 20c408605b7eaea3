import "server-only";
import { and, eq, inArray } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { orders } from "@/db/schema/orders";
import { accept, type Outcome, refuse } from "@/lib/shared/outcome";
import type { Context } from "@/lib/workspaces/context";
import { takeFrom, takeNumbers } from "@/lib/workspaces/series";
import { ORDER_NUMBER_BASE } from "@/lib/workspaces/settings-input";
import type { OrderInput } from "./input";

type Numbered = { readonly numbers: readonly string[]; readonly firstPlace: number };

/** Numbers given by hand are taken as they are, when free; the others come from our own series, and so do the places in the queue. */
export async function numberOrders(
  tx: Transaction,
  ctx: Context,
  inputs: readonly OrderInput[],
): Promise<Outcome<Numbered, "number_taken">> {
  const given = inputs.flatMap((input) => (input.number ? [input.number] : []));
  const taken = await takenNumbers(tx, ctx, given);
  const seen = new Set<string>();
  for (const [index, { number }] of inputs.entries()) {
    if (number && (taken.has(number) || seen.has(number))) {
      return refuse("number_taken", { field: "number", data: { index, number } });
    }
    seen.add(number ?? "");
  }
  const missing = inputs.length - given.length;
  const places = ["queue", inputs.length] as const;
  const first = await takeFrom(tx, ctx, missing > 0 ? [["order", missing], places] : [places]);
  const free: string[] = [];
  for (let from = missing > 0 ? first("order") : 0; free.length < missing; ) {
    const wanted = missing - free.length;
    const candidates = Array.from(
      { length: wanted },
      (_, index) => `${ctx.workspace.orderPrefix}${ORDER_NUMBER_BASE + from + index}`,
    );
    const others = await takenNumbers(tx, ctx, candidates);
    free.push(...candidates.filter((number) => !others.has(number) && !given.includes(number)));
    if (free.length < missing) {
      from = await takeNumbers(tx, ctx, "order", missing - free.length);
    }
  }
  const numbers = inputs.map((input) => input.number ?? free.shift() ?? "");
  return accept({ numbers, firstPlace: first("queue") });
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
