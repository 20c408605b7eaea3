import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { neonDatabase, postgresDatabase, type TestDatabase } from "@/tests/database";
import { fail, watching } from "@/tests/faults/statements";
import { DatabaseUnavailableError, OutcomeUnknownError, type Transaction } from "./client";
import { isConnectionLost, isUniqueViolation, sqlState, violatedConstraint } from "./errors";
import { runTransaction } from "./transaction";

/** Lets the first two callers go on only when both have come. */
function meeting(): () => Promise<void> {
  let came = 0;
  let open: () => void = () => undefined;
  const both = new Promise<void>((resolve) => {
    open = resolve;
  });
  return async () => {
    came += 1;
    if (came === 2) {
      open();
    }
    await both;
  };
}

describe.each([
  ["node-postgres", postgresDatabase],
  ["the Neon driver", neonDatabase],
])("over %s", (_name, open) => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await open();
    await makeTables(database);
  });
  afterAll(() => database.close());

  describe("a transaction", () => {
    it("that lost a deadlock runs again from the start", async () => {
      const meet = meeting();
      let runs = 0;
      const add = (first: number, second: number) =>
        runTransaction(database.db, async (tx) => {
          runs += 1;
          await tx.execute(sql`update counters set n = n + 1 where id = ${first}`);
          await meet();
          await tx.execute(sql`update counters set n = n + 1 where id = ${second}`);
        });
      await Promise.all([add(1, 2), add(2, 1)]);
      const { rows } = await database.db.execute(sql`select n from counters order by id`);
      expect(rows).toEqual([{ n: 2 }, { n: 2 }]);
      expect(runs).toBeGreaterThan(2);
    });

    it("that can't be serialised runs again from the start", async () => {
      const meet = meeting();
      const increment = () =>
        runTransaction(
          database.db,
          async (tx) => {
            const { rows } = await tx.execute<{ n: number }>(
              sql`select n from counters where id = 1`,
            );
            await meet();
            await tx.execute(sql`update counters set n = ${(rows[0]?.n ?? 0) + 10} where id = 1`);
          },
          { isolationLevel: "serializable" },
        );
      const before = await database.db.execute<{ n: number }>(
        sql`select n from counters where id = 1`,
      );
      await Promise.all([increment(), increment()]);
      const after = await database.db.execute<{ n: number }>(
        sql`select n from counters where id = 1`,
      );
      expect((after.rows[0]?.n ?? 0) - (before.rows[0]?.n ?? 0)).toBe(20);
    });

    it("gives up after the last attempt", async () => {
      let runs = 0;
      const failing = runTransaction(
        database.db,
        async (tx) => {
          runs += 1;
          await tx.execute(sql`do $$ begin raise sqlstate '40001'; end $$`);
        },
        { attempts: 3 },
      );
      await expect(failing).rejects.toSatisfy((error) => sqlState(error) === "40001");
      expect(runs).toBe(3);
    });

    it("that broke a rule is not run again", async () => {
      let runs = 0;
      const failing = runTransaction(database.db, async (tx) => {
        runs += 1;
        await tx.execute(sql`insert into counters values (1, 0)`);
      });
      const error: unknown = await failing.catch((reason: unknown) => reason);
      expect(runs).toBe(1);
      expect(isUniqueViolation(error)).toBe(true);
      expect(isUniqueViolation(error, "counters_pkey")).toBe(true);
      expect(isUniqueViolation(error, "another_key")).toBe(false);
      expect(violatedConstraint(error)).toBe("counters_pkey");
    });
  });

  it("a transaction that can't begin gives its connection back", async () => {
    const wrong = () =>
      database.db.transaction(async () => null, JSON.parse('{"isolationLevel":"x"}'));
    for (let times = 0; times < 12; times += 1) {
      await expect(wrong()).rejects.toSatisfy((error) => sqlState(error) === "42601");
    }
    const { rows } = await database.db.execute(sql`select 1 as one`);
    expect(rows).toEqual([{ one: 1 }]);
  });

  describe("a connection that breaks", () => {
    const ending = (tx: Transaction) =>
      tx.execute(sql`select pg_terminate_backend(pg_backend_pid())`);
    const next = () => runTransaction(database.db, (tx) => tx.execute(sql`select 1 as one`));

    it("in a statement: nothing is saved, the error says so, and the process goes on", async () => {
      const broken = runTransaction(database.db, async (tx) => {
        await tx.execute(sql`insert into counters values (3, 0)`);
        await ending(tx);
      });
      await expect(broken).rejects.toBeInstanceOf(DatabaseUnavailableError);
      await expect(broken).rejects.not.toBeInstanceOf(OutcomeUnknownError);
      const { rows } = await database.db.execute(sql`select * from counters where id = 3`);
      expect(rows).toEqual([]);
      expect((await next()).rows).toEqual([{ one: 1 }]);
    });

    it("in a commit: nobody knows whether it is saved", async () => {
      const broken = runTransaction(database.db, (tx) =>
        tx.execute(sql`insert into mortals values (1)`),
      );
      await expect(broken).rejects.toBeInstanceOf(OutcomeUnknownError);
      expect((await next()).rows).toEqual([{ one: 1 }]);
    });
  });
});

/** Counters, and rows whose connection ends when they are to be committed. */
async function makeTables({ db }: TestDatabase): Promise<void> {
  await db.execute(sql`
    create table counters (id int constraint counters_pkey primary key, n int not null)`);
  await db.execute(sql`insert into counters values (1, 0), (2, 0)`);
  await db.execute(sql`create table mortals (id int)`);
  await db.execute(sql`
    create function die() returns trigger language plpgsql as
    $$ begin perform pg_terminate_backend(pg_backend_pid()); return null; end $$`);
  await db.execute(sql`
    create constraint trigger mortals_die after insert on mortals
    deferrable initially deferred for each row execute function die()`);
}

it("a commit whose answer is lost may be saved, and the error says that nobody knows", async () => {
  const database = await postgresDatabase();
  await makeTables(database);
  const broken = watching(
    (one) => (one.text === "commit" ? fail("lost answer", one) : one.send()),
    () => runTransaction(database.db, (tx) => tx.execute(sql`insert into counters values (4, 0)`)),
  );
  await expect(broken).rejects.toBeInstanceOf(OutcomeUnknownError);
  const { rows } = await database.db.execute(sql`select id from counters where id = 4`);
  expect(rows).toEqual([{ id: 4 }]);
  await database.close();
});

it.each([
  [Object.assign(new Error("x"), { code: "57P03" }), true],
  [Object.assign(new Error("x"), { code: "08006" }), true],
  [new Error("x", { cause: new AggregateError([new Error("Connection terminated")]) }), true],
  [Object.assign(new Error("x"), { code: "57014" }), false],
  [new Error("The connection was terminated"), false],
])("a lost connection is told from other errors: %s", (error, isLost) => {
  expect(isConnectionLost(error)).toBe(isLost);
});

it("an error that no database threw has no state", () => {
  expect(sqlState(new Error("no"))).toBeNull();
  expect(sqlState(Object.assign(new Error("no"), { code: "EPIPE" }))).toBeNull();
});
