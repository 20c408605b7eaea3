import { cancelAsn } from "@/lib/asn/cancel";
import { moveInQueue } from "@/lib/orders/queue-moves";
import { changeReceipt, closeReceipt, expectReceipt, receive } from "@/lib/orders/receipt-commands";
import { shortClose, takeBackShortClose } from "@/lib/orders/short-close";
import { newId } from "@/lib/shared/ids";
import { recordDelivery, takeBackDelivery } from "@/lib/shipments/deliver";
import { changeShipment, prepareShipment } from "@/lib/shipments/prepare";
import { takeBackVoid, voidShipment } from "@/lib/shipments/void";
import * as hand from "./by-hand";
import { codeOf, command, movedOf, onOrder } from "./command";
import type { Dice } from "./dice";
import { type Answer, type Model, mostOf, type Order, type Shipment } from "./facts";
import * as waiting from "./waiting";

type Contents = { readonly number: string; readonly lines: hand.Asked };

/** Some lines of an order by position, mostly of what they owe; or none, which means all. */
function askLines(dice: Dice, order: Order | undefined): hand.Asked {
  if (!order || dice.chance(30)) {
    return undefined;
  }
  const line = order.lines[dice.roll(order.lines.length)];
  const other = order.lines[dice.roll(order.lines.length)];
  const lines = line && other && line !== other && dice.chance(40) ? [line, other] : [line];
  return lines.map((one) => ({
    position: dice.chance(5) ? 99 : (one?.position ?? 1),
    quantity: dice.chance(30)
      ? dice.quantity()
      : one && dice.chance(25)
        ? Math.max(1, mostOf(one))
        : 1000,
  }));
}

const namedLines = (lines: hand.Asked) =>
  lines?.map(({ position, quantity }) => ({ line: position, quantity: quantity ?? 0 }));

function onShipment(model: Model, number: string, rule: (one: Shipment) => Answer): Answer {
  const shipment = model.shipments.find((one) => one.number === number);
  return shipment ? rule(shipment) : "not_found";
}

const shipmentFirst = (model: Model) => (model.shipments.length === 0 ? "prepare" : null);

const preparing = command<Contents>({
  name: "prepare",
  weight: 4,
  ask: (dice) => {
    const number = dice.order();
    const order = dice.model.orders.find((one) => one.number === number);
    return { number, lines: askLines(dice, order) };
  },
  rule: (model, { number, lines }) =>
    onOrder(model, number, (order) => hand.prepare(model, order, lines)),
  call: async (ctx, { number, lines }) =>
    codeOf(await prepareShipment(ctx, { orderNumber: number, lines: namedLines(lines) })),
});

const repacking = command<Contents>({
  name: "repack",
  weight: 2,
  first: shipmentFirst,
  ask: (dice) => {
    const number = dice.shipment();
    const shipment = dice.model.shipments.find((one) => one.number === number);
    const lines = askLines(dice, shipment?.order);
    return { number, lines: lines ?? [{ position: 1, quantity: dice.quantity() }] };
  },
  rule: (model, { number, lines }) =>
    onShipment(model, number, (one) => hand.repack(model, one, lines)),
  call: async (ctx, { number, lines }) =>
    codeOf(await changeShipment(ctx, { shipmentNumber: number, lines: namedLines(lines) })),
});

const voiding = command<{ number: string }>({
  name: "void",
  weight: 2,
  first: shipmentFirst,
  ask: (dice) => ({ number: dice.shipment() }),
  rule: (model, { number }) => onShipment(model, number, (one) => hand.voidIt(model, one)),
  call: async (ctx, { number }) =>
    codeOf(await voidShipment(ctx, { shipmentNumber: number, batchId: newId() }), movedOf),
});

const takingVoidBack = command<{ number: string }>({
  name: "take void back",
  weight: 1,
  first: shipmentFirst,
  ask: (dice) => {
    const voided = dice.model.shipments.filter((one) => one.voided);
    const number = voided[dice.roll(Math.max(1, voided.length))]?.number;
    return { number: number ?? dice.shipment() };
  },
  rule: (model, { number }) => onShipment(model, number, (one) => hand.takeBackVoid(model, one)),
  call: async (ctx, { number }) => codeOf(await takeBackVoid(ctx, number)),
});

