/** Decides how the list's one JSON answer reads: flat rows of the database become orders with their lines and facts. */
import { ONE, type Quantity } from "../shared/quantity";
import type { Tab } from "./lifecycle";
import { makingOf } from "./making";
import type { ListedLine, ListedOrder } from "./order-row";

// Values come in the order of these types: written with their names they take the database half as long again.

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

/** `ordinal` counts the orders as they were read, from 1; `key` is what its place in the list is kept by beside its rank. */
type OrderJson = readonly [
  ordinal: number,
  id: string,
  key: string | null,
  rank: number,
  number: string,
  source: string,
  externalId: string | null,
  poNumber: string | null,
  city: string | null,
  clientCode: string,
  clientName: string,
  tab: Tab,
  dueOn: string | null,
  shipByOn: string | null,
  onHold: boolean,
  attention: boolean,
  closedAt: string | null,
  archiveReason: ListedOrder["archiveReason"],
  version: number,
  totalMinor: number,
  invoicedMinor: number,
  paidMinor: number,
  closedBy: string | null,
];

type PlacedOrder = Omit<ListedOrder, "lines"> & {
  readonly ordinal: number;
  readonly key: string | null;
};

/** A null list is an empty one. */
export type ListAnswer = {
  readonly orders: readonly OrderJson[] | null;
  readonly lines: readonly LineJson[] | null;
  readonly making: readonly MakingJson[] | null;
  readonly counts: Partial<Record<Tab, number>> | null;
  readonly found: number | null;
  readonly clients: readonly (readonly [code: string, name: string])[] | null;
  readonly recentBatch: string | null;
};

/** JSON carries `numeric(14,3)` as a number; its thousandths are below 2^53, so rounding is exact. */
const thousandths = (value: number): Quantity => Math.round(value * ONE);

/**
 * The orders of the answer, in its order. Written out: an object that gets its fields by computed names is
 * kept as a table, and copying it takes fifty times as long.
 */
export function placedOrders({ orders }: ListAnswer): PlacedOrder[] {
  return (orders ?? []).map(
    ([
      ordinal,
      id,
      key,
      rank,
      number,
      source,
      externalId,
      poNumber,
      city,
      clientCode,
      clientName,
      tab,
      dueOn,
      shipByOn,
      onHold,
      attention,
      closedAt,
      archiveReason,
      version,
      totalMinor,
      invoicedMinor,
      paidMinor,
      closedBy,
    ]) => ({
      ordinal,
      id,
      key,
      rank,
      number,
      source,
      externalId,
      poNumber,
      city,
      clientCode,
      clientName,
      tab,
      dueOn,
      shipByOn,
      onHold,
      attention,
      closedAt: closedAt === null ? null : new Date(closedAt),
      archiveReason,
      version,
      totalMinor,
      invoicedMinor,
      paidMinor,
      closedBy,
    }),
  );
}

/** These orders of the answer with their lines, in line order. */
export function listedOrders(answer: ListAnswer, orders: readonly PlacedOrder[]): ListedOrder[] {
  const linesOf = Map.groupBy(answer.lines ?? [], ([ordinal]) => ordinal);
  const makingsOf = Map.groupBy(answer.making ?? [], ([ordinal]) => ordinal);
  return orders.map((order) => {
    const making = makingsOf.get(order.ordinal) ?? [];
    const lines = (linesOf.get(order.ordinal) ?? []).map((json) => lineOf(json, making));
    return { ...order, lines: lines.sort((a, b) => a.line - b.line) };
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
