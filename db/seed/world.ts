import "server-only";
import { eq, sql } from "drizzle-orm";
import { clientAddresses, clientContacts, clients } from "@/db/schema/clients";
import { products } from "@/db/schema/products";
import { apiKeys, workspaces } from "@/db/schema/workspaces";
import { apiKeyHash } from "@/lib/auth/api-keys";
import type { Role } from "@/lib/auth/permissions";
import { newId } from "@/lib/shared/ids";
import {
  type Actor,
  type Context,
  provedWorkspace,
  withoutWorkspace,
  withWorkspace,
} from "@/lib/workspaces/context";
import { loadContext } from "@/lib/workspaces/queries";
import { insertRows } from "../insert-rows";
import { type Clock, clockOf } from "./clock";
import type { Source } from "./plan";
import type { Profile, SeedPerson } from "./profile";
import { RECENT_DAYS } from "./recent";

/** The people of a workspace by what they do all day. */
type Crew = { readonly sales: Actor; readonly office: Actor; readonly warehouse: Actor };

/** A workspace of the demo with its people, clients and products, before any order. */
export type World = {
  readonly profile: Profile;
  readonly clock: Clock;
  readonly ctx: Context;
  readonly crew: Crew;
  /** Who brings in the orders of a source. */
  readonly bringers: Readonly<Record<Source, Actor>>;
  readonly clientIds: ReadonlyMap<string, string>;
  readonly products: ReadonlyMap<string, { readonly id: string; readonly name: string }>;
  /** The context of somebody so many days ago. */
  readonly at: (age: number, actor: Actor) => Context;
};

/** Makes the workspace, its people, its API key, its clients and its products. */
export async function makeWorld(
  profile: Profile,
  of: { readonly now: Date; readonly passwordHash: string; readonly days: number },
): Promise<World> {
  const id = provedWorkspace(newId());
  await withoutWorkspace((tx) =>
    tx.execute(
      sql`select create_workspace(${id}::uuid, ${profile.name}, ${profile.timeZone}, ${profile.locale}, ${profile.currency}, false)`,
    ),
  );
  const { paper, gs1Prefix, shipFrom } = profile;
  await withWorkspace({ workspaceId: id }, (tx) =>
    tx.update(workspaces).set({ paper, gs1Prefix, shipFrom }).where(eq(workspaces.id, id)),
  );
  const seeder: Actor = { kind: "system", name: "Demo", id: null };
  const ctx = await loadContext(id, { actor: seeder, role: "owner", now: of.now });
  const clock = clockOf(of.now, profile.timeZone, profile.opensAt);
  const begunAt = clock.ago(of.days + RECENT_DAYS);
  const clientIds = await makeClients(ctx, profile, begunAt);
  const bySku = await makeProducts(ctx, profile, begunAt);
  const keyId = await makeApiKey(ctx, profile);
  const crew = await makeCrew(ctx, profile, clientIds, of.passwordHash);
  const bringers: World["bringers"] = {
    manual: crew.sales,
    file: crew.office,
    shopify: { kind: "channel", name: "Shopify", id: null },
    api: { kind: "api_key", name: profile.apiKey.name, id: keyId },
  };
  const at: World["at"] = (age, actor) => {
    const now = clock.ago(age);
    return { ...ctx, actor, now, today: clock.dayOf(now) };
  };
  return { profile, clock, ctx, crew, bringers, clientIds, products: bySku, at };
}

async function makeClients(ctx: Context, profile: Profile, createdAt: Date) {
  const { workspaceId } = ctx;
  const ids = new Map(profile.clients.map((client) => [client.code, newId()]));
  const idOf = (code: string) => ids.get(code) ?? "";
  await withWorkspace(ctx, async (tx) => {
    await insertRows(
      tx,
      clients,
      profile.clients.map(({ code, name, allowPartial }) => ({
        id: idOf(code),
        workspaceId,
        code,
        name,
        allowPartial,
        createdAt,
      })),
    );
    await insertRows(
      tx,
      clientAddresses,
      profile.clients.map(({ code, address }) => ({
        id: newId(),
        workspaceId,
        clientId: idOf(code),
        kind: "ship_to" as const,
        name: address.name,
        line1: address.line1,
        city: address.city,
        region: address.region ?? null,
        postalCode: address.postalCode,
        country: address.country,
      })),
    );
    await insertRows(
      tx,
      clientContacts,
      profile.clients.map(({ code, contact, email, phone }) => ({
        id: newId(),
        workspaceId,
        clientId: idOf(code),
        name: contact,
        email,
        phone,
      })),
    );
  });
  return ids;
}

async function makeProducts(ctx: Context, profile: Profile, createdAt: Date) {
  const bySku = new Map(
    profile.products.map(({ sku, name }) => [sku, { id: newId(), name }] as const),
  );
  await withWorkspace(ctx, (tx) =>
    insertRows(
      tx,
      products,
      profile.products.map(({ sku, name, gtin, supply, made, leadTimeDays, priceMinor }) => ({
        id: bySku.get(sku)?.id ?? "",
        workspaceId: ctx.workspaceId,
        sku,
        name,
        gtin,
        kind: supply === "service" ? ("service" as const) : ("goods" as const),
        tracked: supply !== "service" && supply !== "untracked",
        made,
        leadTimeDays,
        unitPriceMinor: priceMinor,
        createdAt,
      })),
    ),
  );
  return bySku;
}

async function makeApiKey(ctx: Context, profile: Profile): Promise<string> {
  const { text, name } = profile.apiKey;
  const id = newId();
  await withWorkspace(ctx, (tx) =>
    tx.insert(apiKeys).values({
      id,
      workspaceId: ctx.workspaceId,
      name,
      role: "admin",
      prefix: text.slice(0, 7),
      lastFour: text.slice(-4),
      keyHash: apiKeyHash(text),
      demo: true,
      createdAt: ctx.now,
    }),
  );
  return id;
}

async function makeCrew(
  ctx: Context,
  profile: Profile,
  clientIds: ReadonlyMap<string, string>,
  passwordHash: string,
): Promise<Crew> {
  const actors = new Map<Role, Actor>();
  for (const person of profile.people) {
    const id = await addPerson(ctx, person, clientIds, passwordHash);
    actors.set(person.role, { kind: "person", name: person.name, id });
  }
  const owner = actors.get("owner");
  if (!owner) {
    throw new Error(`${profile.name} has no owner.`);
  }
  const office = actors.get("admin") ?? owner;
  return { sales: owner, office, warehouse: actors.get("operator") ?? office };
}

async function addPerson(
  ctx: Context,
  { name, email, role, clientCode }: SeedPerson,
  clientIds: ReadonlyMap<string, string>,
  passwordHash: string,
): Promise<string> {
  const clientId = clientCode === undefined ? null : (clientIds.get(clientCode) ?? null);
  const { rows } = await withWorkspace(ctx, (tx) =>
    tx.execute<{ id: string }>(
      sql`select add_member(${newId()}::uuid, ${email}, ${name}, ${passwordHash}, ${role}, ${clientId}::uuid, true) as id`,
    ),
  );
  return rows[0]?.id ?? "";
}
