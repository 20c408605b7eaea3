import { sql } from "drizzle-orm";
import { type Database, database } from "@/db/client";
import { hasWorkspace } from "@/lib/auth/installation";
import { hashPassword } from "@/lib/auth/password";
import { createTrackingLink } from "@/lib/orders/tracking";
import { actOn } from "./acts";
import { type CreatedOrder, createRecent } from "./create-recent";
import { fillPast } from "./fill-past";
import { harbor } from "./harbor";
import { countBelowReserved, makeSupply } from "./make-supply";
import { oakline } from "./oakline";
import { plannerOf } from "./plan";
import type { Profile } from "./profile";
import { seededRandom } from "./random";
import { planRecent, RECENT_DAYS } from "./recent";
import { sharesOf } from "./shares";
import { countOpeningStock } from "./stock";
import { tellClients } from "./tell-clients";
import { makeWorld, type World } from "./world";

export type SeedOptions = {
  /** Orders of the first workspace. */
  readonly orders: number;
  readonly now: Date;
  readonly log: (text: string) => void;
};

/** The password of every demo account. */
const DEMO_PASSWORD = "orderflow-demo";
const HARBOR_ORDERS = 60;

/**
 * Fills an empty database with the demo's workspaces: the past as finished rows, the last four weeks
 * by the real commands. The same number of orders gives the same data, with dates relative to `now`.
 * `db` must be the process's database. Throws when it holds a workspace already.
 */
export async function seedDemo(db: Database, { orders, now, log }: SeedOptions): Promise<void> {
  if ((await database()) !== db) {
    throw new Error("The demo fills only the database that this process works on.");
  }
  if (await hasWorkspace()) {
    throw new Error("The demo fills only an empty database; this one holds a workspace.");
  }
  const passwordHash = await hashPassword(DEMO_PASSWORD);
  // The small one first: statistics of a large database take seconds each time.
  await seedWorkspace(db, harbor, { orders: HARBOR_ORDERS, now, passwordHash, log });
  await seedWorkspace(db, oakline, { orders, now, passwordHash, log });
  await db.execute(sql`analyze`);
}

async function seedWorkspace(
  db: Database,
  profile: Profile,
  { orders, now, passwordHash, log }: SeedOptions & { readonly passwordHash: string },
): Promise<void> {
  const { past, recent: counts } = sharesOf(orders);
  const random = seededRandom(profile.seed);
  const world = await makeWorld(profile, { now, passwordHash, days: past.days });
  const planner = plannerOf(profile, world.clock, random);
  await fillPast(db, world, planner, past, log);
  const recent = planRecent(planner, profile, counts);
  await countOpeningStock(world, recent, past.days + RECENT_DAYS);
  log(`${profile.name}: ${recent.length} orders of the last four weeks`);
  const created = await createRecent(world, recent);
  // Plans by the statistics of a database without open orders are several times slower.
  await db.execute(sql`analyze`);
  await makeSupply(world, random, created);
  await db.execute(sql`analyze order_lines, reservations, production_orders, supply_allocations`);
  await countBelowReserved(world);
  await actOn(world, created);
  await giveTrackingLink(world, created);
  if (profile.tellsClients) {
    await tellClients(world);
  }
}

/** The first client can follow the order that left in part, without signing in. */
async function giveTrackingLink(world: World, created: readonly CreatedOrder[]): Promise<void> {
  const { trackingToken, clients } = world.profile;
  const order = created.find(
    ({ planned: { input } }) => input.client.code === clients[0]?.code && input.allowPartial,
  );
  if (trackingToken !== undefined && order !== undefined) {
    await createTrackingLink(world.at(0.1, world.crew.office), order.number, trackingToken);
  }
}
