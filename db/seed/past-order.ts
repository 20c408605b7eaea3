import "server-only";
import type { orders } from "@/db/schema/orders";
import { dueOnOf, orderTotals } from "@/lib/orders/input";
import { type LineFacts, statusesOf } from "@/lib/orders/lifecycle";
import { lineRow, searchTextOf } from "@/lib/orders/new-rows";
import { RANK_STEP } from "@/lib/orders/queue";
import { newId } from "@/lib/shared/ids";
import { type Quantity, quantityText } from "@/lib/shared/quantity";
import { OrderLog } from "./order-log";
import type { PastOrder } from "./past";
import type { NumberBlock, PastRows } from "./past-rows";
import type { PastLine } from "./past-shipment";
import { type Split, shippedOf, splitOf } from "./past-split";
import { tell } from "./past-story";
import { CREATED_BY, type PlannedOrder } from "./plan";
import { finishedProduction, movementRow } from "./stock-rows";
import type { World } from "./world";

/** Units that had to be in stock for an order's shipments, by SKU, beyond what was made for it. */
export type FromStock = ReadonlyMap<string, Quantity>;

/** Adds the rows of one finished story, with the statuses that its facts give. */
export function addPastOrder(
  world: World,
  rows: PastRows,
  numbers: NumberBlock,
  past: PastOrder,
): FromStock {
  const { planned, story } = past;
  const id = newId();
  const number = `${world.ctx.workspace.orderPrefix}${1000 + numbers.next("order")}`;
  const rank = numbers.next("queue") * RANK_STEP;
  const { totalMinor } = orderTotals(planned.input);
  const log = new OrderLog(world, rows, id);
  log.event(planned.age, world.bringers[planned.source], {
    type: "created",
    cause: CREATED_BY[planned.source],
    data: createdData(planned),
  });
  const lines = pastLines(world, id, planned);
  const split = splitOf(lines, story);
  const made = makeForOrder(log, numbers, past, split, lines);
  const money = tell(log, numbers, { planned, story, number, totalMinor }, split);
  const lineRows = lines.map((line) => ({
    ...line.row,
    shortClosed: split.shortClosed?.line === line ? split.shortClosed.quantity : 0,
    shipped: shippedOf(split, line),
  }));
  rows.orderLines.push(...lineRows);
  const facts = lineRows.map((row, index): LineFacts => {
    const product = planned.lines[index]?.product;
    const isMadeForIt = made.has(row.id);
    return {
      kind: product?.supply === "service" ? "service" : "goods",
      tracked: lines[index]?.isTracked ?? false,
      isMade: product?.made ?? false,
      ordered: row.ordered,
      shortClosed: row.shortClosed,
      shipped: row.shipped,
      reserved: 0,
      expected: 0,
      expectedOn: null,
      made: isMadeForIt ? row.shipped : 0,
      toCome: 0,
      productionStarted: isMadeForIt,
      productionBlocked: false,
    };
  });
  rows.orders.push(orderRow(log, { number, rank, totalMinor, ...money }, planned, facts));
  return fromStock(lines, split, made);
}

function createdData({ source, input }: PlannedOrder) {
  return { source, ...(input.externalId ? { externalId: input.externalId } : {}) };
}

function pastLines(world: World, orderId: string, planned: PlannedOrder): PastLine[] {
  return planned.lines.map((line, index) => {
    const input = planned.input.lines[index];
    if (!input) {
      throw new Error("A planned line has no input.");
    }
    const { supply } = line.product;
    return {
      row: lineRow(world.ctx, orderId, index + 1, input, world.products),
      planned: line,
      isTracked: supply !== "service" && supply !== "untracked",
    };
  });
}

