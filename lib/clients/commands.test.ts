import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Context } from "@/lib/workspaces/context";
import { pgliteDatabase, type TestDatabase } from "@/tests/database";
import { makeOrder, makeProduct, makeWorkspace } from "@/tests/factories";
import { createClient, updateClient } from "./commands";
import { clientSchema } from "./input";
import { findClient, listClients } from "./queries";

let database: TestDatabase;
let ctx: Context;
let other: Context;

beforeAll(async () => {
  database = await pgliteDatabase();
  ctx = await makeWorkspace(database.db);
  other = await makeWorkspace(database.db);
});
afterEach(() => database.invariants());
afterAll(() => database.close());

const address = {
  name: "Acme Berlin",
  line1: "Am Ufer 1",
  line2: null,
  city: "Berlin",
  region: null,
  postalCode: "10115",
  country: "DE",
};
const input = (code: string, set: Record<string, unknown> = {}) =>
  clientSchema.parse({ code, name: `${code} Ltd`, ...set });
const firstPage = { after: null, before: null, q: null };

async function made(code: string, set: Record<string, unknown> = {}) {
  const outcome = await createClient(ctx, input(code, set));
  if (!outcome.ok) {
    throw new Error(outcome.refusal.code);
  }
  return outcome.value;
}

describe("createClient", () => {
  it("keeps addresses and contacts in their order", async () => {
    const contacts = ["Cy", "Ana", "Bo"].map((name) => ({
      name,
      email: null,
      phone: null,
      getsMessages: true,
    }));
    const { id } = await made("KEEPS", { allowPartial: true, shipTo: address, contacts });
    expect(await findClient(ctx, { id })).toEqual({
      id,
      code: "KEEPS",
      name: "KEEPS Ltd",
      allowPartial: true,
      showPrices: false,
      version: 1,
      shipTo: address,
      billTo: null,
      contacts,
      orders: 0,
    });
    expect((await findClient(ctx, { code: "KEEPS" }))?.id).toBe(id);
  });

  it("refuses a code that the workspace has, and takes it in another one", async () => {
    await made("TWICE");
    expect(await createClient(ctx, input("TWICE"))).toEqual({
      ok: false,
      refusal: { code: "code_taken", field: "code", data: { code: "TWICE" } },
    });
    expect((await createClient(other, input("TWICE"))).ok).toBe(true);
  });
});

describe("updateClient", () => {
  it("replaces everything and counts the version on", async () => {
    const { id } = await made("OLD", { shipTo: address, contacts: [{ name: "Ana" }] });
    const saved = await updateClient(ctx, { id, version: 1 }, input("NEW", { billTo: address }));
    expect(saved).toEqual({ ok: true, value: { id, version: 2 } });
    expect(await findClient(ctx, { id })).toMatchObject({
      code: "NEW",
      shipTo: null,
      billTo: address,
      contacts: [],
      version: 2,
    });
  });

  it("refuses a stale version and changes nothing", async () => {
    const { id } = await made("STALE", { shipTo: address });
    await updateClient(ctx, { id, version: 1 }, input("STALE", { shipTo: address }));
    expect(await updateClient(ctx, { id, version: 1 }, input("LOST"))).toMatchObject({
      refusal: { code: "changed_meanwhile" },
    });
    expect(await findClient(ctx, { id })).toMatchObject({ code: "STALE", shipTo: address });
  });

  it("refuses a code that another client has", async () => {
    await made("FIRST");
    const { id } = await made("SECOND");
    expect(await updateClient(ctx, { id, version: 1 }, input("FIRST"))).toMatchObject({
      refusal: { code: "code_taken" },
    });
  });

  it("answers for another workspace's client as for an unknown one", async () => {
    const { id } = await made("MINE");
    const unknown = "01890a5d-ac96-774b-bcce-b302099a8057";
    const answers = [
      await updateClient(other, { id, version: 1 }, input("HIS")),
      await updateClient(other, { id: unknown, version: 1 }, input("HIS")),
    ];
    expect(answers).toEqual([
      { ok: false, refusal: { code: "not_found" } },
      { ok: false, refusal: { code: "not_found" } },
    ]);
    expect(await findClient(other, { id })).toBeNull();
    expect(await findClient(other, { code: "MINE" })).toBeNull();
    expect(await findClient(other, { id: "no id" })).toBeNull();
  });
});

describe("listClients", () => {
  it("pages by name there and back, and finds by a part of name or code", async () => {
    const here = await makeWorkspace(database.db);
    for (const name of ["Delta", "alpha", "Beta", "Gamma 100%"]) {
      await createClient(here, input(name.slice(0, 3).toUpperCase(), { name }));
    }
    const all = await listClients(here, firstPage);
    const names = all.rows.map((row) => row.name);
    expect(all).toMatchObject({ total: 4, next: null, previous: null });
    const one = await listClients(here, firstPage, 2);
    const two = await listClients(here, { ...firstPage, after: one.next }, 2);
    const back = await listClients(here, { ...firstPage, before: two.previous }, 2);
    expect([...one.rows, ...two.rows].map((row) => row.name)).toEqual(names);
    expect(back.rows).toEqual(one.rows);
    expect([two.next, back.previous]).toEqual([null, null]);
    const found = await listClients(here, { ...firstPage, q: "0%" });
    expect(found.rows.map((row) => row.name)).toEqual(["Gamma 100%"]);
    expect((await listClients(here, { ...firstPage, q: "bet" })).total).toBe(1);
  });

  it("counts a client's open orders, and knows nothing of another workspace", async () => {
    const here = await makeWorkspace(database.db);
    await createClient(here, input("ACME"));
    await makeProduct(here, "CHAIR");
    await makeOrder(here, [{ sku: "CHAIR" }]);
    expect((await listClients(here, firstPage)).rows).toMatchObject([
      { code: "ACME", openOrders: 1 },
    ]);
    expect((await findClient(here, { code: "ACME" }))?.orders).toBe(1);
    expect((await listClients(other, firstPage)).rows.map((row) => row.code)).toEqual(["TWICE"]);
  });
});

describe("clientSchema", () => {
  it("takes a form's empty address and contact rows for none", () => {
    const empty = { name: " ", line1: "", line2: "", city: "", region: "", postalCode: "" };
    const parsed = input("A", {
      allowPartial: "",
      shipTo: { ...empty, country: "" },
      contacts: [
        { name: "", email: "", phone: "" },
        { name: "Ana", email: "", phone: "1" },
      ],
    });
    expect(parsed).toMatchObject({
      allowPartial: null,
      shipTo: null,
      billTo: null,
      contacts: [{ name: "Ana", email: null, phone: "1" }],
    });
  });

  it("names the field of a half filled address and contact", () => {
    const parsed = clientSchema.safeParse({
      code: "",
      name: "Acme",
      allowPartial: "no",
      shipTo: { line1: "Am Ufer 1", country: "de" },
      contacts: [
        { name: "", email: "", phone: "" },
        { name: "", email: "nobody" },
      ],
    });
    const fields = parsed.error?.issues.map((issue) => issue.path.join("."));
    expect(fields).toEqual([
      "code",
      "shipTo.name",
      "shipTo.city",
      "contacts.1.email",
      "contacts.1.name",
    ]);
  });
});
