import "server-only";
import { and, eq } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { clientAddresses, clientContacts } from "@/db/schema/clients";
import type { Address } from "@/lib/shared/address";
import type { Context } from "@/lib/workspaces/context";

/** What belongs to a client: its addresses and its people. */
export async function readParts(tx: Transaction, ctx: Context, clientId: string) {
  const { workspaceId } = ctx;
  const addresses = await tx
    .select()
    .from(clientAddresses)
    .where(
      and(eq(clientAddresses.workspaceId, workspaceId), eq(clientAddresses.clientId, clientId)),
    );
  const contacts = await tx
    .select({
      name: clientContacts.name,
      email: clientContacts.email,
      phone: clientContacts.phone,
      getsMessages: clientContacts.getsMessages,
    })
    .from(clientContacts)
    .where(and(eq(clientContacts.workspaceId, workspaceId), eq(clientContacts.clientId, clientId)))
    .orderBy(clientContacts.id);
  const addressOf = (kind: "ship_to" | "bill_to"): Address | null => {
    const found = addresses.find((address) => address.kind === kind);
    if (!found) {
      return null;
    }
    const { name, line1, line2, city, region, postalCode, country } = found;
    return { name, line1, line2, city, region, postalCode, country };
  };
  return {
    shipTo: addressOf("ship_to"),
    billTo: addressOf("bill_to"),
    contacts,
  };
}
