import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { withWorkspace } from "@/lib/workspaces/context";
import {
  neonDatabase,
  pgliteDatabase,
  postgresDatabase,
  type TestDatabase,
} from "@/tests/database";
import { makeClient, makeWorkspace } from "@/tests/factories";
import { executeText, PLAN_ONCE } from "./kept-plan";

/** A server takes one plan for all values after its fifth call, so this goes beyond. */
const CALLS = 12;

const clientNames = (word: string) => sql`${sql.raw(PLAN_ONCE)}
  select array_agg(name order by name) as names, ${word}::text as word from clients`;

describe.each([
  ["pglite", pgliteDatabase],
  ["postgres", postgresDatabase],
  ["neon", neonDatabase],
])("a statement planned once over %s", (_name, open) => {
  let opened: TestDatabase;
  beforeAll(async () => {
    opened = await open();
  });
  afterAll(() => opened.close());

  it("shows each workspace its own rows, whoever called first", async () => {
    const both = [await makeWorkspace(opened.db), await makeWorkspace(opened.db)];
    for (const [index, ctx] of both.entries()) {
      await makeClient(ctx, `C${index}`, { name: `Only ${index}` });
    }
    for (let call = 0; call < CALLS; call += 1) {
      for (const [index, ctx] of both.entries()) {
        const word = `o'clock \\ "${call}" %`;
        const { rows } = await withWorkspace(ctx, (tx) => tx.execute(clientNames(word)));
        expect(rows).toEqual([{ names: [`Only ${index}`], word }]);
      }
    }
  });

  it("works after a transaction that planned it was rolled back", async () => {
    const ctx = await makeWorkspace(opened.db);
    const statement = sql`${sql.raw(PLAN_ONCE)} select count(*)::integer as clients from clients`;
    await expect(
      withWorkspace(ctx, async (tx) => {
        await tx.execute(statement);
        throw new Error("back");
      }),
    ).rejects.toThrow("back");
    const { rows } = await withWorkspace(ctx, (tx) => tx.execute(statement));
    expect(rows).toEqual([{ clients: 0 }]);
  });

  it("keeps its plan", async () => {
    const ctx = await makeWorkspace(opened.db);
    const kept = await withWorkspace(ctx, async (tx) => {
      await tx.execute(clientNames("x"));
      return tx.execute(
        sql`select 1 as one from pg_prepared_statements where statement like '%array_agg(name order by name)%' limit 1`,
      );
    });
    expect(kept.rows).toEqual([{ one: 1 }]);
  });
});

describe("values written into a statement", () => {
  it("are quoted, so that none ends its literal", () => {
    expect(executeText("p", ["a'b", 3, true, null, "c\\'"])).toBe(
      "execute p('a''b','3','true',null, e'c\\\\''')",
    );
    expect(executeText("p", [])).toBe("execute p");
  });

  it("are refused where they have no plain text", () => {
    expect(() => executeText("p", [["a"]])).toThrow(TypeError);
    expect(() => executeText("p", ["a\0b"])).toThrow(TypeError);
  });
});
