import { sql } from "drizzle-orm";
import { closeDatabase, openedDatabase } from "@/db/client";
import type { OpenDatabase } from "@/db/drivers/driver";
import { migrate } from "@/db/migrate";
import { seedDemo } from "@/db/seed/demo";
import { assertDemoMayUse, beginSeeding, endSeeding, readMark } from "./demo-database";
import { endWithSentence, RefusalError } from "./script";

const ORDERS = 240;
/** Any fixed number: two demos that start on one new server must not both fill it. */
const SEEDING_LOCK = 20261124;

async function main(): Promise<void> {
  const orders = readOrders(process.env.DEMO_ORDERS);
  const opened = await openedDatabase();
  await alone(opened, () => prepare(opened, orders));
  await closeDatabase();
}

async function prepare({ db, driver, place }: OpenDatabase, wanted: number | null): Promise<void> {
  const reset = ["1", "true", "yes"].includes(process.env.DEMO_RESET ?? "");
  await assertDemoMayUse(db, place, reset);
  await migrate(db, { isEmbedded: driver === "pglite" });
  const mark = await readMark(db);
  if (mark?.state === "seeded" && !reset) {
    const note =
      wanted !== null && wanted !== mark.orders ? ` (DEMO_RESET=1 makes one of ${wanted})` : "";
    console.log(`  the demo of ${mark.orders} orders is in the database ${place}${note}`);
    return;
  }
  const since = Date.now();
  const orders = wanted ?? ORDERS;
  console.log(`  filling the database ${place} with a demo of ${orders} orders`);
  await beginSeeding(db, orders);
  await seedDemo(db, { orders, now: new Date(), log: (text) => console.log(`  ${text}`) });
  await endSeeding(db, orders);
  console.log(`  filled in ${Math.round((Date.now() - since) / 1000)} s`);
}

/** The embedded database has one process by its lock file; a server needs a lock of its own. */
async function alone({ db, driver }: OpenDatabase, work: () => Promise<void>): Promise<void> {
  if (driver === "pglite") {
    return work();
  }
  await db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${SEEDING_LOCK})`);
    await work();
  });
}

function readOrders(text: string | undefined): number | null {
  if (text === undefined || text === "") {
    return null;
  }
  const orders = Number(text);
  if (!Number.isInteger(orders) || orders < 1 || orders > 5_000_000) {
    throw new RefusalError("DEMO_ORDERS must be a whole number of orders, such as 240 or 100000.");
  }
  return orders;
}

main().catch(endWithSentence);
