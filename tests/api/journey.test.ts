import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { order as orderShape } from "@/lib/api/shapes/order";
import { printJob as printShape } from "@/lib/api/shapes/print";
import { pgliteDatabase, type TestDatabase } from "@/tests/database";
import { makeWorkspace } from "@/tests/factories";
import { type ApiClient, apiClient } from "./client";

let database: TestDatabase;
let api: ApiClient;

beforeAll(async () => {
  database = await pgliteDatabase();
  api = await apiClient(await makeWorkspace(database.db, { now: new Date() }));
});
afterEach(() => database.invariants());
afterAll(() => database.close());

const shipTo = {
  name: "Acme",
  line1: "Am Ufer 1",
  city: "Berlin",
  postal_code: "10115",
  country: "DE",
};

async function moveNamed(number: string, type: string): Promise<string> {
  const { body } = await api.get(`/orders/${number}/events`);
  const event = body.data.find((one: { type: string }) => one.type === type);
  return event.move;
}

test("the main job runs through the API alone", async () => {
  expect(
    await api.post("/clients", { code: "ACME", name: "Acme Ltd", ship_to: shipTo }),
  ).toMatchObject({ status: 201, body: { code: "ACME", ship_to: shipTo } });
  expect(
    await api.post("/products", { sku: "CHAIR", name: "Chair", tracked: true, made: false }),
  ).toMatchObject({ status: 201, body: { sku: "CHAIR", on_hand: 0, reserved: 0, available: 0 } });
  expect(
    await api.post("/stock-movements", { sku: "CHAIR", quantity: 12.5, reason: "receipt" }),
  ).toMatchObject({ status: 201 });

  const ordered = await api.post("/orders", {
    client: { code: "ACME" },
    external_id: "#1001",
    po_number: "PO-7",
    due_on: "2199-06-12",
    currency: "EUR",
    lines: [{ sku: "CHAIR", quantity: 2.5, unit_price_minor: 1999 }],
  });
  expect(ordered.status).toBe(201);
  const { number } = orderShape.parse(ordered.body);
  expect(ordered.headers.get("location")).toBe(`/api/v1/orders/${number}`);
  expect(ordered.body).toMatchObject({
    tab: "open",
    source: "api",
    external_id: "#1001",
    po_number: "PO-7",
    due_on: "2199-06-12",
    total_minor: 4998,
    status: { stock: { value: "in_stock", percent: 100 }, shipment: { value: "not_shipped" } },
    lines: [{ line: 1, sku: "CHAIR", ordered: 2.5, reserved: 2.5, owed: 2.5 }],
  });
  expect(await api.get("/products/CHAIR")).toMatchObject({
    body: { on_hand: 12.5, reserved: 2.5, available: 10 },
  });

  const printed = await api.post("/print-jobs", { kinds: ["label"], orders: [number, "SO-404"] });
  expect(printed.status).toBe(201);
  expect(printShape.parse(printed.body)).toMatchObject({
    documents: [{ order: number, kind: "label", copy: 1 }],
    moved: [{ order: number, from: "open", to: "closed" }],
    refused: [{ order: "SO-404", code: "not_found" }],
  });
  const path = printed.body.documents[0].url.replace("/api/", "/");
  const pdf = await api.get(path);
  expect(pdf.headers.get("content-type")).toBe("application/pdf");
  expect(pdf.text.startsWith("%PDF-")).toBe(true);

  const closed = await api.get(`/orders/${number}`);
  expect(orderShape.parse(closed.body)).toMatchObject({
    tab: "closed",
    rank: null,
    status: { shipment: { value: "shipped", percent: 100 } },
    shipments: [{ state: "dispatched", documents: [{ kind: "label" }] }],
  });

  expect(await api.get(`/orders/${number}/asn`)).toMatchObject({ body: { state: "not_sent" } });
  expect(await api.post(`/orders/${number}/asn`)).toMatchObject({
    status: 200,
    body: { state: "sent", moved: [{ order: number, from: "closed", to: "archived" }] },
  });
  const notice = await api.get(`/orders/${number}/asn`, { accept: "application/edi-x12" });
  expect(notice.headers.get("content-type")).toBe("application/edi-x12");
  expect(notice.text).toMatch(/^ISA\*/);
  expect((await api.get(`/orders/${number}`)).body).toMatchObject({
    tab: "archived",
    archive_reason: "asn",
  });

  const undone = await api.post(`/moves/${await moveNamed(number, "archived")}/undo`);
  expect(undone).toMatchObject({
    status: 200,
    body: { number, tab: "closed", moved: [{ from: "archived", to: "closed" }] },
  });
  expect(await api.post(`/moves/${await moveNamed(number, "closed")}/undo`)).toMatchObject({
    status: 409,
    body: { code: "asn_sent" },
  });

  expect(await api.post(`/orders/${number}/archive`, { reason: "asn" })).toMatchObject({
    status: 200,
    body: { tab: "archived", archive_reason: "asn", moved: [{ to: "archived" }] },
  });

  const events = await api.get(`/orders/${number}/events`);
  expect(events.body).toMatchObject({ has_more: false, next_cursor: null });
  expect(events.body.data.map((event: { type: string }) => event.type)).toEqual([
    "created",
    "document_printed",
    "dispatched",
    "closed",
    "asn_sent",
    "archived",
    "undone",
    "archived",
  ]);
});

