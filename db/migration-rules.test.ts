import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { isConcurrent, migrationFaults, withoutConcurrently } from "./migration-rules";
import journal from "./migrations/meta/_journal.json";

const rulesBroken = (text: string) =>
  migrationFaults("9999_next", text).map((fault) => /, ([a-z-]+):/.exec(fault)?.[1]);

describe("a migration", () => {
  test.each([
    ["not-null", `ALTER TABLE "orders" ADD COLUMN "colour" text NOT NULL;`],
    ["rewrite", `ALTER TABLE "orders" ALTER COLUMN "rank" SET DATA TYPE numeric;`],
    ["rewrite", `alter table orders add column k uuid default gen_random_uuid()`],
    [
      "rewrite",
      `ALTER TABLE "orders" ADD COLUMN "d" date GENERATED ALWAYS AS (coalesce(a, b)) STORED;`,
    ],
    ["set-not-null", `ALTER TABLE "orders" ALTER COLUMN "note" SET NOT NULL;`],
    ["constraint", `ALTER TABLE "orders" ADD CONSTRAINT "c" CHECK (rank > 0);`],
    [
      "constraint",
      `ALTER TABLE "orders" ADD CONSTRAINT "f" FOREIGN KEY ("a") REFERENCES "public"."b"("id");`,
    ],
    ["unique", `ALTER TABLE "orders" ADD CONSTRAINT "u" UNIQUE("workspace_id","number");`],
    ["index", `CREATE INDEX "i" ON "orders" USING btree ("workspace_id");`],
    ["index", `create unique index i on public.orders (id)`],
    ["again", `create index concurrently i on orders (id)`],
    ["contract", `ALTER TABLE "orders" DROP COLUMN "note";`],
    ["contract", `ALTER TABLE "orders" RENAME COLUMN "note" TO "remark";`],
    ["contract", `DROP TABLE "orders" CASCADE;`],
    ["backfill", `update orders set rank = rank * 2`],
    ["backfill", `insert into order_words (id) select id from orders`],
    ["stop", `lock table orders`],
  ])("is refused by the rule %s where it says: %s", (rule, text) => {
    expect(rulesBroken(text)).toEqual([rule]);
  });

  test.each([
    `ALTER TABLE "orders" ADD COLUMN "colour" text;`,
    `ALTER TABLE "orders" ADD COLUMN "colour" text DEFAULT 'red' NOT NULL;`,
    `alter table orders add constraint c check (rank > 0) not valid`,
    `alter table orders validate constraint c`,
    `create index concurrently if not exists i on orders (id)`,
    `CREATE TABLE "new" ("id" uuid NOT NULL);--> statement-breakpoint
     ALTER TABLE "new" ADD CONSTRAINT "f" FOREIGN KEY ("a") REFERENCES "b"("id");--> statement-breakpoint
     CREATE INDEX "i" ON "new" USING btree ("id");`,
    `create function f() returns void language sql as $$ update orders set rank = 1 $$`,
    `-- update orders later
     grant select on orders to orderflow_app`,
    `-- allowed: backfill: one row a workspace
     insert into tab_counts select id, 'open', 0 from workspaces`,
  ])("is let through where it says: %s", (text) => {
    expect(rulesBroken(text)).toEqual([]);
  });

  test("that builds an index beside its users does nothing else", () => {
    const index = "create index concurrently if not exists i on orders (id)";
    expect(rulesBroken(`${index};--> statement-breakpoint grant select on orders to a`)).toEqual([
      "alone",
    ]);
    expect([isConcurrent(index), isConcurrent("create index i on orders (id)")]).toEqual([
      true,
      false,
    ]);
    expect(withoutConcurrently(index)).toBe("create index if not exists i on orders (id)");
  });

  test("that fills by parts is one statement that goes on where the last part ended", () => {
    const part = `-- backfill
      with part as (select id from clients where id > :after::uuid order by id limit 1000),
      filled as (update clients c set name = name from part p where p.id = c.id)
      select max(id) as after from part`;
    expect(rulesBroken(part)).toEqual([]);
    for (const text of [
      part.replace("limit 1000", ""),
      part.replace("id > :after::uuid", "name = ''"),
      `${part};--> statement-breakpoint grant select on orders to a`,
    ]) {
      expect(rulesBroken(text), text).toEqual(["parts"]);
    }
  });

  test("that validates a constraint does nothing else", () => {
    const added = "alter table orders add constraint c check (rank > 0) not valid";
    const validated = "alter table orders validate constraint c";
    expect(rulesBroken(`${added};--> statement-breakpoint ${validated}`)).toEqual(["validate"]);
    expect(rulesBroken(`${validated};--> statement-breakpoint ${validated}2`)).toEqual([]);
  });

  test.each(journal.entries.map(({ tag }) => tag))("%s stops nobody", (tag) => {
    const text = readFileSync(`db/migrations/${tag}.sql`, "utf8");
    expect(migrationFaults(tag, text)).toEqual([]);
  });
});