const cancellingAsn = command<{ number: string }>({
  name: "cancel asn",
  weight: 1,
  first: (model) => (model.shipments.some((one) => one.asnSent) ? null : "asn"),
  ask: (dice) => ({ number: dice.shipment() }),
  rule: (model, { number }) => onShipment(model, number, (one) => hand.cancelAsn(model, one)),
  call: async (ctx, { number }) =>
    codeOf(await cancelAsn(ctx, { shipmentNumber: number, batchId: newId() }), movedOf),
});

const delivering = command<{ number: string; isBack: boolean }>({
  name: "deliver",
  weight: 1,
  first: shipmentFirst,
  ask: (dice) => ({ number: dice.shipment(), isBack: dice.chance(35) }),
  rule: (model, { number, isBack }) =>
    onShipment(model, number, isBack ? hand.takeBackDelivery : hand.deliver),
  call: async (ctx, { number, isBack }) =>
    codeOf(await (isBack ? takeBackDelivery : recordDelivery)(ctx, number)),
});

const shortClosing = command<Contents & { isBack: boolean }>({
  name: "short close",
  weight: 2,
  ask: (dice) => {
    const number = dice.order();
    const order = dice.model.orders.find((one) => one.number === number);
    return { number, isBack: dice.chance(35), lines: askLines(dice, order) };
  },
  rule: (model, { number, isBack, lines }) =>
    onOrder(model, number, (order) =>
      (isBack ? hand.takeBackShortClose : hand.shortClose)(model, order, lines),
    ),
  call: async (ctx, { number, isBack, lines }) =>
    codeOf(
      await (isBack ? takeBackShortClose : shortClose)(ctx, {
        orderNumber: number,
        lines: namedLines(lines),
      }),
    ),
});

const queueing = command<{ number: string; place: waiting.Place }>({
  name: "queue",
  weight: 2,
  ask: (dice) => ({
    number: dice.order(),
    place: dice.pick<waiting.Place>([
      { to: "first" },
      { before: dice.order() },
      { after: dice.order() },
      { to: dice.pick<"first" | "last" | "up" | "down">(["last", "up", "down"]) },
    ]),
  }),
  rule: (model, { number, place }) =>
    onOrder(model, number, (order) => waiting.moveInQueue(model, order, place)),
  call: async (ctx, { number, place }) => codeOf(await moveInQueue(ctx, { order: number, place })),
});

const expecting = command<{ sku: string; quantity: number; dueOn: string }>({
  name: "expect",
  weight: 2,
  ask: (dice) => ({ sku: dice.sku(), quantity: dice.quantity(), dueOn: dice.day() }),
  rule: waiting.expectReceipt,
  call: async (ctx, request) => codeOf(await expectReceipt(ctx, { ...request, reference: "PO-7" })),
});

type Receiving = {
  id: string;
  what: "receive" | "change" | "close" | "open";
  quantity: number;
  dueOn: string;
};

const receiving = command<Receiving>({
  name: "receive",
  weight: 2,
  first: (model) => (model.receipts.length === 0 ? "expect" : null),
  ask: (dice) => ({
    id: dice.receipt(),
    what: dice.pick<Receiving["what"]>(["receive", "receive", "change", "close", "open"]),
    quantity: dice.quantity(),
    dueOn: dice.day(),
  }),
  rule: (model, { id, what, quantity, dueOn }) => {
    const receipt = model.receipts.find((one) => one.id === id);
    if (!receipt) {
      return "not_found";
    }
    switch (what) {
      case "receive":
        return waiting.receive(model, receipt, quantity);
      case "change":
        return waiting.changeReceipt(model, receipt, { quantity, dueOn });
      default:
        return waiting.closeReceipt(model, receipt, what === "close");
    }
  },
  call: async (ctx, { id, what, quantity, dueOn }) => {
    switch (what) {
      case "receive":
        return codeOf(await receive(ctx, id, { quantity }));
      case "change":
        return codeOf(await changeReceipt(ctx, id, { quantity, dueOn }));
      default:
        return codeOf(await closeReceipt(ctx, id, what === "close"));
    }
  },
});

export const handCommands = [
  preparing,
  repacking,
  voiding,
  takingVoidBack,
  cancellingAsn,
  delivering,
  shortClosing,
  queueing,
  expecting,
  receiving,
];
