import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { gunzipSync, gzipSync } from "node:zlib";
import { sql } from "drizzle-orm";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { setDatabase } from "@/db/client";
import { openPostgres } from "@/db/drivers/postgres";
import { migrate } from "@/db/migrate";
import { listEvents } from "@/lib/api/event-json";
import { undoMoves } from "@/lib/moves/commands";
import { moveOrders } from "@/lib/orders/commands";
import { findOrder } from "@/lib/orders/detail";
import { newId } from "@/lib/shared/ids";
import { markShipped } from "@/lib/shipments/commands";
import type { Context } from "@/lib/workspaces/context";
import { archiveEvents } from "@/scripts/event-archive";
import { restoreEvents } from "@/scripts/event-restore";
import { brokenRules } from "./broken";
import { pgliteDatabase, postgresAddress, postgresDatabase, type TestDatabase } from "./database";
import { makeClient, makeOrder, makeProduct, makeWorkspace } from "./factories";

let database: TestDatabase;
let folder: string;
let ctx: Context;
const NOW = new Date("2026-06-01T10:00:00Z");

const at = (text: string): Context => ({ ...ctx, now: new Date(text), today: text.slice(0, 10) });
const archive = (year: number, now = NOW) => archiveEvents(database.db, { year, folder, now });
const fileOf = (year: number) => path.join(folder, `order_events_${year}.ndjson.gz`);

/** Splits what the migration keeps as one: until 2015, 2016, and everything from then on. */
async function splitYears({ db }: TestDatabase) {
  const { rows } = await db.execute<{ name: string; until: string }>(sql`
    select c.relname as name, (regexp_match(pg_get_expr(c.relpartbound, c.oid), 'TO \\(''([^'']+)'''))[1] as until
    from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'order_events'::regclass and pg_get_expr(c.relpartbound, c.oid) like '%MINVALUE%'`);
  const first = sql.identifier(rows[0]?.name ?? "");
  await db.execute(sql`alter table order_events detach partition ${first}`);
  for (const [year, from] of [
    [2015, null],
    [2016, "2016-01-01Z"],
  ]) {
    await db.execute(sql`select orderflow_new_event_year(${year})`);
    await db.execute(sql`select orderflow_attach_event_year(${year}, ${from}::timestamptz)`);
  }
  await db.execute(
    sql`alter table order_events attach partition ${first} for values from ('2017-01-01Z') to (${sql.raw(`'${rows[0]?.until}'`)})`,
  );
}

async function allEvents(): Promise<string[]> {
  const { rows } = await database.db.execute<{ row: string }>(sql`
    select tableoid::regclass || ' ' || to_jsonb(e)::text as row from order_events e order by 1`);
  return rows.map(({ row }) => row);
}

/** One order of 2015 alone, one that began in 2015 and ended in 2016; both archived by hand. */
async function fill(one: TestDatabase): Promise<[string, string]> {
  await splitYears(one);
  ctx = await makeWorkspace(one.db, { now: new Date("2015-03-01T10:00:00Z") });
  await makeClient(ctx);
  await makeProduct(ctx, "CHAIR", { onHand: 5000 });
  const numbers: [string, string] = [
    await makeOrder(ctx, [{ sku: "CHAIR" }]),
    await makeOrder(ctx, [{ sku: "CHAIR" }], { note: 'One\u2028two\n"three"' }),
  ];
  for (const [number, day] of [
    [numbers[0], "2015-12-31T23:59:59.999Z"],
    [numbers[1], "2016-01-01T00:00:00Z"],
  ] as const) {
    await markShipped(at(day), { orderNumber: number, batchId: newId() });
    await moveOrders(at(day), [number], {
      type: "archive",
      reason: "not_to_be_fulfilled",
      note: "Old",
    });
  }
  return numbers;
}

async function tell(work: Promise<unknown>): Promise<string> {
  return String(
    await work.then(
      () => "done",
      (error: unknown) => error,
    ),
  );
}

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "orderflow-archive-"));
});
afterEach(async () => {
  await database.invariants();
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});

