import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Context } from "@/lib/workspaces/context";
import { pgliteDatabase, type TestDatabase } from "@/tests/database";
import { makeClient, makeOrder, makeProduct, makeWorkspace } from "@/tests/factories";
import { findOrder } from "./detail";
import { newOrderForm, orderEditOf, orderFormOf, orderFormSchema } from "./form";
import { createFromForm, updateFromForm } from "./form-commands";
import { readOrderList } from "./list";
import { parseListParams } from "./list-params";
import { suggestClients, suggestProducts } from "./suggestions";

let test: TestDatabase;
let ctx: Context;

beforeAll(async () => {
  test = await pgliteDatabase();
});

beforeEach(async () => {
  ctx = await makeWorkspace(test.db);
  await makeClient(ctx);
  await makeProduct(ctx, "CHAIR", { onHand: 5000, unitPriceMinor: 1250 });
  await makeProduct(ctx, "OIL", { tracked: false });
});

afterAll(async () => {
  await test.invariants();
  await test.close();
});

const line = {
  line: null,
  sku: "CHAIR",
  quantity: "2",
  unitPriceMinor: "12.50",
  discountMinor: "",
  overShipAllowance: "",
};

function inputOf(quantity = "2", sku = "CHAIR") {
  const form = newOrderForm({ currency: "EUR", today: ctx.today });
  const lines = [{ ...line, quantity, sku }];
  return orderFormSchema.parse({ ...form, client: { code: "ACME" }, lines }).input;
}

async function openOrders() {
  return (await readOrderList(ctx, "open", parseListParams({}, "open"))).counts.open;
}

async function editOf(number: string, poNumber: string) {
  const detail = await findOrder(ctx, number);
  if (!detail) {
    throw new Error("The order is gone.");
  }
  const form = { ...orderFormOf(detail.order, detail.client.code), poNumber };
  const { version } = detail.order.row;
  return orderEditOf(orderFormSchema.parse(form), { version, known: [1] });
}

describe("a new order from the form", () => {
  it("is created once, however often the same page sends it", async () => {
    const key = crypto.randomUUID();
    const first = await createFromForm(ctx, inputOf(), key);
    const second = await createFromForm(ctx, inputOf(), key);
    expect(first).toEqual({ ok: true, value: expect.objectContaining({ number: "SO-1001" }) });
    expect(second).toEqual({ ok: true, value: { number: "SO-1001" } });
    expect(await openOrders()).toBe(1);
  });

  it("is another order when the page sends other content, and when another page sends the same", async () => {
    const key = crypto.randomUUID();
    await createFromForm(ctx, inputOf(), key);
    await createFromForm(ctx, inputOf("3"), key);
    await createFromForm(ctx, inputOf(), crypto.randomUUID());
    expect(await openOrders()).toBe(3);
  });

  it("can be sent again after a refusal", async () => {
    const key = crypto.randomUUID();
    expect(await createFromForm(ctx, inputOf("2", "SOFA"), key)).toMatchObject({
      ok: false,
      refusal: { code: "unknown_product", field: "lines.0.sku" },
    });
    await makeProduct(ctx, "SOFA");
    expect(await createFromForm(ctx, inputOf("2", "SOFA"), key)).toMatchObject({ ok: true });
  });
});

describe("an edit from the form", () => {
  it("changes the order and comes back as the form said", async () => {
    const number = await makeOrder(ctx, [{ sku: "CHAIR", quantity: 2000 }]);
    expect(await updateFromForm(ctx, number, await editOf(number, "4471"))).toMatchObject({
      ok: true,
    });
    expect((await findOrder(ctx, number))?.order.row.poNumber).toBe("4471");
  });

  it("is refused by name when somebody else was faster", async () => {
    const number = await makeOrder(ctx, [{ sku: "CHAIR", quantity: 2000 }]);
    const mine = await editOf(number, "mine");
    const ben = { ...ctx, actor: { ...ctx.actor, name: "Ben" } };
    await updateFromForm(ben, number, await editOf(number, "his"));
    expect(await updateFromForm(ctx, number, mine)).toEqual({
      ok: false,
      refusal: { code: "changed_meanwhile", data: { by: "Ben" } },
    });
    expect((await findOrder(ctx, number))?.order.row.poNumber).toBe("his");
  });

  it("is refused for a number that this workspace does not have", async () => {
    const number = await makeOrder(ctx, [{ sku: "CHAIR" }]);
    const edit = await editOf(number, "x");
    const other = await makeWorkspace(test.db, { name: "Other" });
    expect(await updateFromForm(other, number, edit)).toMatchObject({
      ok: false,
      refusal: { code: "not_found" },
    });
  });
});

describe("the suggestions", () => {
  it("find clients and products by a part of code or name, the exact one first", async () => {
    await makeClient(ctx, "NORTH", { name: "Acme North" });
    expect((await suggestClients(ctx, "acme", 20)).map(({ key }) => key)).toEqual([
      "ACME",
      "NORTH",
    ]);
    expect(await suggestProducts(ctx, "product", 20)).toEqual([
      { key: "CHAIR", name: "Product CHAIR", unitPriceMinor: 1250, available: 5000 },
      { key: "OIL", name: "Product OIL", unitPriceMinor: null, available: null },
    ]);
    expect(await suggestProducts(ctx, "100%", 20)).toEqual([]);
  });

  it("never leave the workspace", async () => {
    const other = await makeWorkspace(test.db, { name: "Other" });
    expect(await suggestClients(other, "", 20)).toEqual([]);
    expect(await suggestProducts(other, "", 20)).toEqual([]);
  });
});
