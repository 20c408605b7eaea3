/** The facts that PRODUCT.md section 2 names, as plain values that a model run changes. Quantities in thousandths. */

export type Tab = "open" | "closed" | "archived";
export type Reason = "asn" | "completed" | "cancelled" | "not_to_be_fulfilled";
export type Fact = "label_printed" | "bol_printed" | "packing_slip_printed" | "marked_shipped";

export type Product = {
  readonly sku: string;
  readonly kind: "goods" | "service";
  readonly isMade: boolean;
  readonly leadTimeDays: number | null;
  tracked: boolean;
  onHand: number;
};

export type Line = {
  readonly order: Order;
  readonly position: number;
  readonly product: Product;
  ordered: number;
  /** Units that may be shipped beyond it. */
  allowance: number;
  shortClosed: number;
  shipped: number;
  /** Dated supply that the last allocation gave it. */
  expected: number;
  expectedOn: string | null;
};

export type Order = {
  /** Place in the queue; the product's own number for it is taken over once the order has been compared. */
  rank: number;
  number: string;
  readonly partial: boolean | null;
  readonly clientPartial: boolean | null;
  readonly shipByOn: string | null;
  readonly deliverByOn: string | null;
  held: boolean;
  version: number;
  closed: boolean;
  archived: Reason | null;
  invoiced: number;
  paid: number;
  lines: Line[];
};

/** Units held for a line: free ones follow the queue, packed and made ones are pinned. In the order they were made. */
type Hold = {
  readonly line: Line;
  readonly packed: ShipmentLine | null;
  readonly production: Production | null;
  quantity: number;
};

type ShipmentLine = { readonly line: Line; quantity: number; movedStock: boolean };

export type Shipment = {
  readonly order: Order;
  lines: readonly ShipmentLine[];
  readonly facts: Set<Fact>;
  number: string;
  /** The step of the run at which it left; null while it is a draft. */
  dispatchedAt: number | null;
  voided: boolean;
  asnSent: boolean;
  delivered: boolean;
};

type Report = {
  readonly seq: number;
  readonly quantity: number;
  readonly scrapped: number;
  readonly pinned: number;
  readonly key: string;
  takenBack: boolean;
};

export type Production = {
  number: string;
  /** Supplies of one day are given out in the order they were made. */
  readonly made: number;
  readonly product: Product;
  readonly key: string;
  line: Line | null;
  quantity: number;
  dueOn: string;
  started: boolean;
  blocked: boolean;
  finish: "done" | "short" | "cancelled" | null;
  readonly reports: Report[];
};

export type Receipt = {
  id: string;
  readonly made: number;
  readonly product: Product;
  quantity: number;
  received: number;
  dueOn: string;
  closed: boolean;
};

export type Move = {
  id: string;
  batch: string;
  readonly order: Order;
  readonly from: Tab;
  readonly to: Tab;
  readonly before: { readonly closed: boolean; readonly archived: Reason | null };
  readonly dispatched: readonly Shipment[];
  readonly voided: readonly Shipment[];
  readonly shortClosed: readonly { readonly line: Line; readonly quantity: number }[];
  readonly isUndo: boolean;
  undone: boolean;
};

export type Policy = {
  readonly dispatchOn: readonly Fact[];
  readonly closeOn: readonly Fact[];
  readonly archiveOnAsn: "off" | "sent" | "accepted";
  readonly archiveOnCompleted: boolean;
  readonly paused: boolean;
};

/** What a command answers: "open > closed", "ok" or the code of a refusal; one for each order where many were asked for. */
export type Answer = string;
export type Answers = Answer | Readonly<Record<string, Answer>>;

type Invoice = {
  number: string;
  readonly order: Order;
  readonly amount: number;
  paid: number;
};

export type Model = {
  /** Counts the commands: the only clock. */
  step: number;
  readonly today: string;
  policy: Policy;
  policyVersion: number;
  readonly shipComplete: boolean;
  readonly products: Product[];
  readonly orders: Order[];
  readonly externals: Map<string, Order>;
  holds: Hold[];
  readonly shipments: Shipment[];
  readonly productions: Production[];
  readonly receipts: Receipt[];
  readonly moves: Move[];
  readonly invoices: Invoice[];
  /** Print jobs by their key: what was asked, and what was answered. */
  readonly jobs: Map<string, { readonly request: string; readonly answer: Answers }>;
};

const ALL_FACTS: readonly Fact[] = [
  "label_printed",
  "bol_printed",
  "packing_slip_printed",
  "marked_shipped",
];

export function newModel(products: readonly Product[], today: string): Model {
  return {
    step: 0,
    today,
    policy: {
      dispatchOn: ALL_FACTS,
      closeOn: ALL_FACTS,
      archiveOnAsn: "sent",
      archiveOnCompleted: true,
      paused: false,
    },
    policyVersion: 0,
    shipComplete: true,
    products: products.map((product) => ({ ...product })),
    orders: [],
    externals: new Map(),
    holds: [],
    shipments: [],
    productions: [],
    receipts: [],
    moves: [],
    invoices: [],
    jobs: new Map(),
  };
}

export const owedOf = (line: Line) => Math.max(0, mostOf(line) - line.allowance);
/** What may leave of a line, with its allowance. */
export const mostOf = (line: Line) =>
  line.ordered + line.allowance - line.shortClosed - line.shipped;
export const isGoods = (line: Line) => line.product.kind === "goods";
export const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);

export const tabOf = (order: Order): Tab =>
  order.archived !== null ? "archived" : order.closed ? "closed" : "open";

export const reservedOf = (model: Model, line: Line) =>
  sum(model.holds.filter((hold) => hold.line === line).map((hold) => hold.quantity));

export const madeOf = (production: Production) =>
  sum(production.reports.filter((one) => !one.takenBack).map((one) => one.quantity));

export const toReceive = ({ closed, quantity, received }: Receipt) =>
  closed ? 0 : Math.max(0, quantity - received);

/** Open orders in the order in which they get stock. */
export const queueOf = (model: Model) =>
  model.orders.filter((order) => tabOf(order) === "open").sort((a, b) => a.rank - b.rank);

export const remainingOf = (production: Production) =>
  production.finish === null ? Math.max(0, production.quantity - madeOf(production)) : 0;

/** Every line costs one minor unit a thousandth, so that an order's total is the sum of its quantities. */
export const totalOf = (order: Order) => sum(order.lines.map((line) => line.ordered));

export const isMet = (order: Order) =>
  order.lines.filter(isGoods).every((line) => owedOf(line) === 0) &&
  order.lines.some((line) => isGoods(line) && line.shipped > 0);
