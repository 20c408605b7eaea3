import { sql } from "drizzle-orm";
import type { Database, Transaction } from "@/db/client";
import { aloneWithYears, patiently, summaryOf, tableOf } from "./event-archive";
import { type Manifest, readEventFile } from "./event-file";
import { RefusalError } from "./script";

const ROWS_AT_ONCE = 2_000;

type Restored = { readonly year: number; readonly rows: number };

/**
 * Puts the events of a file back as a partition, once they are proved to be those that were archived from
 * this database. Until then they are in a table that nobody reads; a run that was cut short begins again.
 */
export async function restoreEvents(
  db: Database,
  file: string,
  { isEmbedded }: { readonly isEmbedded: boolean },
): Promise<Restored> {
  const manifest = await readEventFile(file);
  return db.transaction(async (tx) => {
    await aloneWithYears(tx);
    // On a server this transaction only holds the lock: each step is one of its own, so that none is long.
    const steps = isEmbedded ? tx : db;
    await refuseWrongYear(steps, manifest);
    await patiently(steps, (step) => makeTable(step, manifest));
    const rows = await load(steps, manifest, file);
    await refuseOthers(steps, manifest);
    await refer(steps, manifest.year);
    await patiently(steps, (step) => attach(step, manifest));
    return { year: manifest.year, rows };
  });
}

type Steps = Pick<Database, "execute" | "transaction">;

async function refuseWrongYear(db: Steps, { year }: Manifest): Promise<void> {
  const { rows } = await db.execute<{ here: boolean; later: number | null }>(sql`
    select exists (select from pg_inherits i join pg_class c on c.oid = i.inhrelid
        where i.inhparent = 'order_events'::regclass and c.relname = ${`order_events_${year}`}) as here,
      (select max(year) from archived_events where year > ${year}) as later`);
  if (rows[0]?.here) {
    throw new RefusalError(`The events of ${year} are in the database.`);
  }
  if (rows[0]?.later) {
    throw new RefusalError(
      `The events of ${year} can't come back before those of ${rows[0].later}.`,
    );
  }
}

/** What is proved while rows come in need not be read again when they become a partition. */
async function makeTable(step: Transaction, { year, from }: Manifest): Promise<void> {
  await step.execute(sql`drop table if exists ${tableOf(year)}`);
  await step.execute(sql`select orderflow_new_event_year(${year})`);
  const since = from === null ? "true" : `at >= '${new Date(from).toISOString()}'`;
  await step.execute(
    sql`alter table ${tableOf(year)} add constraint order_events_of_year check (${sql.raw(since)} and at < ${sql.raw(`'${year + 1}-01-01T00:00:00Z'`)})`,
  );
}

/** Events of orders that were removed since, which only sample data is, have nowhere to go. */
async function load(db: Steps, { year }: Manifest, file: string): Promise<number> {
  let loaded = 0;
  let waiting: string[] = [];
  const flush = async () => {
    const { rowCount } = await db.execute(sql`
      insert into ${tableOf(year)}
      select e.* from jsonb_populate_recordset(null::order_events, ${`[${waiting.join(",")}]`}::jsonb) e
      where exists (select from orders o where o.workspace_id = e.workspace_id and o.id = e.order_id)`);
    loaded += rowCount ?? 0;
    waiting = [];
  };
  await readEventFile(file, async (lines) => {
    waiting.push(...lines);
    if (waiting.length >= ROWS_AT_ONCE) {
      await flush();
    }
  });
  await flush();
  return loaded;
}

async function refuseOthers(db: Steps, { year }: Manifest): Promise<void> {
  const archived = sql`select workspace_id, order_id, year, numbers, move_numbers, move_ids from archived_events where year = ${year}`;
  const { rows } = await db.execute(sql`
    (${summaryOf(year)} except ${archived}) union all (${archived} except select * from (${summaryOf(year)}) s) limit 1`);
  if (rows.length > 0) {
    await patiently(db, async (step) => {
      await step.execute(sql`drop table ${tableOf(year)}`);
    });
    throw new RefusalError(
      `The file does not hold the events of ${year} that were archived from this database.`,
    );
  }
}

/** References are proved while others read and write. */
async function refer(db: Steps, year: number): Promise<void> {
  const table = tableOf(year);
  await patiently(db, async (step) => {
    await step.execute(sql`lock table orders, moves in share row exclusive mode`);
    await step.execute(sql`alter table ${table}
      add constraint order_events_order foreign key (workspace_id, order_id) references orders (workspace_id, id) not valid,
      add constraint order_events_move foreign key (workspace_id, move_id) references moves (workspace_id, id) not valid`);
  });
  await db.execute(
    sql`alter table ${table} validate constraint order_events_order, validate constraint order_events_move`,
  );
}

async function attach(step: Transaction, { year, from }: Manifest): Promise<void> {
  await step.execute(sql`lock table orders, moves in access exclusive mode`);
  await step.execute(sql`select orderflow_attach_event_year(${year}, ${from}::timestamptz)`);
  await step.execute(sql`alter table ${tableOf(year)} drop constraint order_events_of_year`);
  await step.execute(sql`delete from archived_events where year = ${year}`);
}
