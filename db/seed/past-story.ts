import "server-only";
import { newId } from "@/lib/shared/ids";
import type { OrderLog } from "./order-log";
import type { PastOrder } from "./past";
import type { NumberBlock } from "./past-rows";
import { addShipment, issue, type PastShipment, sendPastAsns } from "./past-shipment";
import type { Split } from "./past-split";

type Told = Pick<PastOrder, "planned" | "story"> & {
  readonly number: string;
  readonly totalMinor: number;
};

/** Writes what happened after the order came, each thing at its time. Answers what was invoiced and paid. */
export function tell(log: OrderLog, numbers: NumberBlock, told: Told, split: Split) {
  const { story } = told;
  const { office } = log.world.crew;
  const sent: PastShipment[] = [];
  const money = { invoicedMinor: 0, paidMinor: 0 };
  const steps: { age: number; run: () => void }[] = split.shipments.map((parts, index) => {
    const isLast = index === split.shipments.length - 1;
    const age = (isLast ? story.shippedAt.at(-1) : story.shippedAt[index]) ?? 0;
    const run = () => {
      const shipment = addShipment(log, numbers, age, parts);
      sent.push(shipment);
      if (isLast && !split.shortClosed) {
        log.close(age, { fact: "marked_shipped" }, { dispatched: [shipment.id] });
      }
    };
    return { age, run };
  });
  const { shortClosed } = split;
  if (shortClosed) {
    const age = (story.shippedAt.at(-1) ?? 0) - 0.02;
    const effects = [{ lineId: shortClosed.line.row.id, quantity: shortClosed.quantity }];
    steps.push({ age, run: () => log.close(age, { person: office }, { shortClosed: effects }) });
  }
  const { invoicedAt, paidAt, archive } = story;
  if (invoicedAt !== null) {
    const run = () => {
      money.invoicedMinor = addInvoice(log, numbers, invoicedAt, told);
    };
    steps.push({ age: invoicedAt, run });
  }
  if (paidAt !== null) {
    const run = () => {
      money.paidMinor = addPayment(log, paidAt, told);
    };
    steps.push({ age: paidAt, run });
  }
  if (archive) {
    steps.push({ age: archive.at, run: () => archivePast(log, numbers, told, sent) });
  }
  for (const { run } of steps.sort((a, b) => b.age - a.age)) {
    run();
  }
  return money;
}

function archivePast(
  log: OrderLog,
  numbers: NumberBlock,
  { planned, story, number }: Told,
  sent: readonly PastShipment[],
): void {
  const { archive } = story;
  if (archive?.reason === "asn") {
    sendPastAsns(log, numbers, archive.at, { planned, number }, sent);
    log.archive(archive.at, { fact: "asn_sent" }, "asn", null);
  } else if (archive?.reason === "completed") {
    log.archive(archive.at, { fact: "paid" }, "completed", null);
  } else if (archive) {
    log.archive(archive.at, { person: log.world.crew.office }, archive.reason, archive.note);
  }
}

function addInvoice(
  log: OrderLog,
  numbers: NumberBlock,
  age: number,
  { planned, story, totalMinor }: Told,
): number {
  const { world, rows, orderId } = log;
  const { office } = world.crew;
  const at = world.clock.ago(age);
  const id = newId();
  const number = `INV-${1000 + numbers.next("invoice")}`;
  const amountMinor = Math.round((totalMinor * story.invoicedPercent) / 100);
  const { currency } = planned.input;
  rows.invoices.push({
    id,
    workspaceId: world.ctx.workspaceId,
    orderId,
    number,
    amountMinor,
    currency,
    issuedOn: world.clock.dayOf(at),
    createdBy: office.name,
    createdAt: at,
  });
  issue(log, "invoice", number, id, at);
  const data = { invoice: number, amountMinor, currency };
  log.event(age, office, { type: "invoiced", cause: "by_hand", data });
  return amountMinor;
}

function addPayment(log: OrderLog, age: number, { planned, story, totalMinor }: Told): number {
  const { world, rows, orderId } = log;
  const { office } = world.crew;
  const at = world.clock.ago(age);
  const amountMinor = Math.round((totalMinor * story.paidPercent) / 100);
  const { currency } = planned.input;
  rows.payments.push({
    id: newId(),
    workspaceId: world.ctx.workspaceId,
    orderId,
    amountMinor,
    currency,
    paidOn: world.clock.dayOf(at),
    createdBy: office.name,
    createdAt: at,
  });
  log.event(age, office, { type: "paid", cause: "by_hand", data: { amountMinor, currency } });
  return amountMinor;
}
