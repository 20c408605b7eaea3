/** Decides what of an order its client sees: statuses in a client's words, and nothing that is the workspace's own. */
import type { Address } from "../shared/address";
import { type Day, todayIn } from "../shared/dates";
import type { Quantity } from "../shared/quantity";
import { clientSplit, pieceWords } from "./client-split";
import {
  type ClientAnswer,
  type ClientFacts,
  type ClientStep,
  clientAnswer,
  clientSteps,
} from "./client-words";
import type { LoadedOrder } from "./facts";
import { type LineFacts, promiseOf, wantsGoods } from "./lifecycle";
import type { LineSupply } from "./queries";
import { statusViews } from "./view";

type Viewer = {
  readonly today: Day;
  readonly workspace: { readonly locale: string; readonly timeZone: string };
};

/** A shipment that has left, with what lies in it by order line. */
export type LeftShipment = {
  readonly number: string;
  readonly carrier: string | null;
  readonly trackingNumber: string | null;
  readonly at: Date;
  readonly deliveredAt: Date | null;
  readonly packages: number;
  readonly lines: readonly { readonly lineId: string; readonly quantity: Quantity }[];
  /** The document of its latest packing slip. */
  readonly packingSlipId: string | null;
};

export type ClientShipment = Omit<LeftShipment, "at" | "deliveredAt" | "lines"> & {
  readonly on: Day;
  readonly deliveredOn: Day | null;
  readonly items: readonly { readonly name: string; readonly quantity: Quantity }[];
};

export type ClientLine = {
  readonly line: number;
  readonly sku: string;
  readonly name: string;
  readonly ordered: Quantity;
  /** "3 shipped Mon 8 June", "2 expected Fri 12 June". */
  readonly split: readonly string[];
};

/** An order's row in the portal. */
export type ClientOrderRow = {
  readonly number: string;
  readonly poNumber: string | null;
  readonly externalId: string | null;
  readonly orderedOn: Day;
  readonly isPast: boolean;
  readonly answer: ClientAnswer;
  readonly items: readonly { readonly name: string; readonly quantity: Quantity }[];
};

export type ClientOrder = ClientOrderRow & {
  readonly steps: readonly ClientStep[];
  readonly lines: readonly ClientLine[];
  readonly shipments: readonly ClientShipment[];
  readonly shipByOn: Day | null;
  readonly deliverByOn: Day | null;
  readonly shipTo: Address | null;
  readonly city: string | null;
};

type Beside = {
  readonly supply: readonly LineSupply[];
  readonly shipments: readonly LeftShipment[];
};

/** What a client's list shows of an order. */
export function clientRowOf(
  viewer: Viewer,
  order: LoadedOrder,
  beside: Pick<Beside, "shipments">,
): ClientOrderRow {
  const { row, lines } = order;
  return {
    number: row.number,
    poNumber: row.poNumber,
    externalId: row.externalId,
    orderedOn: row.orderedOn,
    isPast: row.tab !== "open",
    answer: clientAnswer(factsOf(viewer, order, beside)),
    items: lines.map((line) => ({ name: line.name, quantity: line.ordered })),
  };
}

/** What a client sees of one order; `shipTo` is where it goes when the order itself does not say. */
export function clientOrderOf(
  viewer: Viewer,
  order: LoadedOrder,
  beside: Beside & { readonly shipTo: Address | null },
): ClientOrder {
  const { row, lines } = order;
  const { locale, timeZone } = viewer.workspace;
  const facts = factsOf(viewer, order, beside);
  const shipTo = row.shipTo ?? beside.shipTo;
  const dayOf = (at: Date) => todayIn(timeZone, at);
  const leftOf = (lineId: string) =>
    beside.shipments.flatMap(({ at, lines: parts }) =>
      parts
        .filter((part) => part.lineId === lineId)
        .map(({ quantity }) => ({ quantity, on: dayOf(at) })),
    );
  return {
    ...clientRowOf(viewer, order, beside),
    steps: clientSteps(facts, row.orderedOn),
    lines: lines.map((line) => ({
      line: line.line,
      sku: line.sku,
      name: line.name,
      ordered: line.ordered,
      split: clientSplit(
        line,
        {
          shipped: leftOf(line.id),
          supply: beside.supply.filter((piece) => piece.lineId === line.id),
        },
        { today: viewer.today, cancelled: facts.cancelled },
      ).map((piece) => pieceWords(piece, locale, viewer.today)),
    })),
    shipments: beside.shipments.map(({ at, deliveredAt, lines: parts, ...shipment }) => ({
      ...shipment,
      on: dayOf(at),
      deliveredOn: deliveredAt && dayOf(deliveredAt),
      items: lines.flatMap(({ id, name }) =>
        parts.filter((part) => part.lineId === id).map(({ quantity }) => ({ name, quantity })),
      ),
    })),
    shipByOn: row.shipByOn,
    deliverByOn: row.deliverByOn,
    shipTo,
    city: shipTo?.city ?? null,
  };
}

function factsOf(
  viewer: Viewer,
  order: LoadedOrder,
  { shipments }: Pick<Beside, "shipments">,
): ClientFacts {
  const { row } = order;
  const { stock, production, shipment } = statusViews(viewer, order);
  const goods = order.lines.filter((line) => line.kind === "goods");
  const sum = (of: (line: LineFacts) => Quantity) =>
    goods.reduce((total, line) => total + of(line), 0);
  const { locale, timeZone } = viewer.workspace;
  return {
    cancelled: !wantsGoods(order),
    ended: row.tab !== "open",
    onHold: row.onHold,
    stock,
    production,
    shipment: shipment.value,
    // A client is not told of more than was asked for.
    shipped: sum((line) => Math.min(line.shipped, line.ordered - line.shortClosed)),
    ready: sum((line) => line.reserved),
    wanted: sum((line) => line.ordered - line.shortClosed),
    dropped: sum((line) => line.shortClosed),
    promise: promiseOf(order),
    departures: shipments.map((one) => ({
      on: todayIn(timeZone, one.at),
      carrier: one.carrier,
      packages: one.packages,
      deliveredOn: one.deliveredAt && todayIn(timeZone, one.deliveredAt),
    })),
    today: viewer.today,
    locale,
  };
}
