import { recordMovement, setOnHand } from "@/lib/orders/stock-movements";
import {
  blockProduction,
  cancelProduction,
  changeProduction,
  finishShort,
  reopenProduction,
  startProduction,
  unblockProduction,
} from "@/lib/production/commands";
import { createProduction, makeForOrders } from "@/lib/production/create";
import { newProductionSchema, reportSchema } from "@/lib/production/input";
import { reportMade, takeBackReport } from "@/lib/production/report";
import type { Context } from "@/lib/workspaces/context";
import { answersOf, codeOf, command, onOrders } from "./command";
import { moveStock } from "./editing";
import { type Answer, type Model, type Production, tabOf } from "./facts";
import { ACTS, act, change, make, plan, report, takeBack } from "./making";

type Movement = { sku: string } & ({ change: number } | { count: number });

const planFirst = (model: Model) => (model.productions.length === 0 ? "plan" : null);
const reportFirst = (model: Model) =>
  model.productions.some((one) => one.reports.length > 0) ? null : (planFirst(model) ?? "report");

const stocking = command<Movement>({
  name: "stock",
  weight: 3,
  ask: (dice) => {
    const sku = dice.sku();
    const quantity = dice.quantity() * dice.pick([1, 1, 2]);
    return dice.chance(40)
      ? { sku, count: dice.chance(10) ? 0 : quantity }
      : { sku, change: dice.chance(40) ? -quantity : dice.chance(5) ? 0 : quantity };
  },
  rule: (model, request) => moveStock(model, request.sku, request),
  call: async (ctx, request) =>
    codeOf(
      "count" in request
        ? await setOnHand(ctx, { sku: request.sku, onHand: request.count })
        : await recordMovement(ctx, {
            sku: request.sku,
            quantity: request.change,
            reason: request.change < 0 ? "scrap" : "receipt",
          }),
    ),
});

type Planning = {
  sku: string;
  quantity: number;
  dueOn: string;
  order?: string;
  line?: number;
  key: string;
};

/** Plans for stock, or for a line of an order. */
function planRule(model: Model, request: Planning): Answer {
  if (request.quantity <= 0) {
    return "invalid";
  }
  const product = model.products.find((one) => one.sku === request.sku);
  const order = model.orders.find((one) => one.number === request.order);
  if (!product) {
    return "unknown_product";
  }
  if (request.order !== undefined && !order) {
    return "unknown_order";
  }
  const [known] = model.productions
    .filter((one) => one.key === request.key)
    .sort((a, b) => (a.number < b.number ? -1 : 1));
  if (known) {
    const isSame = known.product === product && known.quantity === request.quantity;
    return isSame ? "ok" : "key_reused";
  }
  if (product.kind !== "goods") {
    return "not_goods";
  }
  if (order && tabOf(order) !== "open") {
    return "not_open";
  }
  const lines = (order?.lines ?? []).filter(
    (one) => one.product === product && (request.line ?? one.position) === one.position,
  );
  if (order && lines.length !== 1) {
    return lines.length > 1 ? "ambiguous_line" : "unknown_line";
  }
  const { quantity, dueOn, key } = request;
  plan(model, { product, line: lines[0] ?? null, quantity, dueOn, key });
  return "ok";
}

const planning = command<Planning>({
  name: "plan",
  weight: 2,
  ask: (dice) => {
    const number = dice.order();
    const order = dice.model.orders.find((one) => one.number === number);
    const line = order?.lines[dice.roll(order.lines.length)];
    const forLine = dice.chance(60);
    return {
      sku: forLine && line ? line.product.sku : dice.sku(),
      quantity: dice.chance(4) ? dice.badQuantity() : dice.quantity(),
      dueOn: dice.day(),
      key: `plan-${dice.key()}`,
      ...(forLine
        ? { order: number, ...(dice.chance(50) && line ? { line: line.position } : {}) }
        : {}),
    };
  },
  rule: planRule,
  call: async (ctx, request) => {
    const input = newProductionSchema.safeParse(request);
    return input.success ? codeOf(await createProduction(ctx, input.data)) : "invalid";
  },
});

const making = command<{ numbers: string[]; key: string }>({
  name: "make",
  weight: 2,
  ask: (dice) => ({ numbers: dice.orders(), key: `make-${dice.key()}` }),
  rule: (model, { numbers, key }) => onOrders(model, numbers, (order) => make(model, order, key)),
  call: async (ctx, { numbers, key }) =>
    answersOf(numbers, await makeForOrders(ctx, numbers, { key }), []),
});

function onProduction(model: Model, number: string, rule: (one: Production) => Answer): Answer {
  const production = model.productions.find((one) => one.number === number);
  return production ? rule(production) : "not_found";
}

type Reporting = { number: string; quantity: number; scrapped: number; key: string };

const reporting = command<Reporting>({
  name: "report",
  weight: 3,
  first: planFirst,
  ask: (dice) => ({
    number: dice.production(),
    quantity: dice.chance(4) ? dice.badQuantity() : dice.quantity(),
    scrapped: dice.chance(20) ? 1000 : 0,
    key: dice.key(),
  }),
  rule: (model, { number, ...request }) =>
    request.quantity < 0 || request.quantity + request.scrapped === 0
      ? "invalid"
      : onProduction(model, number, (one) => report(model, one, request)),
  call: async (ctx, { number, ...request }) => {
    const input = reportSchema.safeParse(request);
    return input.success ? codeOf(await reportMade(ctx, number, input.data)) : "invalid";
  },
});

const takingBack = command<{ number: string; seq: number }>({
  name: "take back",
  weight: 2,
  first: reportFirst,
  ask: (dice) => {
    const number = dice.production();
    const made = dice.model.productions.find((one) => one.number === number);
    const last = made?.reports.findLast((one) => !one.takenBack)?.seq ?? 1;
    return { number, seq: dice.chance(25) ? 1 + dice.roll(3) : last };
  },
  rule: (model, { number, seq }) => onProduction(model, number, (one) => takeBack(model, one, seq)),
  call: async (ctx, { number, seq }) => codeOf(await takeBackReport(ctx, number, seq)),
});

const DOES = {
  start: startProduction,
  block: (ctx: Context, number: string) => blockProduction(ctx, number, "No steel"),
  unblock: unblockProduction,
  finish_short: finishShort,
  cancel: cancelProduction,
  reopen: reopenProduction,
} as const satisfies Record<(typeof ACTS)[number], unknown>;

const acting = command<{ number: string; what: (typeof ACTS)[number] }>({
  name: "act",
  weight: 3,
  first: planFirst,
  ask: (dice) => ({ number: dice.production(), what: dice.pick([...ACTS]) }),
  rule: (model, { number, what }) => onProduction(model, number, (one) => act(model, one, what)),
  call: async (ctx, { number, what }) => codeOf(await DOES[what](ctx, number)),
});

const changing = command<{ number: string; quantity: number; dueOn: string }>({
  name: "change",
  weight: 1,
  first: planFirst,
  ask: (dice) => ({ number: dice.production(), quantity: dice.quantity(), dueOn: dice.day() }),
  rule: (model, { number, ...to }) => onProduction(model, number, (one) => change(model, one, to)),
  call: async (ctx, { number, ...to }) => codeOf(await changeProduction(ctx, number, to)),
});

export const supplyCommands = [stocking, planning, making, reporting, takingBack, acting, changing];
