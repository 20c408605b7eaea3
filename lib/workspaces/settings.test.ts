import { sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { postgresDatabase, type TestDatabase } from "@/tests/database";
import { makeClient, makeOrder, makeProduct, makeWorkspace } from "@/tests/factories";
import type { Context } from "./context";
import { loadContext } from "./queries";
import { readSettings, saveSettings } from "./settings";
import { settingsSchema } from "./settings-input";

let database: TestDatabase;
let ctx: Context;

beforeAll(async () => {
  database = await postgresDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  ctx = await makeWorkspace(database.db);
});
afterEach(() => database.invariants());

/** What the form sends: what it showed, with some fields changed. */
async function entered(changes: Record<string, unknown>) {
  const { currencyIsFree: _free, nextNumber, ...settings } = await readSettings(ctx);
  const shown = { ...settings, gs1Prefix: settings.gs1Prefix ?? "", nextNumber };
  return settingsSchema.parse({ ...shown, shownNumber: nextNumber, ...changes });
}
const save = async (changes: Record<string, unknown>) => saveSettings(ctx, await entered(changes));
const refusal = (code: string) => ({ ok: false, refusal: { code } });

describe("workspace settings", () => {
  it("are saved, counted and written down with before and after", async () => {
    const shipFrom = { name: "Oakline", line1: "Werkstr. 1", city: "Berlin", country: "de" };
    const outcome = await save({ name: "New Name", timeZone: "America/New_York", shipFrom });
    expect(outcome).toEqual({ ok: true, value: { version: 2 } });
    const after = await readSettings(ctx);
    expect(after).toMatchObject({ name: "New Name", timeZone: "America/New_York", version: 2 });
    expect(after.shipFrom).toMatchObject({ line1: "Werkstr. 1", country: "DE" });
    const { rows } = await database.db.execute<{ data: unknown }>(
      sql`select data from audit_log where workspace_id = ${ctx.workspaceId}`,
    );
    expect(rows).toEqual([
      {
        data: {
          changes: {
            name: ["Test Works", "New Name"],
            timeZone: ["Europe/Berlin", "America/New_York"],
            shipFrom: [null, "Oakline, Werkstr. 1, Berlin, DE"],
          },
        },
      },
    ]);
  });

  it("of two people who save at once, one is told", async () => {
    const inputs = [await entered({ name: "One" }), await entered({ name: "Two" })];
    const outcomes = await Promise.all(inputs.map((input) => saveSettings(ctx, input)));
    expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1);
    expect(outcomes.find((outcome) => !outcome.ok)).toMatchObject(refusal("changed_meanwhile"));
  });

  it("keep the currency once an order or a price exists", async () => {
    expect(await save({ currency: "USD" })).toMatchObject({ ok: true });
    await makeProduct(ctx, "CHAIR", { unitPriceMinor: 1000 });
    expect(await readSettings(ctx)).toMatchObject({ currencyIsFree: false });
    expect(await save({ currency: "EUR" })).toMatchObject(refusal("currency_in_use"));
    expect(await save({ name: "Still editable", currency: undefined })).toMatchObject({ ok: true });
    expect((await readSettings(ctx)).currency).toBe("USD");
  });

  it("take a GS1 prefix of 7 to 10 digits that leaves room for the serials in use", async () => {
    expect((await save({ gs1Prefix: "086 0012" })).ok).toBe(true);
    expect((await readSettings(ctx)).gs1Prefix).toBe("0860012");
    for (const wrong of ["123456", "12345678901", "12345x7"]) {
      expect(settingsSchema.shape.gs1Prefix.safeParse(wrong).success).toBe(false);
    }
    await database.db.execute(
      sql`insert into number_series (workspace_id, series, next) values (${ctx.workspaceId}, 'sscc', 1000000)`,
    );
    expect(await save({ gs1Prefix: "1234567890" })).toMatchObject(refusal("prefix_too_long"));
    expect((await save({ gs1Prefix: "" })).ok).toBe(true);
  });
});

describe("the next order number", () => {
  const order = async () => {
    const now = await loadContext(ctx.workspaceId, { actor: ctx.actor, role: "owner" });
    return makeOrder(now, [{ sku: "CHAIR" }]);
  };
  beforeEach(async () => {
    await makeClient(ctx);
    await makeProduct(ctx, "CHAIR");
  });

  it("is the one shown, with its prefix", async () => {
    expect((await readSettings(ctx)).nextNumber).toBe(1001);
    expect(await order()).toBe("SO-1001");
    expect((await save({ orderPrefix: "OAK.", nextNumber: "2000" })).ok).toBe(true);
    expect(await order()).toBe("OAK.2000");
    expect((await readSettings(ctx)).nextNumber).toBe(2001);
  });

  it("only goes up", async () => {
    await order();
    await order();
    expect(await save({ nextNumber: "1002" })).toMatchObject({
      refusal: { code: "number_used", data: { next: "SO-1003" } },
    });
    expect(await order()).toBe("SO-1003");
  });

  it("stays where nobody touched it, though orders came while the form was open", async () => {
    const input = await entered({ name: "Renamed" });
    await order();
    await order();
    expect((await saveSettings(ctx, input)).ok).toBe(true);
    expect(await order()).toBe("SO-1003");
  });

  it("is given to nobody twice while orders and a jump come at once", async () => {
    const input = await entered({ nextNumber: "1500" });
    const numbers = await Promise.all([
      ...Array.from({ length: 10 }, order),
      saveSettings(ctx, input).then(() => order()),
    ]);
    expect(new Set(numbers).size).toBe(11);
    expect((await readSettings(ctx)).nextNumber).toBeGreaterThan(1500);
  });
});
