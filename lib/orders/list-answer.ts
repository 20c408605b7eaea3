/** Decides how the list's one JSON answer reads: flat rows of the database become orders with their lines and facts. */
import { ONE, type Quantity } from "../shared/quantity";
import type { Tab } from "./lifecycle";
import { makingOf } from "./making";
import type { ListedLine, ListedOrder } from "./order-row";

/** `ordinal` counts its order on the page, from 1. */
type LineJson = readonly [
  ordinal: number,
  line: number,
  name: string,
  kind: ListedLine["kind"],
  tracked: boolean,
  isMade: boolean,
  ordered: number,
  shortClosed: number,
  shipped: number,
  reserved: number,
  expected: number,
  expectedOn: string | null,
];

type MakingJson = readonly [
  ordinal: number,
  line: number,
  quantity: number,
  made: number,
  isStarted: boolean,
  isBlocked: boolean,
  isFinished: boolean,
];

export type OrderJson = Omit<ListedOrder, "lines" | "closedAt"> & {
  /** Counts the orders as they were read, from 1. */
  readonly ordinal: number;
  /** What its place in the list is kept by beside its rank. */
  readonly key: string | null;
  readonly closedAt: string | null;
};

/** An order comes as its values in this order: written with their names they take the database half as long again. */
export const ORDER_FIELDS = [
  "ordinal",
  "id",
  "key",
  "rank",
  "number",
  "source",
  "externalId",
  "poNumber",
  "city",
  "clientCode",
  "clientName",
  "tab",
  "dueOn",
  "shipByOn",
  "onHold",
  "attention",
  "closedAt",
  "archiveReason",
  "version",
  "totalMinor",
  "invoicedMinor",
  "paidMinor",
  "closedBy",
] as const satisfies readonly (keyof OrderJson)[];

/** A null list is an empty one. */
export type ListAnswer = {
  readonly orders: readonly (readonly unknown[])[] | null;
  readonly lines: readonly LineJson[] | null;
  readonly making: readonly MakingJson[] | null;
  readonly counts: Partial<Record<Tab, number>> | null;
  readonly found: number | null;
  readonly clients: readonly (readonly [code: string, name: string])[] | null;
  readonly recentBatch: string | null;
};

/** JSON carries `numeric(14,3)` as a number; its thousandths are below 2^53, so rounding is exact. */
const thousandths = (value: number): Quantity => Math.round(value * ONE);

/** The orders of the answer, in its order. */
export function placedOrders({ orders }: ListAnswer): OrderJson[] {
  return (orders ?? []).map((values) => {
    const named: Partial<Record<keyof OrderJson, unknown>> = {};
    for (const [index, name] of ORDER_FIELDS.entries()) {
      named[name] = values[index];
    }
    return named as OrderJson;
  });
}

/** These orders of the answer with their lines, in line order. */
export function listedOrders(answer: ListAnswer, orders: readonly OrderJson[]): ListedOrder[] {
  const linesOf = Map.groupBy(answer.lines ?? [], ([ordinal]) => ordinal);
  const makingsOf = Map.groupBy(answer.making ?? [], ([ordinal]) => ordinal);
  return orders.map((order) => {
    const making = makingsOf.get(order.ordinal) ?? [];
    return {
      ...order,
      closedAt: order.closedAt === null ? null : new Date(order.closedAt),
      lines: (linesOf.get(order.ordinal) ?? [])
        .map((json) => lineOf(json, making))
        .sort((a, b) => a.line - b.line),
    };
  });
}

/** `making` is all that is made for the order. */
function lineOf(json: LineJson, making: readonly MakingJson[]): ListedLine {
  const [, line, name, kind, tracked, isMade, ...facts] = json;
  const [ordered, shortClosed, shipped, reserved, expected, expectedOn] = facts;
  const own = making.filter(([, ofLine]) => ofLine === line);
  return {
    line,
    name,
    kind,
    tracked,
    isMade,
    ordered: thousandths(ordered),
    shortClosed: thousandths(shortClosed),
    shipped: thousandths(shipped),
    reserved: thousandths(reserved),
    expected: thousandths(expected),
    expectedOn,
    ...makingOf(
      own.map(([, , quantity, made, isStarted, isBlocked, isFinished]) => ({
        quantity: thousandths(quantity),
        made: thousandths(made),
        isStarted,
        isBlocked,
        isFinished,
      })),
    ),
  };
}