/** Goods made to order were made before they left. Answers the lines that were made for. */
function makeForOrder(
  log: OrderLog,
  numbers: NumberBlock,
  { planned, story }: PastOrder,
  split: Split,
  lines: readonly PastLine[],
): Set<string> {
  const { world, rows } = log;
  const [shippedAt] = story.shippedAt;
  const toOrder = lines.filter((line) => line.planned.making === "done");
  if (shippedAt === undefined) {
    return new Set();
  }
  const span = planned.age - shippedAt;
  const begun = planned.age - span * 0.1;
  const finished = shippedAt + span * 0.1;
  const told: Record<string, unknown>[] = [];
  for (const line of toOrder) {
    const quantity = shippedOf(split, line);
    const production = finishedProduction(world, {
      serial: numbers.next("production"),
      productId: line.row.productId,
      quantity,
      orderLineId: line.row.id,
      begun,
      finished,
    });
    rows.productionOrders.push(production);
    const { productId } = line.row;
    rows.stockMovements.push(
      movementRow(
        world,
        {
          productId,
          quantity,
          reason: "production",
          productionOrderId: production.id,
          note: production.number,
        },
        finished,
      ),
    );
    const { sku } = line.planned.product;
    told.push({ production: production.number, sku, quantity: quantityText(quantity) });
  }
  for (const data of told) {
    log.event(begun, world.crew.office, { type: "production_created", cause: "by_hand", data });
  }
  for (const data of told) {
    log.event(finished, world.crew.warehouse, {
      type: "production_reported",
      cause: "by_hand",
      data: { ...data, done: true },
    });
  }
  return new Set(toOrder.map((line) => line.row.id));
}

type Amounts = {
  readonly number: string;
  readonly rank: number;
  readonly totalMinor: number;
  readonly invoicedMinor: number;
  readonly paidMinor: number;
};

function orderRow(
  log: OrderLog,
  amounts: Amounts,
  planned: PlannedOrder,
  lines: readonly LineFacts[],
): typeof orders.$inferInsert {
  const { ctx, clientIds } = log.world;
  const { input, client, createdAt } = planned;
  const { closedAt, archivedAt, archiveReason, archiveNote } = log;
  const status = statusesOf({
    lines,
    closedAt,
    archiveReason,
    dueOn: dueOnOf(input),
    shipByOn: input.shipByOn ?? null,
    ...amounts,
  });
  return {
    ...amounts,
    id: log.orderId,
    workspaceId: ctx.workspaceId,
    source: input.source,
    externalId: input.externalId ?? null,
    poNumber: input.poNumber ?? null,
    clientId: clientIds.get(client.code) ?? "",
    currency: input.currency,
    orderedOn: input.orderedOn ?? ctx.today,
    shipByOn: input.shipByOn ?? null,
    deliverByOn: input.deliverByOn ?? null,
    allowPartial: input.allowPartial ?? null,
    note: input.note ?? null,
    shipTo: input.shipTo ?? null,
    shippingMinor: input.shippingMinor,
    taxMinor: input.taxMinor,
    eventSeq: log.seq,
    searchText: searchTextOf({
      ...input,
      number: amounts.number,
      skus: input.lines.map((line) => line.sku),
    }),
    closedAt,
    archivedAt,
    tabSince: archivedAt ?? closedAt ?? createdAt,
    archiveReason,
    archiveNote,
    tab: log.tab,
    stockCover: status.stock.cover,
    stockPercent: status.stock.percent,
    stockExpectedOn: status.stock.on,
    productionStatus: status.production.value,
    productionPercent: status.production.percent,
    shipmentStatus: status.shipment.value,
    shipmentPercent: status.shipment.percent,
    invoicingStatus: status.invoicing,
    paymentStatus: status.payment,
    createdAt,
    updatedAt: log.updatedAt,
  };
}

function fromStock(
  lines: readonly PastLine[],
  split: Split,
  made: ReadonlySet<string>,
): Map<string, Quantity> {
  const units = new Map<string, Quantity>();
  for (const line of lines) {
    const quantity = shippedOf(split, line);
    if (line.isTracked && !made.has(line.row.id) && quantity > 0) {
      const { sku } = line.row;
      units.set(sku, (units.get(sku) ?? 0) + quantity);
    }
  }
  return units;
}
