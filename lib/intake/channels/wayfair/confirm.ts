import "server-only";
import { z } from "zod";
import type { NoticeAnswer, OpenConnection, ShipmentNotice } from "@/lib/intake/channels/connector";
import { askUntil } from "@/lib/intake/channels/http";
import { look } from "@/lib/intake/channels/look";
import { acceptOrder } from "./accept";
import { askWayfair, WayfairRefusal } from "./client";
import { type ConfirmStep, readStep, stepHandle } from "./confirm-step";
import { type Carriage, isWhole, noticeProblem, planNotice } from "./notice";
import { findOrder } from "./orders-query";
import { accountOf } from "./pull";
import type { PurchaseOrder } from "./purchase-order";
import { registeredCarriage } from "./register";
import type { WayfairAccount } from "./settings";
import { instantOf } from "./times";
import {
  findTransaction,
  submittedBefore,
  TRANSACTION_FIELDS,
  type Transaction,
  transactionProblem,
  transactionSchema,
  transactionsOf,
} from "./transactions";

/** How long Wayfair is given for something that it works on. */
const WAIT_SECONDS = 10;

const MUTATION = `
  mutation Shipment($notice: ShipNoticeInput!) {
    purchaseOrders { shipment(notice: $notice) { ${TRANSACTION_FIELDS} } }
  }`;

const shippedSchema = z.object({ purchaseOrders: z.object({ shipment: transactionSchema }) });

/**
 * Tells Wayfair of a shipment. Its transactions name the purchase order only, so what was known is kept in the handle
 * before anything is sent, and nothing is sent while Wayfair still works on something of the order.
 */
export async function confirmAtWayfair(
  connection: OpenConnection,
  notice: ShipmentNotice,
  handle: string | null,
): Promise<NoticeAnswer> {
  const until = askUntil();
  const account = accountOf(connection);
  const step = readStep(handle);
  if (step.step === "sent") {
    return followed(account, step.transaction);
  }
  // Wayfair has no change of a notice: another one would be another shipment.
  return notice.reference
    ? refused(
        "Wayfair takes no correction of a shipment. Correct its tracking number in Partner Home.",
      )
    : advanced(account, notice, step, until);
}

/** What Wayfair refuses to do is final; a look that fails is taken again. */
async function told(change: () => Promise<NoticeAnswer>): Promise<NoticeAnswer> {
  try {
    return await change();
  } catch (error) {
    if (error instanceof WayfairRefusal) {
      return refused(error.message);
    }
    throw error;
  }
}

async function followed(account: WayfairAccount, handle: string): Promise<NoticeAnswer> {
  const transaction = await findTransaction(account, handle);
  return transaction === null
    ? pending({ step: "sent", transaction: handle })
    : answerOf(transaction);
}

function answerOf(transaction: Transaction): NoticeAnswer {
  switch (transaction.status) {
    case "COMPLETE":
      return { state: "confirmed", reference: transaction.handle };
    case "ERROR":
      return { state: "refused", reason: transactionProblem(transaction) };
    default:
      return pending({ step: "sent", transaction: transaction.handle });
  }
}

function pending(step: ConfirmStep): NoticeAnswer {
  return { state: "pending", handle: stepHandle(step) };
}

/** Of the shipment itself nothing was told yet; without a reason to wait it goes on at once. */
function untold(step: ConfirmStep, afterSeconds: number): NoticeAnswer {
  return { state: "pending", handle: stepHandle(step), untold: true, afterSeconds };
}

type Known = {
  readonly order: PurchaseOrder;
  /** It waits for an answer. */
  readonly waits: boolean;
  readonly transactions: readonly Transaction[];
};