test("an order that is handed over, invoiced and paid is archived as completed", async () => {
  const { body } = await api.post("/orders", {
    client: { code: "ACME" },
    currency: "EUR",
    lines: [{ sku: "CHAIR", quantity: 1, unit_price_minor: 1000 }],
  });
  const of = `/orders/${body.number}`;
  expect(await api.post(`${of}/mark-shipped`, { carrier: "DHL" })).toMatchObject({
    status: 200,
    body: { tab: "closed", shipments: [{ carrier: "DHL" }] },
  });
  const invoice = await api.post("/invoices", { order: body.number, amount_minor: 1000 });
  expect(invoice).toMatchObject({
    status: 201,
    body: { order: body.number, amount_minor: 1000, currency: "EUR", moved: [] },
  });
  expect(
    await api.post("/payments", { invoice: invoice.body.number, amount_minor: 1000 }),
  ).toMatchObject({
    status: 201,
    body: { order: body.number, moved: [{ from: "closed", to: "archived" }] },
  });
  expect((await api.get(of)).body).toMatchObject({
    archive_reason: "completed",
    status: { payment: { value: "paid", explanation: "€10.00 of €10.00 paid." } },
  });
});

test("orders are closed, cancelled, archived with a note and reopened by hand", async () => {
  const make = async () => {
    const { body } = await api.post("/orders", {
      client: { code: "ACME" },
      currency: "EUR",
      lines: [{ sku: "CHAIR", quantity: 1, unit_price_minor: 1000 }],
    });
    return `/orders/${body.number}`;
  };
  const one = await make();
  expect(await api.post(`${one}/close`)).toMatchObject({
    status: 409,
    body: { code: "nothing_shipped" },
  });
  expect(await api.post(`${one}/archive`, { reason: "not_to_be_fulfilled" })).toMatchObject({
    status: 422,
    body: { code: "note_missing" },
  });
  expect(
    await api.post(`${one}/archive`, { reason: "not_to_be_fulfilled", note: "Too far" }),
  ).toMatchObject({ status: 200, body: { tab: "archived", moved: [{ to: "archived" }] } });
  expect(await api.post(`${one}/reopen`, {})).toMatchObject({ body: { tab: "open" } });
  expect(await api.post(`${one}/cancel`)).toMatchObject({
    body: { archive_reason: "cancelled", status: { stock: { value: "not_needed" } } },
  });
  const two = await make();
  await api.post(`${two}/mark-shipped`);
  expect(await api.post(`${two}/archive`, { reason: "asn" })).toMatchObject({
    status: 409,
    body: { code: "asn_missing" },
  });
});

test("the whole job is taken back step by step, and done again under the same numbers", async () => {
  const level = async () => {
    const { on_hand, reserved } = (await api.get("/products/CHAIR")).body;
    return { on_hand, reserved };
  };
  const { body: order } = await api.post("/orders", {
    client: { code: "ACME" },
    currency: "EUR",
    lines: [{ sku: "CHAIR", quantity: 2, unit_price_minor: 1000 }],
  });
  const before = await level();
  const print = () => api.post("/print-jobs", { kinds: ["label"], orders: [order.number] });
  const first = (await print()).body.documents[0];
  expect(await level()).toEqual({
    on_hand: before.on_hand - 2,
    reserved: before.reserved - 2,
  });
  await api.post(`/orders/${order.number}/asn`);
  expect((await api.get(`/orders/${order.number}`)).body.tab).toBe("archived");

  expect(await api.post(`/moves/${await moveNamed(order.number, "archived")}/undo`)).toMatchObject({
    body: { tab: "closed" },
  });
  expect(await api.post(`/shipments/${first.shipment}/asn/cancel`)).toMatchObject({
    status: 200,
    body: { state: "cancelled", moved: [] },
  });
  const undone = await api.post(`/moves/${await moveNamed(order.number, "closed")}/undo`);
  expect(undone).toMatchObject({
    status: 200,
    body: {
      tab: "open",
      moved: [{ from: "closed", to: "open" }],
      shipments: [{ number: first.shipment, state: "draft", documents: [{ copy: 1 }] }],
    },
  });
  expect(await level()).toEqual(before);
  expect(await api.post(`/moves/${undone.body.moved[0].move}/undo`)).toMatchObject({
    status: 404,
  });

  expect((await print()).body).toMatchObject({
    documents: [{ shipment: first.shipment, number: first.number, copy: 2 }],
    moved: [{ from: "open", to: "closed" }],
  });
  expect(await api.post(`/orders/${order.number}/asn`)).toMatchObject({
    body: { state: "sent", moved: [{ to: "archived" }] },
  });
});
