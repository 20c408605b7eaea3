import "server-only";
import { and, eq } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { clientAddresses, clients } from "@/db/schema/clients";
import { workspaces } from "@/db/schema/workspaces";
import type { Address } from "@/lib/shared/address";
import type { Context } from "@/lib/workspaces/context";
import type { LoadedOrder } from "./facts";

/** An address as documents and notices carry it: nothing is left out, what is not known is empty. */
export type FullAddress = {
  readonly name: string;
  readonly line1: string;
  readonly line2: string | null;
  readonly city: string;
  readonly region: string | null;
  readonly postalCode: string;
  readonly country: string;
};

function full(address: Address | null, name: string): FullAddress {
  return {
    name: address?.name || name,
    line1: address?.line1 ?? "",
    line2: address?.line2 ?? null,
    city: address?.city ?? "",
    region: address?.region ?? null,
    postalCode: address?.postalCode ?? "",
    country: address?.country ?? "",
  };
}

/** The client of an order, where its goods go, who pays, and where they come from. */
export async function shippingParties(tx: Transaction, ctx: Context, order: LoadedOrder) {
  const [client] = await tx
    .select({ code: clients.code, name: clients.name })
    .from(clients)
    .where(and(eq(clients.workspaceId, ctx.workspaceId), eq(clients.id, order.row.clientId)));
  const addresses = await tx
    .select()
    .from(clientAddresses)
    .where(
      and(
        eq(clientAddresses.workspaceId, ctx.workspaceId),
        eq(clientAddresses.clientId, order.row.clientId),
      ),
    );
  const [workspace] = await tx
    .select({ shipFrom: workspaces.shipFrom })
    .from(workspaces)
    .where(eq(workspaces.id, ctx.workspaceId));
  if (!client) {
    throw new Error("The order's client is gone.");
  }
  const shipTo = order.row.shipTo ?? addresses.find((one) => one.kind === "ship_to") ?? null;
  const billTo = addresses.find((one) => one.kind === "bill_to") ?? shipTo;
  return {
    client,
    shipTo: full(shipTo, client.name),
    billTo: full(billTo, client.name),
    shipFrom: full(workspace?.shipFrom ?? null, ctx.workspace.name),
  };
}
