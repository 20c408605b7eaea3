import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { sql } from "drizzle-orm";
import pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { postgresAddress } from "@/tests/database";
import { openPostgres } from "./drivers/postgres";
import { migrate } from "./migrate";
import journal from "./migrations/meta/_journal.json";

/** The release before words had a place. */
const BEFORE = "0037_event_years";
const DATABASE = "words_in_use";
/** Owns the tables and is no superuser: row-level security binds it. */
const OWNER = "words_owner";
const ORDERS = 2500;

const root = mkdtempSync(path.join(tmpdir(), "orderflow-migrations-"));
let opened: Awaited<ReturnType<typeof openPostgres>>;
let owned: Awaited<ReturnType<typeof openPostgres>>;
let admin: pg.Client;

beforeAll(async () => {
  const folder = path.join(root, "db/migrations");
  cpSync("db/migrations", folder, { recursive: true });
  const last = journal.entries.findIndex(({ tag }) => tag === BEFORE);
  const entries = journal.entries.slice(0, last + 1);
  writeFileSync(path.join(folder, "meta/_journal.json"), JSON.stringify({ ...journal, entries }));
  const address = await postgresAddress();
  admin = new pg.Client(`${address}/postgres`);
  await admin.connect();
  await admin.query(`
    create role ${OWNER} login nosuperuser createrole password '${OWNER}';
    grant orderflow_app, orderflow_system to ${OWNER} with admin option`);
  await admin.query(`create database ${DATABASE} owner ${OWNER}`);
  opened = await openPostgres(`${address}/${DATABASE}`);
  const own = new URL(`${address}/${DATABASE}`);
  own.username = OWNER;
  own.password = OWNER;
  owned = await openPostgres(own.href);
  await migrate(owned.db, { root });
});
afterAll(async () => {
  rmSync(root, { recursive: true, force: true });
  await Promise.all([opened.close(), owned.close()]);
  await admin.query(`drop database ${DATABASE} with (force)`);
  await admin.query(`drop owned by ${OWNER}; drop role ${OWNER}`);
  await admin.end();
});

it("gives words a place while orders are made, moved and searched by the release before", async () => {
  const { db } = opened;
  await db.execute(sql`
    insert into workspaces (id, name, time_zone, locale, currency) values (gen_random_uuid(), 'Works', 'UTC', 'en', 'EUR')`);
  await db.execute(sql`
    insert into clients (id, workspace_id, code, name) select gen_random_uuid(), id, 'ACME', 'Acme Ltd' from workspaces`);
  const make = (from: number, to: number) =>
    db.execute(sql`
      insert into orders (id, workspace_id, number, source, client_id, currency, ordered_on, total_minor, rank, search_text, created_at, updated_at)
      select gen_random_uuid(), c.workspace_id, 'SO-' || i, 'api', c.id, 'EUR', '2026-06-01', 0, i, 'so-' || i || ' oak-chair', now(), now()
      from clients c, generate_series(${from}::integer, ${to}::integer) i`);
  await make(1, ORDERS);

  let isDone = false;
  let at = 0;
  /** What the running release does meanwhile, and it finds each order that it has changed. */
  const use = async () => {
    while (!isDone) {
      at += 1;
      const number = 1 + ((at * 617) % ORDERS);
      await db.execute(
        at % 3 === 0
          ? sql`update orders set rank = rank + 7, search_text = search_text || ' n' || ${at}::integer where number = ${`SO-${number}`}`
          : sql`update orders set tab = 'closed', closed_at = now(), tab_since = now() where number = ${`SO-${number}`}`,
      );
      await make(ORDERS + at, ORDERS + at);
      const { rows } = await db.execute<{ tab: string; found: boolean }>(sql`
        select o.tab, exists (select 1 from order_words w
          where w.workspace_id = o.workspace_id and w.tab = o.tab and w.word = lower(o.number) and w.order_id = o.id) as found
        from orders o where o.number = any (array[${`SO-${number}`}, ${`SO-${ORDERS + at}`}])`);
      expect(rows.map(({ found }) => found)).toEqual([true, true]);
    }
  };
  const using = use();
  await migrate(owned.db);
  isDone = true;
  await using;
  expect(at).toBeGreaterThan(10);

  const { rows } = await db.execute(sql`
    with said as (
      select o.tab, w as word, orderflow_place(o.tab, o.rank, o.tab_since) as place, o.id as order_id
      from orders o, orderflow_words(o.search_text) as w
    )
    (select tab, word, place, order_id from order_words except select * from said)
    union all
    (select * from said except select tab, word, place, order_id from order_words)`);
  expect(rows).toEqual([]);
  const clients = await db.execute(sql`select search_text from clients`);
  expect(clients.rows).toEqual([{ search_text: "acme acme ltd" }]);
}, 120_000);