/** What Wayfair knows of a purchase order; null when it knows none. Other shipments' transactions are not of interest. */
async function lookAt(account: WayfairAccount, notice: ShipmentNotice): Promise<Known | null> {
  const order = await findOrder(account, notice.orderRef);
  if (!order) {
    return null;
  }
  const since = instantOf(order.poDate) ?? notice.shippedAt;
  const others = new Set(notice.otherReferences);
  const all = await transactionsOf(account, order.poNumber, since);
  const transactions = all.filter(({ handle }) => !others.has(handle));
  const waits = (await findOrder(account, order.poNumber, { onlyUnanswered: true })) !== null;
  return { order, waits, transactions };
}

async function advanced(
  account: WayfairAccount,
  notice: ShipmentNotice,
  step: Exclude<ConfirmStep, { step: "sent" }>,
  until: number,
): Promise<NoticeAnswer> {
  const found = await look(() => lookAt(account, notice));
  if (!found) {
    return refused(`Wayfair knows no purchase order ${notice.externalId}.`);
  }
  const { order, waits, transactions } = found;
  const problem = noticeProblem(notice, order);
  if (problem !== null) {
    return refused(problem);
  }
  const known = transactions.map(({ handle }) => handle);
  const isNew = ({ handle }: Transaction) => step.step !== "begin" && !step.known.includes(handle);
  if (step.step === "send") {
    const ours = transactions.find(isNew);
    return ours ? answerOf(ours) : told(() => send(account, notice, order, until));
  }
  if (transactions.some(({ status }) => status === "NEW" || status === "PROCESSING")) {
    return untold(step, WAIT_SECONDS);
  }
  if (waits) {
    return step.step === "begin"
      ? beginAcceptance(account, known)
      : told(() => accepted(account, order, step, transactions.filter(isNew), until));
  }
  const sent = step.step === "begin" ? toldAlready(transactions, notice, order) : null;
  return sent ? answerOf(sent) : untold({ step: "send", known }, 0);
}

/**
 * Whether the order's whole shipment was told by an earlier call from the beginning: its acceptance came before the
 * dispatch, and something followed that did not fail. Of a part it can't be said, and another part may follow.
 */
function toldAlready(
  transactions: readonly Transaction[],
  notice: ShipmentNotice,
  order: PurchaseOrder,
): Transaction | null {
  const good = transactions.filter(({ status }) => status !== "ERROR");
  const later = good.filter((each) => !submittedBefore(each, notice.shippedAt));
  const hasEarlier = later.length < good.length;
  return hasEarlier && isWhole(notice, order) ? (later[0] ?? null) : null;
}

function beginAcceptance(account: WayfairAccount, known: string[]): NoticeAnswer {
  return account.acceptance === "by_hand"
    ? refused("Accept this purchase order in Partner Home first, then send its shipment again.")
    : untold({ step: "accept", known }, 0);
}

async function accepted(
  account: WayfairAccount,
  order: PurchaseOrder,
  step: Extract<ConfirmStep, { step: "accept" }>,
  tried: readonly Transaction[],
  until: number,
): Promise<NoticeAnswer> {
  const failed = tried.find(({ status }) => status === "ERROR");
  if (failed) {
    return refused(`The purchase order could not be accepted. ${transactionProblem(failed)}`);
  }
  await acceptOrder(account, order, until);
  return untold(step, WAIT_SECONDS);
}

async function send(
  account: WayfairAccount,
  notice: ShipmentNotice,
  order: PurchaseOrder,
  until: number,
): Promise<NoticeAnswer> {
  const own: Carriage = { carrier: notice.carrier, trackingNumber: notice.trackingNumber };
  const by =
    account.shipsOn === "wayfair"
      ? await registeredCarriage(account, order, notice.shippedAt, until)
      : own;
  const plan = planNotice(notice, order, {
    carrier: by.carrier ?? own.carrier,
    trackingNumber: own.trackingNumber ?? by.trackingNumber,
  });
  if (!plan.ok) {
    return refused(plan.reason);
  }
  const data = await askWayfair(account, MUTATION, { notice: plan.notice }, shippedSchema, until);
  return answerOf(data.purchaseOrders.shipment);
}

function refused(reason: string): NoticeAnswer {
  return { state: "refused", reason };
}
