import "server-only";
import { and, eq, inArray } from "drizzle-orm";
import { z } from "zod";
import { clientAddresses, clientContacts, clients } from "@/db/schema/clients";
import { parseInput } from "@/lib/auth/guard";
import { createClient, updateClient } from "@/lib/clients/commands";
import { clientSchema } from "@/lib/clients/input";
import { findClient, listClients } from "@/lib/clients/queries";
import { accept, type Outcome } from "@/lib/shared/outcome";
import { type Context, withWorkspace } from "@/lib/workspaces/context";
import { keysetQuery, version } from "./fields";
import { noQuery, notHere, type Route, reads, writes } from "./guard";
import { created, type JsonAnswer, listBody, ok } from "./json";

type ClientRow = typeof clients.$inferSelect;
type AddressRow = typeof clientAddresses.$inferSelect;
type ContactRow = typeof clientContacts.$inferSelect;

function clientJson(
  client: ClientRow,
  addresses: readonly AddressRow[],
  contacts: readonly ContactRow[],
) {
  return {
    code: client.code,
    name: client.name,
    ship_to: addressJson(addresses.find((one) => one.kind === "ship_to")),
    bill_to: addressJson(addresses.find((one) => one.kind === "bill_to")),
    contacts: contacts.map(({ name, email, phone, getsMessages }) => ({
      name,
      email,
      phone,
      gets_messages: getsMessages,
    })),
    allow_partial: client.allowPartial,
    version: client.version,
  };
}

function addressJson(address: AddressRow | undefined) {
  if (!address) {
    return null;
  }
  const { name, line1, line2, city, region, postalCode, country } = address;
  return { name, line1, line2, city, region, postal_code: postalCode, country };
}

/** These clients with addresses and contacts, in the order of the ids. */
async function clientsJson(ctx: Context, ids: readonly string[]) {
  const { workspaceId } = ctx;
  const wanted = [...ids];
  return withWorkspace(ctx, async (tx) => {
    const rows = await tx
      .select()
      .from(clients)
      .where(and(eq(clients.workspaceId, workspaceId), inArray(clients.id, wanted)));
    const addresses = await tx
      .select()
      .from(clientAddresses)
      .where(
        and(
          eq(clientAddresses.workspaceId, workspaceId),
          inArray(clientAddresses.clientId, wanted),
        ),
      );
    const contacts = await tx
      .select()
      .from(clientContacts)
      .where(
        and(eq(clientContacts.workspaceId, workspaceId), inArray(clientContacts.clientId, wanted)),
      )
      .orderBy(clientContacts.id);
    const byId = new Map(rows.map((row) => [row.id, row]));
    const addressesOf = Map.groupBy(addresses, (one) => one.clientId);
    const contactsOf = Map.groupBy(contacts, (one) => one.clientId);
    return ids.flatMap((id) => {
      const row = byId.get(id);
      return row ? [clientJson(row, addressesOf.get(id) ?? [], contactsOf.get(id) ?? [])] : [];
    });
  });
}

async function oneClient(ctx: Context, id: string) {
  const [client] = await clientsJson(ctx, [id]);
  return client;
}

/** What a patch leaves out stays as it is. */
async function patchClient(
  ctx: Context,
  code: string,
  { version: seen, ...given }: z.output<typeof patchSchema>,
): Promise<Outcome<JsonAnswer>> {
  const found = await findClient(ctx, { code });
  if (!found) {
    return notHere();
  }
  const { id, version: current, orders: _, ...entered } = found;
  const input = parseInput(clientSchema, { ...entered, ...given });
  if (!input.ok) {
    return input;
  }
  const saved = await updateClient(ctx, { id, version: seen ?? current }, input.value);
  return saved.ok ? accept(ok(await oneClient(ctx, id))) : saved;
}

const patchSchema = z.looseObject({ version });

export const clientRoutes: readonly Route[] = [
  reads("/clients", "clients.read", keysetQuery, async ({ ctx, query }) => {
    const { after = null, q, limit } = query;
    const page = await listClients(ctx, { after, before: null, q: q || null }, limit);
    const ids = page.rows.map((row) => row.id);
    return accept(ok(listBody(ids.length > 0 ? await clientsJson(ctx, ids) : [], page.next)));
  }),

  writes(["POST", "/clients"], "clients.write", clientSchema, async ({ ctx, body }) => {
    const outcome = await createClient(ctx, body);
    const location = `/api/v1/clients/${encodeURIComponent(body.code)}`;
    return outcome.ok ? accept(created(await oneClient(ctx, outcome.value.id), location)) : outcome;
  }),

  reads("/clients/:code", "clients.read", noQuery, async ({ ctx, params }) => {
    const found = await findClient(ctx, { code: params.code ?? "" });
    return found ? accept(ok(await oneClient(ctx, found.id))) : notHere();
  }),

  writes(["PATCH", "/clients/:code"], "clients.write", patchSchema, async ({ ctx, params, body }) =>
    patchClient(ctx, params.code ?? "", body),
  ),
];
