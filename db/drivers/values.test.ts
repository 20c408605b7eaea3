import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  neonDatabase,
  pgliteDatabase,
  postgresDatabase,
  type TestDatabase,
} from "@/tests/database";

const everyType = sql`
  select
    9007199254740991::int8 as big, 9223372036854775807::int8 as huge, count(*) as counted,
    1.500::numeric(14,3) as amount, 1.25::float8 as float, 7::int2 as small, true as flag,
    date '2026-02-28' as day, timestamptz '2026-02-28 23:30:00.123+02' as instant,
    timestamp '2026-02-28 23:30' as wall_clock, interval '1 day 2 hours' as span,
    time '08:15' as clock, 'é'::text as word, 'x'::varchar(4) as short, null::text as nothing,
    '0198c0de-0000-7000-8000-000000000001'::uuid as id, '{"a": [1, null]}'::jsonb as document,
    '\\x00ff'::bytea as bytes, 'pg_class'::regclass::text as class,
    array[1, null]::int8[] as bigs, array['a"b', 'c,d', '', 'NULL', null]::text[] as words,
    array['2026-02-28']::date[] as days, array[timestamptz '2026-02-28 00:00Z'] as instants,
    array[1.50]::numeric[] as amounts, array[[1, 2], [3, 4]]::int4[] as grid,
    array[]::uuid[] as none, array['{"a":1}'::jsonb] as documents, array[true, false] as flags
  from (values (1), (2)) as two (n)`;

const expected = {
  big: 9007199254740991,
  huge: 9223372036854775807n,
  counted: 2,
  amount: "1.500",
  float: 1.25,
  small: 7,
  flag: true,
  day: "2026-02-28",
  instant: new Date("2026-02-28T21:30:00.123Z"),
  wall_clock: "2026-02-28 23:30:00",
  span: "1 day 02:00:00",
  clock: "08:15:00",
  word: "é",
  short: "x",
  nothing: null,
  id: "0198c0de-0000-7000-8000-000000000001",
  document: { a: [1, null] },
  bytes: Uint8Array.of(0, 255),
  class: "pg_class",
  bigs: [1, null],
  words: ['a"b', "c,d", "", "NULL", null],
  days: ["2026-02-28"],
  instants: [new Date("2026-02-28T00:00:00Z")],
  amounts: ["1.50"],
  grid: [
    [1, 2],
    [3, 4],
  ],
  none: [],
  documents: [{ a: 1 }],
  flags: [true, false],
};

describe.each([
  ["pglite", pgliteDatabase],
  ["postgres", postgresDatabase],
  ["neon", neonDatabase],
])("values over %s", (_name, open) => {
  let opened: TestDatabase;
  beforeAll(async () => {
    opened = await open();
  });
  afterAll(() => opened.close());

  it("are the same JavaScript values for every type", async () => {
    const { rows } = await opened.db.execute(everyType);
    expect(rows).toStrictEqual([expected]);
  });

  it("are the same inside a transaction", async () => {
    const rows = await opened.db.transaction(async (tx) => (await tx.execute(everyType)).rows);
    expect(rows).toStrictEqual([expected]);
  });

  it("come through the query builder alike", async () => {
    const rows = await opened.db
      .select({
        instant: sql`timestamptz '2026-02-28 23:30+00'`,
        day: sql`date '2026-02-28'`,
        amount: sql`1.500::numeric`,
        count: sql`2::int8`,
      })
      .from(sql`(values (1)) as one (n)`);
    expect(rows).toStrictEqual([
      { instant: new Date("2026-02-28T23:30:00Z"), day: "2026-02-28", amount: "1.500", count: 2 },
    ]);
  });

  it("count the rows that a statement changed", async () => {
    const changed = await opened.db.transaction(async (tx) => {
      await tx.execute(sql`create temporary table scratch (n int) on commit drop`);
      await tx.execute(sql`insert into scratch select generate_series(1, 5)`);
      return tx.execute(sql`update scratch set n = n + 1 where n > 2`);
    });
    expect(changed.rowCount).toBe(3);
  });

  it("say so when a commit was turned into a rollback", async () => {
    const swallowing = opened.db.transaction(async (tx) => {
      await tx.execute(sql`select 1 / 0`).then(
        () => undefined,
        () => undefined,
      );
      return "done";
    });
    await expect(swallowing).rejects.toThrow();
  });
});
