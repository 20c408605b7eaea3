import "server-only";
import { z } from "zod";
import type { NoticeAnswer, OpenConnection, ShipmentNotice } from "@/lib/intake/channels/connector";
import { ChannelError, jsonOf } from "@/lib/intake/channels/http";
import { amazonProblem, callAmazon } from "./client";
import { planConfirmation } from "./notice";
import { amazonOrderSchema } from "./order";
import { accountOf } from "./pull";

const orderAnswerSchema = z.object({ order: amazonOrderSchema });

/** Looks what Amazon knows of the order, then tells it of the package unless it is there. One package a shipment. */
export async function confirmAtAmazon(
  connection: OpenConnection,
  notice: ShipmentNotice,
): Promise<NoticeAnswer> {
  const account = accountOf(connection);
  const orderPath = encodeURIComponent(notice.orderRef);
  const look = await callAmazon(account, {
    method: "GET",
    path: `/orders/2026-01-01/orders/${orderPath}`,
    query: { includedData: "FULFILLMENT,PACKAGES" },
  });
  if (look.status === 404) {
    return { state: "refused", reason: `Amazon knows no order ${notice.externalId}.` };
  }
  const found = orderAnswerSchema.safeParse(jsonOf(look.body)).data;
  if (look.status !== 200 || !found) {
    throw new ChannelError(amazonProblem(look));
  }
  const step = planConfirmation(notice, found.order);
  if (step.state !== "send") {
    return step;
  }
  const answer = await callAmazon(account, {
    method: "POST",
    path: `/orders/v0/orders/${orderPath}/shipmentConfirmation`,
    body: step.confirmation,
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
