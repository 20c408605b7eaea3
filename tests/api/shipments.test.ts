import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { order as orderShape } from "@/lib/api/shapes/order";
import { printJob as printShape } from "@/lib/api/shapes/print";
import { pgliteDatabase, type TestDatabase } from "@/tests/database";
import { makeClient, makeOrder, makeProduct, makeWorkspace } from "@/tests/factories";
import { type ApiClient, apiClient } from "./client";

let database: TestDatabase;
let api: ApiClient;
let number: string;

beforeAll(async () => {
  database = await pgliteDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  const ctx = await makeWorkspace(database.db);
  api = await apiClient(ctx);
  await makeClient(ctx);
  await makeProduct(ctx, "CHAIR", { onHand: 6000 });
  number = await makeOrder(ctx, [{ sku: "CHAIR", quantity: 5000 }]);
});
afterEach(() => database.invariants());

const prepare = async (quantity: number) => {
  const body = { lines: [{ sku: "CHAIR", quantity }], carrier: "DHL", tracking_number: "T-1" };
  return api.post(`/orders/${number}/shipments`, body);
};

test("a shipment is planned for a day, and a day that does not exist is refused by its name", async () => {
  const body = { lines: [{ sku: "CHAIR", quantity: 1 }], planned_ship_on: "2026-06-12" };
  const made = await api.post(`/orders/${number}/shipments`, body);
  expect(made).toMatchObject({ status: 201, body: { planned_ship_on: "2026-06-12" } });
  const of = `/shipments/${made.body.number}`;
  expect(await api.patch(of, { planned_ship_on: "2026-02-30" })).toMatchObject({
    status: 422,
    body: { errors: [{ field: "planned_ship_on" }] },
  });
  expect(await api.patch(of, { carrier: "DHL" })).toMatchObject({
    body: { planned_ship_on: "2026-06-12", carrier: "DHL" },
  });
  expect((await api.patch(of, { planned_ship_on: null })).body.planned_ship_on).toBeNull();
});

test("an order ships in parts of the caller's choosing, and the last part closes it", async () => {
  const first = await prepare(1.5);
  expect(first).toMatchObject({
    status: 201,
    body: {
      order: number,
      state: "draft",
      carrier: "DHL",
      tracking_number: "T-1",
      lines: [{ line: 1, sku: "CHAIR", quantity: 1.5 }],
      packages: [{ internal: true, lines: [{ sku: "CHAIR", quantity: 1.5 }] }],
      version: 1,
      dispatched_at: null,
    },
  });
  const of = `/shipments/${first.body.number}`;
  expect(first.headers.get("location")).toBe(`/api/v1${of}`);
  expect((await api.get(of)).body).toEqual(first.body);
  expect(await prepare(1)).toMatchObject({ status: 409, body: { code: "draft_exists" } });

  const left = await api.post(`${of}/mark-shipped`, {});
  const { moved, ...order } = left.body;
  expect(moved).toEqual([]);
  expect(orderShape.parse(order)).toMatchObject({
    tab: "open",
    status: { shipment: { value: "partly_shipped", percent: 30 } },
    lines: [{ shipped: 1.5, owed: 3.5 }],
  });

  const second = await api.post(`/orders/${number}/shipments`, {
    packages: [{ lines: [{ line: 1, quantity: 3 }] }, { lines: [{ line: 1, quantity: 0.5 }] }],
  });
  expect(second.body.packages).toHaveLength(2);
  const printed = await api.post("/print-jobs", {
    kinds: ["label", "packing_slip"],
    shipments: [second.body.number],
  });
  expect(printShape.parse(printed.body)).toMatchObject({
    documents: [{ shipment: second.body.number }, { shipment: second.body.number }],
    moved: [{ order: number, from: "open", to: "closed" }],
  });
});

