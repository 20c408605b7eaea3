import { sendAsns } from "@/lib/asn/commands";
import { printDocuments } from "@/lib/documents/commands";
import { PRINT_KINDS } from "@/lib/documents/render";
import { undoMoves } from "@/lib/moves/commands";
import { createOrder, holdOrder, moveOrders } from "@/lib/orders/commands";
import { orderIdsByNumber } from "@/lib/orders/facts";
import { orderInputSchema } from "@/lib/orders/input";
import { updateOrder } from "@/lib/orders/update";
import { newId } from "@/lib/shared/ids";
import { markShipped } from "@/lib/shipments/commands";
import { withWorkspace } from "@/lib/workspaces/context";
import { answersOf, codeOf, command, movedOf, onOrder, onOrders } from "./command";
import type { Dice } from "./dice";
import { create, type Edit, edit, hold, type NewOrder } from "./editing";
import type { Fact, Model } from "./facts";
import { moveOrder, type Request, undoMove } from "./moves";
import { announce, handOver, handOverShipment, print } from "./shipping";

const amounts = { unitPriceMinor: 1000, discountMinor: 0 };

const creating = command<NewOrder>({
  name: "create",
  weight: 5,
  ask: (dice) => ({
    lines: Array.from({ length: 1 + dice.roll(3) }, () => ({
      sku: dice.sku(),
      quantity: dice.chance(3) ? dice.badQuantity() : dice.quantity(),
      overShipAllowance: dice.chance(20) ? dice.quantity() : 0,
    })),
    client: dice.client(),
    externalId: dice.chance(20) ? `#${dice.roll(6)}` : null,
    partial: dice.pick([null, true, false]),
    shipByOn: dice.dayOrNone(),
    deliverByOn: dice.dayOrNone(),
    held: dice.chance(7),
  }),
  rule: create,
  call: async (ctx, { client, partial, held, lines, ...rest }) => {
    const input = orderInputSchema.safeParse({
      ...rest,
      client: { code: client },
      currency: "EUR",
      allowPartial: partial,
      onHold: held,
      lines: lines.map((line) => ({ ...line, ...amounts })),
    });
    return input.success
      ? codeOf(await createOrder(ctx, input.data, "by_hand"), ({ created }) =>
          created ? "ok" : "known",
        )
      : "invalid";
  },
});

type EditRequest = Edit & {
  readonly number: string;
  /** What stays as it is; the product wants all of an order. */
  readonly kept: {
    readonly sku: string;
    readonly shipByOn: string | null;
    readonly deliverByOn: string | null;
    readonly allowPartial: boolean | null;
  };
};

function askEdit(dice: Dice): EditRequest {
  const number = dice.order();
  const order = dice.model.orders.find((one) => one.number === number);
  const kind = dice.roll(4);
  const line = order?.lines[dice.roll(order.lines.length)];
  const position = dice.chance(5) ? 99 : (line?.position ?? 1);
  return {
    number,
    kept: {
      sku: line?.product.sku ?? "BOUGHT",
      shipByOn: order?.shipByOn ?? null,
      deliverByOn: order?.deliverByOn ?? null,
      allowPartial: order?.partial ?? null,
    },
    version: (order?.version ?? 1) - (dice.chance(8) ? 1 : 0),
    quantities:
      kind < 2
        ? [[position, dice.quantity(), dice.chance(40) ? dice.pick([0, 1000, 333]) : undefined]]
        : [],
    added: kind === 2 ? [{ sku: dice.sku(), quantity: dice.quantity() }] : [],
    removed: kind === 3 ? [position] : [],
  };
}

const editing = command<EditRequest>({
  name: "edit",
  weight: 2,
  ask: askEdit,
  rule: (model, request) => onOrder(model, request.number, (order) => edit(model, order, request)),
  call: (ctx, { number, kept: { sku, ...kept }, version, quantities, added, removed }) =>
    withWorkspace(ctx, async (tx) => {
      const [id] = await orderIdsByNumber(tx, ctx, [number]);
      const lines = [
        ...quantities.map(([line, quantity, overShipAllowance]) => ({
          ...{ line, sku, quantity, overShipAllowance, ...amounts },
        })),
        ...added.map((line) => ({ ...line, ...amounts })),
      ];
      const money = { currency: "EUR", shippingMinor: 0, taxMinor: 0 };
      const wanted = { ...kept, ...money, version, lines, removed };
      return id
        ? codeOf(await updateOrder(tx, ctx, id, wanted, { cause: "by_hand" }))
        : "not_found";
    }),
});

const holding = command<{ number: string; held: boolean }>({
  name: "hold",
  weight: 1,
  ask: (dice) => ({ number: dice.order(), held: dice.chance(50) }),
  rule: (model, { number, held }) => onOrder(model, number, (order) => hold(model, order, held)),
  call: async (ctx, { number, held }) => codeOf(await holdOrder(ctx, number, held)),
});

