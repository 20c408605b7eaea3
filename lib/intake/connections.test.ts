import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Context } from "@/lib/workspaces/context";
import { withWorkspace } from "@/lib/workspaces/context";
import "@/tests/channels";
import { pgliteDatabase, type TestDatabase } from "@/tests/database";
import { makeWorkspace } from "@/tests/factories";
import { addConnection, askConnection, updateConnection } from "./connections";
import { loadConnection, openSecrets } from "./open-connection";

let database: TestDatabase;
let ctx: Context;

beforeAll(async () => {
  database = await pgliteDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  ctx = await makeWorkspace(database.db);
});

const AMAZON = {
  marketplaces: "US, CA",
  clientCode: "AMAZON",
  clientId: "amzn1.application-oa2-client.1",
  clientSecret: "secret",
  refreshToken: "Atzr|1",
};

const add = (values: Partial<typeof AMAZON> = {}) =>
  addConnection(ctx, { channel: "amazon", name: "", values: { ...AMAZON, ...values } });

async function added(values: Partial<typeof AMAZON> = {}) {
  const outcome = await add(values);
  if (!outcome.ok) {
    throw new Error(outcome.refusal.code);
  }
  const row = await withWorkspace(ctx, (tx) => loadConnection(tx, ctx, outcome.value.id));
  if (!row) {
    throw new Error("The connection is gone.");
  }
  return row;
}

describe("an account of a marketplace", () => {
  it("is connected once, also when the form is sent twice at the same moment", async () => {
    const outcomes = await Promise.all([add(), add({ marketplaces: "CA" })]);
    expect(outcomes.map((each) => (each.ok ? "added" : each.refusal.code)).sort()).toEqual([
      "added",
      "already_connected",
    ]);
  });

  it("in another region is another one, with orders of its own", async () => {
    const [american, european] = [await added(), await added({ marketplaces: "DE, FR" })];
    expect([american.source, european.source]).toEqual(["amazon", "amazon-2"]);
  });

  it("that was disconnected goes on with its own orders when it is connected again", async () => {
    const before = await added();
    await askConnection(ctx, before.id, "disconnect");
    const after = await added({ refreshToken: "Atzr|2" });
    expect([after.id, after.source]).toEqual([before.id, "amazon"]);
    expect(openSecrets(after)).toMatchObject({ refreshToken: "Atzr|2" });
  });

  it("may get more marketplaces of its region, and none of another", async () => {
    const { id, version } = await added();
    const change = (marketplaces: string, at: number) =>
      updateConnection(ctx, { id, version: at, name: "", values: { ...AMAZON, marketplaces } });
    expect(await change("US, CA, MX", version)).toMatchObject({ ok: true });
    expect(await change("DE", version + 1)).toMatchObject({
      ok: false,
      refusal: { code: "invalid", issues: [{ field: "values.clientId" }] },
    });
  });

  it.each([
    ["US, XX", '"XX" is no marketplace of Amazon. Give country codes such as US or DE.'],
    ["US, DE", "US and DE are in different regions. Make a connection for each."],
  ])(
    "with the marketplaces %o is not saved, and the field says why",
    async (marketplaces, message) => {
      expect(await add({ marketplaces })).toEqual({
        ok: false,
        refusal: { code: "invalid", issues: [{ field: "values.marketplaces", message }] },
      });
    },
  );
});
