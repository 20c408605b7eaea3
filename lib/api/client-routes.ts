import "server-only";
import { z } from "@hono/zod-openapi";
import { and, eq, inArray } from "drizzle-orm";
import { clientAddresses, clientContacts, clients } from "@/db/schema/clients";
import { parseInput } from "@/lib/auth/guard";
import { createClient, updateClient } from "@/lib/clients/commands";
import { clientSchema } from "@/lib/clients/input";
import { findClient, listClients } from "@/lib/clients/queries";
import { accept, type Outcome } from "@/lib/shared/outcome";
import { type Context, withWorkspace } from "@/lib/workspaces/context";
import { notHere, type Route, reads, sentAs, writes } from "./guard";
import { created, type JsonAnswer, listBody, ok } from "./json";
import { answer } from "./operation";
import { client, clientChange, clientPage, clientQuery, newClient } from "./shapes/client";
import { noQuery } from "./shapes/list";

type ClientRow = typeof clients.$inferSelect;
type AddressRow = typeof clientAddresses.$inferSelect;
type ContactRow = typeof clientContacts.$inferSelect;

function clientJson(
  row: ClientRow,
  addresses: readonly AddressRow[],
  contacts: readonly ContactRow[],
) {
  return {
    code: row.code,
    name: row.name,
    ship_to: addressJson(addresses.find((one) => one.kind === "ship_to")),
    bill_to: addressJson(addresses.find((one) => one.kind === "bill_to")),
    contacts: contacts.map(({ name, email, phone, getsMessages }) => ({
      name,
      email,
      phone,
      gets_messages: getsMessages,
    })),
    allow_partial: row.allowPartial,
    version: row.version,
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
  const [found] = await clientsJson(ctx, [id]);
  return found;
}

const patchSchema = z.looseObject({ version: z.number().optional() });

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

const SHIP_TO = {
  name: "Northwind Traders",
  line1: "Am Ufer 1",
  city: "Berlin",
  postal_code: "10115",
  country: "DE",
};

export const clientRoutes: readonly Route[] = [
  reads(
    "/clients",
    "clients.read",
    {
      id: "listClients",
      summary: "List clients",
      query: clientQuery,
      answers: { 200: answer("A page of clients, by name.", clientPage) },
    },
    async ({ ctx, query }) => {
      const { after = null, q, limit } = query;
      const page = await listClients(ctx, { after, before: null, q: q || null }, limit);
      const ids = page.rows.map((row) => row.id);
      return accept(ok(listBody(ids.length > 0 ? await clientsJson(ctx, ids) : [], page.next)));
    },
  ),

  writes(
    ["POST", "/clients"],
    "clients.write",
    {
      id: "createClient",
      summary: "Create a client",
      body: sentAs(newClient, clientSchema, {
        code: "NORTHWIND",
        name: "Northwind Traders",
        ship_to: SHIP_TO,
        contacts: [{ name: "Ana Ruiz", email: "ana@northwind.example" }],
      }),
      answers: { 201: answer("The new client.", client, { located: true }) },
      refusals: ["code_taken"],
    },
    async ({ ctx, body }) => {
      const outcome = await createClient(ctx, body);
      const location = `/api/v1/clients/${encodeURIComponent(body.code)}`;
      return outcome.ok
        ? accept(created(await oneClient(ctx, outcome.value.id), location))
        : outcome;
    },
  ),

  reads(
    "/clients/:code",
    "clients.read",
    {
      id: "getClient",
      summary: "Read a client",
      query: noQuery,
      answers: { 200: answer("The client.", client) },
    },
    async ({ ctx, params }) => {
      const found = await findClient(ctx, { code: params.code ?? "" });
      return found ? accept(ok(await oneClient(ctx, found.id))) : notHere();
    },
  ),

  writes(
    ["PATCH", "/clients/:code"],
    "clients.write",
    {
      id: "changeClient",
      summary: "Change a client",
      description:
        "What is left out stays; an address or `contacts` that is sent replaces all of it.",
      body: sentAs(clientChange, patchSchema, { name: "Acme & Sons", allow_partial: true }),
      answers: { 200: answer("The client as it is now.", client) },
      refusals: ["changed_meanwhile", "code_taken"],
    },
    async ({ ctx, params, body }) => patchClient(ctx, params.code ?? "", body),
  ),
];