test("too much, an unknown line and cartons that don't add up are refused by name", async () => {
  expect(await prepare(5.001)).toMatchObject({
    status: 409,
    body: { code: "over_shipped", detail: expect.stringContaining("Only 5 of CHAIR") },
  });
  const post = (body: unknown) => api.post(`/orders/${number}/shipments`, body);
  expect(await post({ lines: [{ sku: "SOFA", quantity: 1 }] })).toMatchObject({
    status: 422,
    body: { code: "sku_not_ordered", errors: [{ field: "lines.0" }] },
  });
  for (const lines of [[], [{ sku: "CHAIR", quantity: 0 }], [{ quantity: 1 }], "all"]) {
    expect(await post({ lines })).toMatchObject({ status: 422, body: { code: "invalid" } });
  }
  const lines = [{ line: 1, quantity: 2 }];
  expect(await post({ lines, packages: [{ lines: [{ line: 1, quantity: 1 }] }] })).toMatchObject({
    status: 422,
    body: { code: "packages_differ" },
  });
});

test("a draft is changed by its version and voided; a void number answers as void", async () => {
  const { body } = await prepare(2);
  const of = `/shipments/${body.number}`;
  const changed = await api.patch(of, { version: 1, lines: [{ line: 1, quantity: 3 }] });
  expect(changed).toMatchObject({ status: 200, body: { lines: [{ quantity: 3 }], version: 2 } });
  expect(await api.patch(of, { version: 1, carrier: "UPS" })).toMatchObject({
    status: 409,
    body: { code: "changed_meanwhile" },
  });
  expect(await api.post(`${of}/void`)).toMatchObject({ status: 200, body: { moved: [] } });
  expect(await api.get(of)).toMatchObject({ body: { state: "voided" } });
  expect(await api.post(`${of}/mark-shipped`)).toMatchObject({
    status: 409,
    body: { code: "shipment_voided" },
  });
});

test("a shipment is announced, cancelled, delivered and voided by its number", async () => {
  const { body } = await prepare(5);
  const of = `/shipments/${body.number}`;
  expect(await api.post(`${of}/asn`)).toMatchObject({
    status: 409,
    body: { code: "nothing_dispatched" },
  });
  await api.post(`${of}/mark-shipped`);
  expect(await api.post(`${of}/asn`)).toMatchObject({
    status: 200,
    body: { shipment: body.number, state: "sent", moved: [{ from: "closed", to: "archived" }] },
  });
  const text = await api.get(`${of}/asn`, { accept: "application/edi-x12" });
  expect(text.headers.get("content-type")).toBe("application/edi-x12");
  expect(text.text).toContain(`BSN*00*${body.number}*`);
  expect(await api.post(`${of}/void`)).toMatchObject({ status: 409, body: { code: "archived" } });
  expect(await api.post(`${of}/asn/cancel`)).toMatchObject({
    body: { state: "cancelled", moved: [{ from: "archived", to: "closed" }] },
  });
  expect(await api.get(`${of}/asn`)).toMatchObject({ body: { state: "cancelled" } });
  expect(await api.post(`${of}/deliver`)).toMatchObject({
    body: { delivered_at: expect.any(String) },
  });
  expect(await api.post(`${of}/void`)).toMatchObject({ body: { code: "is_delivered" } });
  expect(await api.post(`${of}/undo-delivery`)).toMatchObject({ body: { delivered_at: null } });
  const voided = await api.post(`${of}/void`);
  expect(voided).toMatchObject({
    status: 200,
    body: { tab: "open", moved: [{ from: "closed", to: "open" }], lines: [{ owed: 5 }] },
  });
  expect(await api.post(`/moves/${voided.body.moved[0].move}/undo`)).toMatchObject({
    body: { tab: "closed", shipments: [{ state: "dispatched" }] },
  });
});

test("a remainder is short-closed, and that is taken back", async () => {
  const { body } = await prepare(2);
  await api.post(`/shipments/${body.number}/mark-shipped`);
  expect(
    await api.post(`/orders/${number}/short-close`, { lines: [{ sku: "CHAIR", quantity: 1 }] }),
  ).toMatchObject({ status: 200, body: { lines: [{ short_closed: 1, owed: 2 }], moved: [] } });
  expect(await api.post(`/orders/${number}/short-close`)).toMatchObject({
    body: { lines: [{ short_closed: 3, owed: 0 }], status: { shipment: { value: "shipped" } } },
  });
  expect(await api.post(`/orders/${number}/short-close/undo`)).toMatchObject({
    body: { lines: [{ short_closed: 0, owed: 3 }] },
  });
});
