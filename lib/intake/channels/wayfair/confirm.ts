import "server-only";
import { z } from "zod";
import type { NoticeAnswer, OpenConnection, ShipmentNotice } from "@/lib/intake/channels/connector";
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
  const account = accountOf(connection);
  const step = readStep(handle);
  return step.step === "sent"
    ? followed(account, step.transaction)
    : advanced(account, notice, step);
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

async function advanced(
  account: WayfairAccount,
  notice: ShipmentNotice,
  step: Exclude<ConfirmStep, { step: "sent" }>,
): Promise<NoticeAnswer> {
  const order = await findOrder(account, notice.orderRef);
  if (!order) {
    return refused(`Wayfair knows no purchase order ${notice.externalId}.`);
  }
  const problem = noticeProblem(notice, order);
  if (problem !== null) {
    return refused(problem);
  }
  const since = instantOf(order.poDate) ?? notice.shippedAt;
  const transactions = await transactionsOf(account, order.poNumber, since);
  const known = transactions.map(({ handle }) => handle);
  const isNew = ({ handle }: Transaction) => step.step !== "begin" && !step.known.includes(handle);
  const isOpen = ({ status }: Transaction) => status === "NEW" || status === "PROCESSING";
  if (step.step === "send") {
    const ours = transactions.find(isNew);
    return ours ? answerOf(ours) : told(() => send(account, notice, order));
  }
  if (transactions.some(isOpen)) {
    return pending(step);
  }
  const waits = await findOrder(account, order.poNumber, { onlyUnanswered: true });
  if (waits) {
    return step.step === "begin"
      ? beginAcceptance(account, known)
      : told(() => accepted(account, order, step, transactions.filter(isNew)));
  }
  const sent = step.step === "begin" ? toldAlready(transactions, notice, order) : null;
  return sent ? answerOf(sent) : pending({ step: "send", known });
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
    : pending({ step: "accept", known });
}

async function accepted(
  account: WayfairAccount,
  order: PurchaseOrder,
  step: Extract<ConfirmStep, { step: "accept" }>,
  tried: readonly Transaction[],
): Promise<NoticeAnswer> {
  const failed = tried.find(({ status }) => status === "ERROR");
  if (failed) {
    return refused(`The purchase order could not be accepted. ${transactionProblem(failed)}`);
  }
  await acceptOrder(account, order);
  return pending(step);
}

async function send(
  account: WayfairAccount,
  notice: ShipmentNotice,
  order: PurchaseOrder,
): Promise<NoticeAnswer> {
  const own: Carriage = { carrier: notice.carrier, trackingNumber: notice.trackingNumber };
  const by =
    account.shipsOn === "wayfair"
      ? await registeredCarriage(account, order, notice.shippedAt)
      : own;
  const plan = planNotice(notice, order, {
    carrier: by.carrier ?? own.carrier,
    trackingNumber: own.trackingNumber ?? by.trackingNumber,
  });
  if (!plan.ok) {
    return refused(plan.reason);
  }
  const data = await askWayfair(account, MUTATION, { notice: plan.notice }, shippedSchema);
  return answerOf(data.purchaseOrders.shipment);
}

function refused(reason: string): NoticeAnswer {
  return { state: "refused", reason };
}