describe.each([
  ["the embedded database", pgliteDatabase, true],
  ["a real Postgres", postgresDatabase, false],
] as const)("on %s", (_name, open, isEmbedded) => {
  let first: string;
  let second: string;
  beforeEach(async () => {
    database = await open();
    [first, second] = await fill(database);
  });
  const restore = (file: string) => restoreEvents(database.db, file, { isEmbedded });

  test("what is archived comes back as it was, and meanwhile is said to be in the archive", async () => {
    const before = await allEvents();
    const why = (await findOrder(ctx, second))?.whyThisTab;
    const archived = await archive(2015);
    expect(archived).toEqual({
      file: fileOf(2015),
      rows: before.filter((row) => row.startsWith("order_events_2015")).length,
    });
    expect(await allEvents()).toEqual(before.filter((row) => !row.startsWith("order_events_2015")));
    await database.invariants();

    const gone = await findOrder(ctx, first);
    expect(gone).toMatchObject({ events: [], archivedBefore: 2016 });
    expect(gone?.whyThisTab).toContain("In Archived because a person moved it by hand");
    expect(gone?.lastMove).toMatchObject({
      at: new Date("2015-12-31T23:59:59.999Z"),
      actorName: "Ana",
    });
    const half = await findOrder(ctx, second);
    expect(half).toMatchObject({ archivedBefore: 2016, whyThisTab: why });
    expect(half?.events[0]?.seq).toBe(2);
    const note = {
      before: new Date("2016-01-01T00:00:00Z"),
      note: "Events before 2016 are in the archive.",
    };
    expect(await listEvents(ctx, first, { after: 0, limit: 50 })).toMatchObject({
      data: [],
      archived: note,
    });
    expect(await listEvents(ctx, second, { after: 0, limit: 1 })).toMatchObject({
      next_cursor: "2",
      archived: note,
    });
    expect(await listEvents(ctx, second, { after: 2, limit: 1 })).toMatchObject({ archived: null });

    expect(await restore(fileOf(2015))).toEqual({ year: 2015, rows: archived?.rows });
    expect(await allEvents()).toEqual(before);
    expect(await findOrder(ctx, first)).toMatchObject({ archivedBefore: null });
  });

  test("an order whose events are in the archive still comes back, and its moves are still undone", async () => {
    await archive(2015);
    await archive(2016);
    const { moved } = await moveOrders(at("2026-06-01T10:00:00Z"), [first], { type: "reopen" });
    await database.invariants();
    expect(
      await undoMoves(at("2026-06-01T11:00:00Z"), { moveId: moved[0]?.move ?? "" }),
    ).toMatchObject({
      undone: [{ to: "archived" }],
    });
    await database.invariants();
    expect((await listEvents(ctx, first, { after: 0, limit: 50 }))?.data).toHaveLength(2);
    expect(await tell(restore(fileOf(2015)))).toContain("can't come back before those of 2016");
    await restore(fileOf(2016));
    await restore(fileOf(2015));
    expect((await findOrder(ctx, first))?.events[0]?.seq).toBe(1);
  });

  test("the invariants know which events are in the archive, and miss any other", async () => {
    await archive(2015);
    const lie = async (change: string) => {
      await database.db.execute(sql.raw(`create table truth as select * from archived_events`));
      await database.db.execute(sql.raw(`update archived_events set ${change}`));
      const broken = await brokenRules(database.db);
      await database.db.execute(sql`delete from archived_events`);
      await database.db.execute(sql`insert into archived_events select * from truth`);
      await database.db.execute(sql`drop table truth`);
      return [...new Set(broken.map((row) => Reflect.get(Object(row), "rule")))];
    };
    expect(await lie("numbers = numbers - '{[1,2)}'")).toEqual(["4 events are numbered 1 to n"]);
    expect(await lie("numbers = numbers + '{[2,9)}'")).toEqual(["4 events are numbered 1 to n"]);
    expect(await lie("move_numbers = '{}', move_ids = '{}'")).toEqual([
      "4 every move has exactly one event",
      "4 replaying the moves gives the stored tab",
    ]);
    expect(await lie("move_ids = move_ids[1:1], move_numbers = move_numbers[1:1]")).toContain(
      "4 replaying the moves gives the stored tab",
    );
  });

  test("an event that comes in for a year in the archive is kept, and joins the others", async () => {
    await archive(2015);
    await makeOrder(at("2015-05-01T10:00:00Z"), [{ sku: "CHAIR" }]);
    expect(await allEvents()).toContainEqual(
      expect.stringMatching(/^order_events_other .*2015-05-01/),
    );
    await restore(fileOf(2015));
    expect(await allEvents()).toContainEqual(
      expect.stringMatching(/^order_events_2015 .*2015-05-01/),
    );
  });

  test("a year goes only after its time, after those before it, and with no order that anybody works on", async () => {
    const before = await allEvents();
    expect(await tell(archive(2016))).toContain("2015 goes first");
    expect(await tell(archive(2015, new Date("2017-12-31T23:59:59Z")))).toContain(
      "2 whole years stay, so it may go from 1 January 2018",
    );
    expect(await tell(archive(2013))).toContain("there is no partition of that year");
    await moveOrders(at("2026-01-01T00:00:00Z"), [first], { type: "reopen" });
    const events = await allEvents();
    expect(await tell(archive(2015))).toContain(
      `1 order has events in it and was not archived a year ago: ${first} of Test Works.`,
    );
    await moveOrders(at("2026-02-01T00:00:00Z"), [first], {
      type: "archive",
      reason: "not_to_be_fulfilled",
      note: "Old",
    });
    expect(await tell(archive(2015))).toContain("was not archived a year ago");
    expect(events.length).toBe(before.length + 1);
    expect(existsSync(fileOf(2015))).toBe(false);
    expect(await archive(2015, new Date("2027-06-01T00:00:00Z"))).not.toBeNull();
  });

  test("nothing is dropped where the folder holds another file of that name, and a second run does nothing", async () => {
    const before = await allEvents();
    await archive(2015);
    const kept = readFileSync(fileOf(2015));
    expect(await archive(2015)).toBeNull();
    await restore(fileOf(2015));
    const [row = "", ...rest] = gunzipSync(kept).toString().split("\n");
    writeFileSync(fileOf(2015), gzipSync([row.replace("Ana", "Eve"), ...rest].join("\n")));
    expect(await tell(archive(2015))).toContain("is no file of events, or not a whole one");
    expect(await tell(restore(fileOf(2015)))).toContain("is no file of events, or not a whole one");
    writeFileSync(fileOf(2015), kept.subarray(0, kept.length / 2));
    expect(await tell(archive(2015))).toContain("can't be read");
    expect(await allEvents()).toEqual(before);
    // The same file again is as good as a new one.
    writeFileSync(fileOf(2015), kept);
    expect(await archive(2015)).toMatchObject({ file: fileOf(2015) });
    expect(readFileSync(fileOf(2015))).toEqual(kept);
  });

  test("a file of another database is neither taken in nor written over", async () => {
    await archive(2015);
    const ours = database;
    const other = await open();
    await fill(other);
    const theirs = mkdtempSync(path.join(folder, "theirs-"));
    await archiveEvents(other.db, { year: 2015, folder: theirs, now: NOW });
    await other.close();
    setDatabase(ours.db);
    expect(await tell(restore(path.join(theirs, "order_events_2015.ndjson.gz")))).toContain(
      "does not hold the events of 2015 that were archived from this database",
    );
    expect(await tell(restore(path.join(folder, "nowhere.gz")))).toContain("can't be read");
    await restore(fileOf(2015));
    copyFileSync(path.join(theirs, "order_events_2015.ndjson.gz"), fileOf(2015));
    const before = await allEvents();
    expect(await tell(archive(2015))).toContain("holds other events; give another folder");
    expect(await allEvents()).toEqual(before);
  });
});

