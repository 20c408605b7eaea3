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
import type { Act } from "./recent";
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
  const { office, warehouse } = world.crew;
  const numbers = orders.map(({ number }) => number);
  switch (act.does) {
    case "print":
    case "take_back":
      return print(world.at(act.at, warehouse), act, numbers, key);
    case "send_asn":
      return noneRefused((await sendAsns(world.at(act.at, office), numbers)).refused);
    case "cancel":
    case "give_up": {
      const request = {
        type: "archive",
        reason: act.does === "cancel" ? "cancelled" : "not_to_be_fulfilled",
        note: act.does === "cancel" ? undefined : act.note,
      } as const;
      const { refused } = await moveOrders(world.at(act.at, office), numbers, request);
      return noneRefused(refused);
    }
    default:
      for (const order of orders) {
        await runOne(world, act, order);
      }
  }
}

type OneAct = Extract<Act, { does: "hold" | "mark_shipped" | "invoice" | "pay" }>;

async function runOne(world: World, act: OneAct, order: CreatedOrder): Promise<void> {
  const { number } = order;
  const { office, warehouse } = world.crew;
  const batchId = newId();
  switch (act.does) {
    case "hold":
      return accepted(await holdOrder(world.at(act.at, office), number, true));
    case "mark_shipped": {
      const { carriers } = world.profile;
      const place = Number(number.replace(/\D/g, ""));
      const handOver = {
        orderNumber: number,
        batchId,
        carrier: carriers[place % carriers.length] ?? null,
        trackingNumber: `TRK${810_000_000 + place * 31}`,
      };
      return accepted(await markShipped(world.at(act.at, warehouse), handOver));
    }
    case "invoice":
    case "pay": {
      const ctx = world.at(act.at, office);
      const { totalMinor } = orderTotals(order.planned.input);
      const amountMinor = Math.round((totalMinor * act.percent) / 100);
      const input = { orderNumber: number, amountMinor, batchId };
      return accepted(await (act.does === "pay" ? recordPayment : createInvoice)(ctx, input));
    }
  }
}

async function print(
  ctx: Context,
  act: Extract<Act, { does: "print" | "take_back" }>,
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
