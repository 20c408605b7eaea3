/** Decides how the list's one JSON answer reads: flat rows of the database become orders with their lines and facts. */
import { ONE, type Quantity } from "../shared/quantity";
import type { Tab } from "./lifecycle";
import { makingOf } from "./making";
import type { ListedLine, ListedOrder } from "./order-row";

type LineJson = readonly [
  orderId: string,
  id: string,
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
  lineId: string,
  quantity: number,
  made: number,
  isStarted: boolean,
  isBlocked: boolean,
  isFinished: boolean,
];

type OrderJson = readonly [
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

/** An order without its lines, with the key of its place in the list. */
type Placed = Omit<ListedOrder, "lines"> & { readonly key: string | null };

/** A null list is an empty one. */
export type ListAnswer = {
  readonly orders: readonly OrderJson[] | null;
  readonly lines: readonly LineJson[] | null;
  readonly making: readonly MakingJson[] | null;
  readonly counts: Partial<Record<Tab, number>> | null;
  readonly found: number | null;
  readonly clients: readonly { readonly code: string; readonly name: string }[] | null;
  readonly recentBatch: string | null;
};

/** JSON carries `numeric(14,3)` as a number; its thousandths are below 2^53, so rounding is exact. */
const thousandths = (value: number): Quantity => Math.round(value * ONE);

/** The orders of the answer, in its order. */
export function placedOrders({ orders }: ListAnswer): Placed[] {
  return (orders ?? []).map(
    ([
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
export function listedOrders(answer: ListAnswer, orders: readonly Placed[]): ListedOrder[] {
  const linesOf = Map.groupBy(answer.lines ?? [], ([orderId]) => orderId);
  const makingOfLine = Map.groupBy(answer.making ?? [], ([lineId]) => lineId);
  return orders.map((order) => ({
    ...order,
    lines: (linesOf.get(order.id) ?? [])
      .map((json) => lineOf(json, makingOfLine.get(json[1]) ?? []))
      .sort((a, b) => a.line - b.line),
  }));
}

function lineOf(json: LineJson, making: readonly MakingJson[]): ListedLine {
  const [, , line, name, kind, tracked, isMade, ...facts] = json;
  const [ordered, shortClosed, shipped, reserved, expected, expectedOn] = facts;
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
      making.map(([, quantity, made, isStarted, isBlocked, isFinished]) => ({
        quantity: thousandths(quantity),
        made: thousandths(made),
        isStarted,
        isBlocked,
        isFinished,
      })),
    ),
  };
}
