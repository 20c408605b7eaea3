import "server-only";
import { z } from "zod";
import type { NoticeAnswer, OpenConnection, ShipmentNotice } from "@/lib/intake/channels/connector";
import { askUntil, ChannelError, jsonOf } from "@/lib/intake/channels/http";
import { look } from "@/lib/intake/channels/look";
import { amazonProblem, callAmazon } from "./client";
import { planConfirmation } from "./notice";
import { type AmazonOrder, amazonOrderSchema } from "./order";
import { accountOf } from "./pull";
import type { AmazonAccount } from "./settings";

const orderAnswerSchema = z.object({ order: amazonOrderSchema });

/** Looks what Amazon knows of the order, then tells it of the package unless it is there. One package a shipment. */
export async function confirmAtAmazon(
  connection: OpenConnection,
  notice: ShipmentNotice,
): Promise<NoticeAnswer> {
  const until = askUntil();
  const account = accountOf(connection);
  const orderPath = encodeURIComponent(notice.orderRef);
  const order = await look(() => findOrder(account, orderPath));
  if (order === null) {
    return { state: "refused", reason: `Amazon knows no order ${notice.externalId}.` };
  }
  const step = planConfirmation(notice, order);
  if (step.state !== "send") {
    return step;
  }
  const answer = await callAmazon(account, {
    method: "POST",
    path: `/orders/v0/orders/${orderPath}/shipmentConfirmation`,
    body: step.confirmation,
    until,
  });
  if (answer.status >= 200 && answer.status < 300) {
    const { packageReferenceId } = step.confirmation.packageDetail;
    return { state: "confirmed", reference: packageReferenceId };
  }
  if (answer.status === 403) {
    throw new ChannelError(
      "Amazon does not let this app confirm shipments. Give it the role Inventory and Order Tracking and authorise it again.",
    );
  }
  return { state: "refused", reason: amazonProblem(answer) };
}

async function findOrder(account: AmazonAccount, orderPath: string): Promise<AmazonOrder | null> {
  const answer = await callAmazon(account, {
    method: "GET",
    path: `/orders/2026-01-01/orders/${orderPath}`,
    query: { includedData: "FULFILLMENT,PACKAGES" },
  });
  if (answer.status === 404) {
    return null;
  }
  const found = orderAnswerSchema.safeParse(jsonOf(answer.body)).data;
  if (answer.status !== 200 || !found) {
    throw new ChannelError(amazonProblem(answer));
  }
  return found.order;
}