test("a run that is killed between the file and the drop has lost nothing and is finished by the next", async () => {
  const postgres = await postgresDatabase();
  database = postgres;
  await fill(postgres);
  const before = await allEvents();
  const run = (...args: string[]) =>
    spawn("node", ["--conditions=react-server", "--import", "tsx", ...args], {
      env: { ...process.env, DATABASE_URL: postgres.url, DATABASE_DRIVER: "postgres" },
      stdio: ["ignore", "pipe", "inherit"],
    });
  const answer = async (child: ReturnType<typeof run>) => {
    let text = "";
    child.stdout?.on("data", (part) => {
      text += part;
    });
    await once(child, "exit");
    return text;
  };
  // A reader that stays keeps the partition from being dropped.
  const reader = new pg.Client(postgres.url);
  await reader.connect();
  await reader.query("begin; select 1 from order_events limit 1");
  const killed = run("scripts/archive-events.ts", "2015", folder);
  while (!existsSync(fileOf(2015))) {
    await wait(20);
  }
  await wait(1000);
  killed.kill("SIGKILL");
  await once(killed, "exit");
  expect(await allEvents()).toEqual(before);
  await reader.query("commit");
  await reader.end();
  await database.invariants();
  expect(await answer(run("scripts/archive-events.ts", "2015", folder))).toContain(
    "events until the end of 2015 went from the database",
  );
  expect(await answer(run("scripts/archive-events.ts", "2015", folder))).toContain(
    "in the archive already; nothing was changed",
  );
  expect(await answer(run("scripts/restore-events.ts", fileOf(2015)))).toContain(
    "events of 2015 are in the database",
  );
  expect(await allEvents()).toEqual(before);
});

test("an owner of the tables who is no superuser makes, archives and restores years of all workspaces", async () => {
  const postgres = await postgresDatabase();
  database = postgres;
  const address = await postgresAddress();
  const admin = new pg.Client(`${address}/postgres`);
  await admin.connect();
  await admin.query(`
    create role plain_owner login nosuperuser createrole password 'plain';
    grant orderflow_app, orderflow_system to plain_owner with admin option;`);
  await admin.query("create database plainly_owned owner plain_owner");
  const own = new URL(`${address}/plainly_owned`);
  own.username = "plain_owner";
  own.password = "plain";
  const plain = await openPostgres(own.href);
  await migrate(plain.db);
  const isBroken = async () => {
    const { db, close } = await openPostgres(`${address}/plainly_owned`);
    const broken = await brokenRules(db);
    await close();
    return broken;
  };
  await fill({ ...plain, invariants: postgres.invariants });
  expect(await archiveEvents(plain.db, { year: 2015, folder, now: NOW })).toMatchObject({
    rows: 6,
  });
  expect(await isBroken()).toEqual([]);
  expect(await restoreEvents(plain.db, fileOf(2015), { isEmbedded: false })).toMatchObject({
    rows: 6,
  });
  expect(await isBroken()).toEqual([]);
  await plain.close();
  await admin.query("drop database plainly_owned with (force)");
  await admin.query("drop owned by plain_owner; drop role plain_owner");
  await admin.end();
});
