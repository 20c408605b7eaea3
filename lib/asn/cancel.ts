import "server-only";
import { and, eq, inArray } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { asns } from "@/db/schema/asns";
import { appendEvent } from "@/lib/orders/events";
import type { LoadedOrder } from "@/lib/orders/facts";
import { applyMove, currentPolicy, type Moved } from "@/lib/orders/move";
import { accept, type Outcome, refuse } from "@/lib/shared/outcome";
import { lockShipment } from "@/lib/shipments/find";
import { type Context, withWorkspace } from "@/lib/workspaces/context";
import { takeNumbers } from "@/lib/workspaces/series";
import { writeNotice } from "./write-notice";

type CancelRefusal = "not_found" | "asn_not_sent" | "channel_confirmed";

/**
 * Takes the ASN of a shipment back: an X12 856 that cancels it is written, and an order that was archived
 * because of it is closed again. What a marketplace was told can't be taken back here.
 */
export async function cancelAsn(
  ctx: Context,
  input: { readonly shipmentNumber: string; readonly batchId: string },
): Promise<
  Outcome<
    { readonly order: string; readonly shipment: string; readonly moved: Moved | null },
    CancelRefusal
  >
> {
  return withWorkspace(ctx, async (tx) => {
    const locked = await lockShipment(tx, ctx, input.shipmentNumber);
    if (!locked) {
      return refuse("not_found");
    }
    const { order, shipment } = locked;
    const data = { shipment: shipment.number };
    const [asn] = await tx
      .select()
      .from(asns)
      .where(
        and(
          eq(asns.workspaceId, ctx.workspaceId),
          eq(asns.shipmentId, shipment.id),
          inArray(asns.state, ["sent", "accepted"]),
        ),
      );
    if (!asn) {
      return refuse("asn_not_sent", { data });
    }
    if (asn.format === "channel") {
      return refuse("channel_confirmed", { data });
    }
    await appendEvent(tx, ctx, order.row.id, { type: "asn_cancelled", cause: "by_hand", data });
    const moved = await unarchive(tx, ctx, order, input.batchId);
    const cancellation =
      asn.format === "x12_856"
        ? await writeNotice(tx, ctx, order, shipment, {
            controlNumber: await takeNumbers(tx, ctx, "asn", 1),
            purpose: "cancel",
          })
        : null;
    await tx
      .update(asns)
      .set({
        state: "cancelled",
        cancelledAt: ctx.now,
        cancelledBy: ctx.actor.name,
        cancellation,
      })
      .where(and(eq(asns.workspaceId, ctx.workspaceId), eq(asns.id, asn.id)));
    return accept({ order: order.row.number, shipment: shipment.number, moved });
  });
}

/** An order that is archived because its ASNs are out is not when one of them is not. */
async function unarchive(
  tx: Transaction,
  ctx: Context,
  order: LoadedOrder,
  batchId: string,
): Promise<Moved | null> {
  if (order.archiveReason !== "asn") {
    return null;
  }
  const policy = await currentPolicy(tx, ctx);
  const why = {
    cause: "asn_cancelled",
    batchId,
    policyVersion: policy.version,
    actor: { kind: "rule", name: "Automation", id: null } as const,
  };
  const outcome = await applyMove(tx, ctx, order, { type: "reopen" }, why);
  return outcome.ok ? outcome.value : null;
}
