import { existsSync } from "node:fs";
import { mkdir, rename, rm } from "node:fs/promises";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { sql } from "drizzle-orm";
import type { Database, Transaction } from "@/db/client";
import { sqlState } from "@/db/errors";
import { flushFolder, type Manifest, readEventFile, writeEventFile } from "./event-file";
import { RefusalError } from "./script";

/** How many whole years stay after the one to archive, unless more are asked for. */
export const KEPT_YEARS = 2;
/** An order that left everybody's eyes less long ago is looked at now and then, and comes back now and then. */
const QUIET_DAYS = 365;
const ROWS_AT_ONCE = 5_000;
const NAMED = 10;
/** Shorter than Postgres takes to look for a deadlock, so that nobody but us ever gives way. */
const LOCK_TIMEOUT_MS = 800;
const ATTEMPTS = 30;

type Asked = {
  readonly year: number;
  readonly folder: string;
  readonly now: Date;
  readonly keptYears?: number;
};
type Partition = { readonly year: number; readonly from: string | null };
export type Archived = { readonly file: string; readonly rows: number };

/** Nobody makes, archives or restores a year meanwhile. */
export const aloneWithYears = (tx: Transaction) =>
  tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('orderflow.event_years', 0))`);

export const tableOf = (year: number) => sql.identifier(`order_events_${year}`);

/**
 * Writes the events of a year to a file, reads it back, and only then drops their partition, all in one
 * transaction: what is cut short has changed nothing, and is done again from the start.
 * Answers null where the year is in the archive already.
 */
export async function archiveEvents(db: Database, asked: Asked): Promise<Archived | null> {
  const { year, folder } = asked;
  return db.transaction(async (tx) => {
    await aloneWithYears(tx);
    const partition = await partitionOf(tx, year);
    if (partition === null) {
      return (await isArchived(tx, year))
        ? null
        : refuse(year, "there is no partition of that year");
    }
    refuseYoung(asked);
    await tx.execute(sql`lock table ${tableOf(year)} in share mode`);
    await refuseLiving(tx, asked);
    await mkdir(folder, { recursive: true });
    const file = path.join(folder, `order_events_${year}.ndjson.gz`);
    const { rows } = await keep(tx, partition, file);
    await tx.execute(sql`
      insert into archived_events (workspace_id, order_id, year, numbers, move_numbers, move_ids)
      ${summaryOf(year)}`);
    await drop(tx, year);
    return { file, rows };
  });
}

/** What stays known of the events of a year: one row an order. */
export const summaryOf = (year: number) => sql`
  select workspace_id, order_id, ${year}::integer as year, range_agg(int4range(seq, seq + 1)) as numbers,
    coalesce(array_agg(seq order by seq) filter (where move_id is not null), '{}') as move_numbers,
    coalesce(array_agg(move_id order by seq) filter (where move_id is not null), '{}') as move_ids
  from ${tableOf(year)} group by workspace_id, order_id`;

async function partitionOf(tx: Transaction, year: number): Promise<Partition | null> {
  const { rows } = await tx.execute<Partition>(sql`
    select substring(c.relname from '\\d{4}$')::integer as year,
      (regexp_match(pg_get_expr(c.relpartbound, c.oid), 'FROM \\(''([^'']+)'''))[1] as from
    from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'order_events'::regclass and c.relname ~ '^order_events_\\d{4}$' order by 1`);
  const oldest = rows[0];
  if (oldest && oldest.year < year && rows.some((one) => one.year === year)) {
    refuse(year, `${oldest.year} goes first`);
  }
  return rows.find((one) => one.year === year) ?? null;
}

async function isArchived(tx: Transaction, year: number): Promise<boolean> {
  const { rows } = await tx.execute(
    sql`select 1 from archived_events where year = ${year} limit 1`,
  );
  return rows.length > 0;
}

function refuseYoung({ year, now, keptYears = KEPT_YEARS }: Asked): void {
  const from = Date.UTC(year + 1 + keptYears, 0);
  if (now.getTime() < from) {
    refuse(
      year,
      `${keptYears} whole years stay, so it may go from 1 January ${year + 1 + keptYears}`,
    );
  }
}

/** Whoever works on an order sees all of its history. */
async function refuseLiving(tx: Transaction, { year, now }: Asked): Promise<void> {
  const quietSince = new Date(now.getTime() - QUIET_DAYS * 24 * 60 * 60 * 1000).toISOString();
  const { rows } = await tx.execute<{ order: string; orders: number }>(sql`
    select o.number || ' of ' || w.name as order, count(*) over ()::integer as orders
    from orders o join workspaces w on w.id = o.workspace_id
    where (o.tab <> 'archived' or o.archived_at > ${quietSince}::timestamptz)
      and exists (select from ${tableOf(year)} e where e.workspace_id = o.workspace_id and e.order_id = o.id)
    order by w.name, o.rank limit ${NAMED}`);
  const [first] = rows;
  if (first) {
    const names = rows.map(({ order }) => order).join(", ");
    refuse(
      year,
      `${first.orders} ${first.orders === 1 ? "order has" : "orders have"} events in it and ${first.orders === 1 ? "was" : "were"} not archived a year ago: ${names}${first.orders > NAMED ? ", ..." : ""}`,
    );
  }
}

function refuse(year: number, reason: string): never {
  throw new RefusalError(`The events of ${year} stay where they are: ${reason}.`);
}

/** Writes the file, or finds that an earlier run did; what is on the disk is what is in the table. */
async function keep(tx: Transaction, partition: Partition, file: string): Promise<Manifest> {
  const unfinished = `${file}.unfinished`;
  const written = await writeEventFile(unfinished, partition, rowsOf(tx, partition.year));
  const read = await readEventFile(unfinished);
  const { rows } = await tx.execute<{ rows: number }>(
    sql`select count(*)::integer as rows from ${tableOf(partition.year)}`,
  );
  if (!isSame(read, written) || rows[0]?.rows !== read.rows) {
    refuse(partition.year, `${unfinished} does not hold what was written to it`);
  }
  if (!existsSync(file)) {
    await rename(unfinished, file);
    await flushFolder(file);
    return written;
  }
  const there = await readEventFile(file);
  await rm(unfinished);
  if (!isSame(there, written)) {
    refuse(partition.year, `${file} holds other events; give another folder`);
  }
  return there;
}

const isSame = (one: Manifest, other: Manifest) =>
  one.year === other.year &&
  one.from === other.from &&
  one.rows === other.rows &&
  one.sha256 === other.sha256;

/** All rows in the order of their key, as the database writes them: no number or instant passes through ours. */
async function* rowsOf(tx: Transaction, year: number): AsyncGenerator<string[]> {
  type Row = { row: string; workspace_id: string; order_id: string; seq: number; at: string };
  for (let last: Row | undefined, isFirst = true; isFirst || last; isFirst = false) {
    const after = last
      ? sql`where (workspace_id, order_id, seq, at) > (${last.workspace_id}::uuid, ${last.order_id}::uuid, ${last.seq}::integer, ${last.at}::timestamptz)`
      : sql``;
    const { rows } = await tx.execute<Row>(sql`
      select to_jsonb(e)::text as row, workspace_id, order_id, seq, at::text as at
      from ${tableOf(year)} e ${after} order by workspace_id, order_id, seq, at limit ${ROWS_AT_ONCE}`);
    yield rows.map(({ row }) => row);
    last = rows.length === ROWS_AT_ONCE ? rows.at(-1) : undefined;
  }
}

/** A default partition forbids DETACH CONCURRENTLY, so everybody waits for a moment; not for longer. */
async function drop(tx: Transaction, year: number): Promise<void> {
  await patiently(tx, async (step) => {
    await step.execute(sql`lock table order_events in access exclusive mode`);
    await step.execute(sql`drop table ${tableOf(year)}`);
  });
}

/** Runs `work` with its locks for as long as it takes, or gives them back and tries again. */
export async function patiently(
  db: Pick<Database, "transaction">,
  work: (step: Transaction) => Promise<void>,
): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await db.transaction(async (step) => {
        await step.execute(
          sql`select set_config('lock_timeout', ${String(LOCK_TIMEOUT_MS)}, true)`,
        );
        await work(step);
      });
    } catch (error) {
      if (attempt === ATTEMPTS || !["55P03", "40P01"].includes(sqlState(error) ?? "")) {
        throw error;
      }
      await wait(LOCK_TIMEOUT_MS);
    }
  }
}
