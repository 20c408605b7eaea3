import "server-only";
import type { Transaction } from "@/db/client";
import { loadCartons } from "@/lib/orders/cartons";
import type { LoadedLine, LoadedOrder } from "@/lib/orders/facts";
import type { Quantity } from "@/lib/shared/quantity";
import type { Context } from "@/lib/workspaces/context";

type PackedCarton = {
  /** Carton n, from 1. */
  readonly position: number;
  readonly sscc: string;
  readonly internal: boolean;
  /** In the order's order. */
  readonly contents: readonly { readonly line: LoadedLine; readonly quantity: Quantity }[];
};

/** The cartons of a shipment with what is in each: the one reading that label, slip, bill and ASN share. */
export async function packedCartons(
  tx: Transaction,
  ctx: Pick<Context, "workspaceId">,
  order: LoadedOrder,
  shipmentId: string,
): Promise<PackedCarton[]> {
  const cartons = await loadCartons(tx, ctx, [shipmentId]);
  return cartons.map(({ position, sscc, ssccInternal, contents }) => ({
    position,
    sscc,
    internal: ssccInternal === "yes",
    contents: order.lines.flatMap((line) => {
      const here = contents.find((one) => one.orderLineId === line.id);
      return here ? [{ line, quantity: here.quantity }] : [];
    }),
  }));
}
