import "server-only";
import { sendAsns } from "@/lib/asn/commands";
import { printDocuments } from "@/lib/documents/commands";
import { createInvoice, recordPayment } from "@/lib/invoices/commands";
import { undoMoves } from "@/lib/moves/commands";
import { holdOrder, moveOrders } from "@/lib/orders/commands";
import { orderTotals } from "@/lib/orders/input";
import { newId } from "@/lib/shared/ids";
import type { Outcome } from "@/lib/shared/outcome";
import { markShipped } from "@/lib/shipments/commands";
import type { Context } from "@/lib/workspaces/context";
import type { CreatedOrder } from "./create-recent";
import type { Act, BatchAct, PrintAct, SingleAct } from "./recent";
import type { World } from "./world";

/** Does to the recent orders what people did, by the real commands, each at its time. */
export async function actOn(world: World, recent: readonly CreatedOrder[]): Promise<void> {
  const all = recent.flatMap((order) => order.acts.map((act) => ({ order, act })));
  const requests = Map.groupBy(all, ({ act }) => JSON.stringify(act));
  const inTime = [...requests.values()].sort((a, b) => (b[0]?.act.at ?? 0) - (a[0]?.act.at ?? 0));
  for (const [index, request] of inTime.entries()) {
    const act = request[0]?.act;
    if (act) {
      const orders = request.map(({ order }) => order);
      await run(world, act, orders, `demo-${index}`);
    }
  }
}

async function run(
  world: World,
  act: Act,
  orders: readonly CreatedOrder[],
  key: string,
): Promise<void> {
  const numbers = orders.map(({ number }) => number);
  switch (act.does) {
    case "print":
    case "take_back":
      return print(world.at(act.at, world.crew.warehouse), act, numbers, key);
    case "send_asn":
    case "cancel":
    case "give_up":
      return noneRefused(await runBatch(world.at(act.at, world.crew.office), act, numbers));
    default:
      for (const order of orders) {
        accepted(await runSingle(world, act, order));
      }
  }
}

async function runBatch(ctx: Context, act: BatchAct, numbers: readonly string[]) {
  if (act.does === "send_asn") {
    return (await sendAsns(ctx, numbers)).refused;
  }
  const request =
    act.does === "cancel"
      ? ({ type: "archive", reason: "cancelled" } as const)
      : ({ type: "archive", reason: "not_to_be_fulfilled", note: act.note } as const);
  return (await moveOrders(ctx, numbers, request)).refused;
}

async function runSingle(
  world: World,
  act: SingleAct,
  order: CreatedOrder,
): Promise<Outcome<unknown>> {
  const { number } = order;
  const { crew, profile } = world;
  if (act.does === "hold") {
    return holdOrder(world.at(act.at, crew.office), number, true);
  }
  const batchId = newId();
  if (act.does === "mark_shipped") {
    const place = Number(number.replace(/\D/g, ""));
    return markShipped(world.at(act.at, crew.warehouse), {
      orderNumber: number,
      batchId,
      carrier: profile.carriers[place % profile.carriers.length] ?? null,
      trackingNumber: `TRK${810_000_000 + place * 31}`,
    });
  }
  const { totalMinor } = orderTotals(order.planned.input);
  const amountMinor = Math.round((totalMinor * act.percent) / 100);
  const input = { orderNumber: number, amountMinor, batchId };
  const ctx = world.at(act.at, crew.office);
  return act.does === "pay" ? recordPayment(ctx, input) : createInvoice(ctx, input);
}

async function print(
  ctx: Context,
  act: PrintAct,
  orders: readonly string[],
  idempotencyKey: string,
): Promise<void> {
  const printed = await printDocuments(ctx, { kinds: act.kinds, orders, idempotencyKey });
  accepted(printed);
  if (!printed.ok) {
    return;
  }
  noneRefused(printed.value.refused);
  if (act.does === "take_back") {
    for (const { move } of printed.value.moved) {
      await undoMoves(ctx, { moveId: move });
    }
  }
}

/** The plan lets people do only what works; a refusal is a mistake in it. */
function accepted(outcome: Outcome<unknown>): void {
  if (!outcome.ok) {
    throw new Error(`A demo act was refused: ${JSON.stringify(outcome.refusal)}`);
  }
}

function noneRefused(refused: readonly unknown[]): void {
  if (refused.length > 0) {
    throw new Error(`Demo acts were refused: ${JSON.stringify(refused)}`);
  }
}