const moving = command<{ numbers: string[]; request: Request }>({
  name: "move",
  weight: 3,
  ask: (dice) => ({
    numbers: dice.orders(),
    request: dice.pick<Request>([
      { type: "archive", reason: "cancelled" },
      { type: "close", byHand: true },
      { type: "reopen" },
      { type: "archive", reason: "not_to_be_fulfilled", note: "Too far" },
      { type: "archive", reason: "not_to_be_fulfilled" },
      { type: "archive", reason: "completed" },
    ]),
  }),
  rule: (model, { numbers, request }) =>
    onOrders(model, numbers, (order) => moveOrder(model, order, request, { batch: "" })),
  call: async (ctx, { numbers, request }) => {
    const result = await moveOrders(ctx, numbers, request);
    return answersOf(numbers, result, result.moved);
  },
});

const FACTS: Record<(typeof PRINT_KINDS)[number], Fact> = {
  label: "label_printed",
  packing_slip: "packing_slip_printed",
  bill_of_lading: "bol_printed",
};
type Print = { numbers: string[]; kinds: (keyof typeof FACTS)[]; key: string };

const printing = command<Print>({
  name: "print",
  weight: 4,
  ask: (dice) => ({
    numbers: dice.orders(),
    kinds: dice.pick<(keyof typeof FACTS)[]>([
      ["label"],
      ["label"],
      ["packing_slip"],
      ["packing_slip", "label"],
      ["bill_of_lading"],
    ]),
    key: dice.key(),
  }),
  rule: (model, { numbers, kinds, key }) => {
    const request = JSON.stringify([[...kinds].sort(), numbers]);
    const known = model.jobs.get(key);
    if (known) {
      return known.request === request ? known.answer : "key_reused";
    }
    // A job records its kinds in their own order, whatever the order asked for.
    const facts = PRINT_KINDS.filter((kind) => kinds.includes(kind)).map((kind) => FACTS[kind]);
    const answer = onOrders(model, numbers, (order) => print(model, order, facts, key));
    model.jobs.set(key, { request, answer });
    return answer;
  },
  call: async (ctx, { numbers, kinds, key }) => {
    const outcome = await printDocuments(ctx, { orders: numbers, kinds, idempotencyKey: key });
    if (!outcome.ok) {
      return outcome.refusal.code;
    }
    const { refused, moved } = outcome.value;
    const refusals = refused.map(({ order, code }) => ({ order, refusal: { code } }));
    const moves = moved.map((one) => ({ ...one, number: one.order }));
    return answersOf(numbers, { refused: refusals }, moves);
  },
});

const shipping = command<{ number: string; byShipment: boolean }>({
  name: "ship",
  weight: 3,
  ask: (dice) => {
    const byShipment = dice.chance(25);
    return { byShipment, number: byShipment ? dice.shipment() : dice.order() };
  },
  rule: (model, { number, byShipment }) => {
    if (!byShipment) {
      return onOrder(model, number, (order) => handOver(model, order));
    }
    const shipment = model.shipments.find((one) => one.number === number);
    return shipment ? handOverShipment(model, shipment, true) : "not_found";
  },
  call: async (ctx, { number, byShipment }) => {
    const of = byShipment ? { shipmentNumber: number } : { orderNumber: number };
    const outcome = await markShipped(ctx, { ...of, batchId: newId() });
    return codeOf(outcome, movedOf);
  },
});

const announcing = command<{ numbers: string[] }>({
  name: "asn",
  weight: 2,
  first: (model) => (model.shipments.length === 0 ? "print" : null),
  ask: (dice) => ({ numbers: dice.orders() }),
  rule: (model, { numbers }) => onOrders(model, numbers, (order) => announce(model, order, "")),
  call: async (ctx, { numbers }) => {
    const { sent, refused } = await sendAsns(ctx, numbers);
    const moved = sent.flatMap((one) => (one.moved ? [one.moved] : []));
    return answersOf(numbers, { refused }, moved);
  },
});

const undoing = command<{ id: string; isBatch: boolean }>({
  name: "undo",
  weight: 3,
  first: (model) => (model.moves.length === 0 ? "ship" : null),
  ask: (dice) => {
    // Taking back is mostly asked for what has just happened.
    const moves = dice.model.moves.toReversed();
    const move = moves[dice.chance(50) ? dice.roll(3) : dice.roll(Math.max(1, moves.length))];
    const isBatch = dice.chance(40);
    const id = (isBatch ? move?.batch : move?.id) ?? dice.strangers.move;
    return { isBatch, id: dice.chance(5) ? dice.strangers.move : id };
  },
  rule: (model: Model, { id, isBatch }) => {
    const found = model.moves.filter((one) => !one.isUndo && (isBatch ? one.batch : one.id) === id);
    return found.length > 0
      ? Object.fromEntries(found.map((move) => [move.order.number, undoMove(model, move)]))
      : "not_found";
  },
  call: async (ctx, { id, isBatch }) => {
    const result = await undoMoves(ctx, isBatch ? { batchId: id } : { moveId: id });
    if (result === null) {
      return "not_found";
    }
    const numbers = [...result.undone, ...result.refused].map((one) =>
      "number" in one ? one.number : one.order,
    );
    return answersOf(numbers, result, result.undone);
  },
});

export const orderCommands = [
  creating,
  editing,
  holding,
  moving,
  printing,
  shipping,
  announcing,
  undoing,
];
