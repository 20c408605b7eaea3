import type { Outcome } from "@/lib/shared/outcome";
import type { Context } from "@/lib/workspaces/context";
import type { Dice } from "./dice";
import type { Answer, Answers, Model, Order } from "./facts";

/** One command of the product: a new one is one more entry in a list of `*-commands.ts`. */
export type Command = {
  readonly name: string;
  /** How often it is drawn, compared with the others. */
  readonly weight: number;
  /** Another command that is run instead while there is nothing that this one could be about. */
  readonly first?: (model: Model) => string | null;
  /** Chooses a request: plain values, with names that may be unknown or another workspace's. */
  readonly ask: (dice: Dice) => unknown;
  /** What the rules say. Changes the model. */
  readonly rule: (model: Model, request: unknown) => Answers;
  /** What the product does. */
  readonly call: (ctx: Context, request: unknown) => Promise<Answers>;
};

/** Checks an entry by its own request's type and forgets that type. */
export function command<Request>(entry: {
  name: string;
  weight: number;
  first?: Command["first"];
  ask: (dice: Dice) => Request;
  rule: (model: Model, request: Request) => Answers;
  call: (ctx: Context, request: Request) => Promise<Answers>;
}): Command {
  // A request is only ever handed to the entry that chose it.
  return entry as Command;
}

export const codeOf = <T>(outcome: Outcome<T>, answer: (value: T) => Answer = () => "ok") =>
  outcome.ok ? answer(outcome.value) : outcome.refusal.code;

/** The move that came with an answer, if any. */
export const movedOf = ({
  moved,
}: {
  readonly moved: { readonly from: string; readonly to: string } | null;
}): Answer => (moved ? `${moved.from} > ${moved.to}` : "ok");

/** What the rules answer about an order by its number; `not_found` where there is none. */
export function onOrder(model: Model, number: string, rule: (order: Order) => Answer): Answer {
  const order = model.orders.find((one) => one.number === number);
  return order ? rule(order) : "not_found";
}

export function onOrders(
  model: Model,
  numbers: readonly string[],
  rule: (order: Order) => Answer,
): Answers {
  return Object.fromEntries(numbers.map((number) => [number, onOrder(model, number, rule)]));
}

type Batch = {
  readonly refused: readonly { readonly order: string; readonly refusal: { code: string } }[];
};

/** The answers of a request on many orders, by order. */
export function answersOf(
  numbers: readonly string[],
  { refused }: Batch,
  moved: readonly { readonly number: string; readonly from: string; readonly to: string }[],
): Answers {
  return Object.fromEntries(
    numbers.map((number) => {
      const refusal = refused.find((one) => one.order === number)?.refusal;
      const move = moved.find((one) => one.number === number);
      return [number, refusal?.code ?? (move ? `${move.from} > ${move.to}` : "ok")];
    }),
  );
}
