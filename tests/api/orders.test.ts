import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { order as orderShape } from "@/lib/api/shapes/order";
import { orderQuery } from "@/lib/api/shapes/order-body";
import { parseListParams } from "@/lib/orders/list-params";
import type { Context } from "@/lib/workspaces/context";
import { pgliteDatabase, type TestDatabase } from "@/tests/database";
import { makeClient, makeOrder, makeProduct, makeWorkspace } from "@/tests/factories";
import { type ApiClient, apiClient } from "./client";

let database: TestDatabase;
let ctx: Context;
let api: ApiClient;

beforeAll(async () => {
  database = await pgliteDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  ctx = await makeWorkspace(database.db, { now: new Date() });
  api = await apiClient(ctx);
  await makeClient(ctx);
  await makeProduct(ctx, "CHAIR", { onHand: 3000 });
  await makeProduct(ctx, "TABLE");
});
afterEach(() => database.invariants());

const numbersOf = (body: { data: { number: string }[] }) => body.data.map((one) => one.number);

describe("the list of orders", () => {
  test("pages through everything once, in the order of the queue and of the due date", async () => {
    const made: string[] = [];
    for (const day of ["2199-03-05", "2199-03-01", null, "2199-03-03", "2199-03-03"]) {
      made.push(await makeOrder(ctx, [{ sku: "CHAIR" }], { deliverByOn: day }));
    }
    const pages = async (query: string) => {
      const numbers: string[] = [];
      let after: string | null = "";
      while (after !== null) {
        const answer = await api.get(`/orders?limit=2&${query}${after && `&after=${after}`}`);
        expect(answer.status).toBe(200);
        numbers.push(...numbersOf(answer.body));
        expect(answer.body.has_more).toBe(answer.body.next_cursor !== null);
        after = answer.body.next_cursor;
      }
      return numbers;
    };
    expect(await pages("")).toEqual(made);
    expect(await pages("tab=open&sort=due")).toEqual([1, 3, 4, 0, 2].map((index) => made[index]));
    expect(await pages("due_before=2199-03-03")).toEqual([made[1]]);
  });

  test.each(["tab=open", "tab=open&sort=due", "tab=open&sort=recent", ""])(
    "shows what stays where it is once, while others change place and tab: %s",
    async (query) => {
      const made: string[] = [];
      for (let day = 10; day < 28; day += 1) {
        made.push(await makeOrder(ctx, [{ sku: "TABLE" }], { deliverByOn: `2199-03-${day}` }));
      }
      const moved = [0, 2, 5, 9, 12, 16, 17].map((index) => made[index] ?? "");
      const [first, second, third, fourth, fifth, sixth, seventh] = moved;
      const changes = [
        () => api.post(`/orders/${first}/move`, { to: "last" }),
        () => api.post(`/orders/${seventh}/move`, { to: "first" }),
        () => api.post("/bulk/archive", { orders: [second, fifth], reason: "cancelled" }),
        () => api.post(`/orders/${third}/move`, { after: fourth }),
        () => api.post(`/orders/${second}/reopen`),
        () => api.patch(`/orders/${sixth}`, { version: 1, due_on: "2199-03-01" }),
        () => makeOrder(ctx, [{ sku: "TABLE" }], { deliverByOn: "2199-03-15" }),
      ];
      const seen: string[] = [];
      let after = "";
      for (let page = 0; page < 20; page += 1) {
        const { body } = await api.get(`/orders?limit=3&${query}${after && `&after=${after}`}`);
        seen.push(...numbersOf(body));
        await changes[page]?.();
        if (body.next_cursor === null) {
          break;
        }
        after = body.next_cursor;
      }
      const stayed = made.filter((number) => !moved.includes(number));
      const found = seen.filter((number) => stayed.includes(number));
      expect(found).toEqual(query.includes("recent") ? stayed.toReversed() : stayed);
    },
  );

  test("is narrowed by the same names as the list in the browser", async () => {
    const [overdue, later] = [
      await makeOrder(ctx, [{ sku: "TABLE" }], { deliverByOn: "2020-03-01" }),
      await makeOrder(ctx, [{ sku: "CHAIR" }], { deliverByOn: "2199-03-01" }),
    ];
    await api.post(`/orders/${later}/mark-shipped`);
    const found = async (query: string) => numbersOf((await api.get(`/orders?${query}`)).body);
    expect(await found("due=overdue")).toEqual([overdue]);
    expect(await found("due=2199-03-01&due_before=2000-01-01")).toEqual([overdue, later]);
    expect(await found("shipment=shipped")).toEqual([later]);
    expect(await found("production=not_needed&shipment=not_shipped")).toEqual([overdue]);
    expect(await api.get("/orders?due=soon")).toMatchObject({ status: 422 });
    const filters = Object.keys(parseListParams({}, "open")).filter((name) => name !== "before");
    expect(filters.filter((name) => !(name in orderQuery.shape))).toEqual([]);
  });

  test("is made of whole orders", async () => {
    const number = await makeOrder(ctx, [{ sku: "CHAIR" }, { sku: "TABLE", quantity: 2500 }]);
    await api.post("/print-jobs", {
      kinds: ["label"],
      orders: [await makeOrder(ctx, [{ sku: "CHAIR" }])],
    });
    const { body } = await api.get("/orders");
    expect(body.data.map((one: unknown) => orderShape.parse(one))).toHaveLength(2);
    expect(body.data[0]).toEqual((await api.get(`/orders/${number}`)).body);
  });

  test("is narrowed by tab, client, stock and text", async () => {
    await makeClient(ctx, "OTHER");
    const short = await makeOrder(ctx, [{ sku: "TABLE" }], { poNumber: "Po-77" });
    const other = await makeOrder(ctx, [{ sku: "CHAIR" }], { client: { code: "OTHER" } });
    const gone = await makeOrder(ctx, [{ sku: "CHAIR" }]);
    await api.post(`/orders/${gone}/cancel`);
    const found = async (query: string) => numbersOf((await api.get(`/orders?${query}`)).body);
    expect(await found("tab=archived")).toEqual([gone]);
    expect(await found("client=OTHER")).toEqual([other]);
    expect(await found("client=NOBODY")).toEqual([]);
    expect(await found("stock=short")).toEqual([short]);
    expect(await found("q=po-77")).toEqual([short]);
    expect(await found("q=other+ltd")).toEqual([other]);
  });
});

describe("a patch", () => {
  const version = async (number: string) => (await api.get(`/orders/${number}`)).body.version;

  test("changes what it names and leaves the rest", async () => {
    const number = await makeOrder(
      ctx,
      [
        { sku: "CHAIR", quantity: 2000, unitPriceMinor: 500, discountMinor: 100 },
        { sku: "TABLE", quantity: 1000, unitPriceMinor: 700 },
      ],
      { poNumber: "P-1", note: "Ring", shippingMinor: 50 },
    );
    const answer = await api.patch(`/orders/${number}`, {
      version: 1,
      due_on: "2199-01-31",
      note: null,
      lines: [{ sku: "CHAIR", quantity: 2.5 }],
    });
    expect(answer.status).toBe(200);
    expect(orderShape.parse(answer.body)).toMatchObject({
      version: 2,
      po_number: "P-1",
      due_on: "2199-01-31",
      total_minor: 1250 - 100 + 700 + 50,
      lines: [
        { line: 1, sku: "CHAIR", ordered: 2.5, reserved: 2.5 },
        { line: 2, sku: "TABLE", ordered: 1 },
      ],
    });
  });

  test("sets how many more of a line may be shipped, and says so when it is too few", async () => {
    const number = await makeOrder(ctx, [{ sku: "CHAIR", quantity: 2000 }]);
    const patch = async (allowance: unknown) =>
      api.patch(`/orders/${number}`, {
        version: await version(number),
        lines: [{ line: 1, over_ship_allowance: allowance }],
      });
    expect(orderShape.parse((await patch(0.5)).body)).toMatchObject({
      lines: [{ ordered: 2, owed: 2, over_ship_allowance: 0.5 }],
    });
    const untouched = { version: await version(number), lines: [{ line: 1, quantity: 3 }] };
    expect(await api.patch(`/orders/${number}`, untouched)).toMatchObject({
      body: { lines: [{ ordered: 3, over_ship_allowance: 0.5 }] },
    });
    for (const wrong of [-1, 0.0005, "2", null]) {
      expect(await patch(wrong)).toMatchObject({
        status: 422,
        body: { errors: [{ field: "lines.0.over_ship_allowance" }] },
      });
    }
    const { body } = await api.get(`/orders/${number}/events`);
    expect(body.data[1].data.lines).toEqual([
      { sku: "CHAIR", from: "2", to: "2", over_ship_allowance: ["0", "0.5"] },
    ]);
  });

  test("adds a line of a new SKU and takes lines away", async () => {
    const number = await makeOrder(ctx, [{ sku: "CHAIR" }]);
    expect(
      await api.patch(`/orders/${number}`, { version: 1, lines: [{ sku: "TABLE", quantity: 1 }] }),
    ).toMatchObject({ status: 422, body: { errors: [{ field: "lines.0.unit_price_minor" }] } });
    expect(
      await api.patch(`/orders/${number}`, {
        version: 1,
        lines: [{ sku: "TABLE", quantity: 1, unit_price_minor: 900 }],
        removed_lines: [1],
      }),
    ).toMatchObject({ status: 200, body: { lines: [{ line: 2, sku: "TABLE" }] } });
    expect(await api.patch(`/orders/${number}`, { version: 2, removed_lines: [2] })).toMatchObject({
      status: 422,
      body: { code: "no_lines" },
    });
  });

  test("wants to be told which of two lines of a SKU is meant", async () => {
    const number = await makeOrder(ctx, [{ sku: "CHAIR" }, { sku: "CHAIR" }]);
    expect(
      await api.patch(`/orders/${number}`, { version: 1, lines: [{ sku: "CHAIR", quantity: 2 }] }),
    ).toMatchObject({ status: 422, body: { code: "ambiguous_line" } });
    expect(
      await api.patch(`/orders/${number}`, { version: 1, lines: [{ line: 2, quantity: 2 }] }),
    ).toMatchObject({ status: 200, body: { lines: [{ ordered: 1 }, { ordered: 2 }] } });
    expect(
      await api.patch(`/orders/${number}`, {
        version: 2,
        lines: [{ line: 9, sku: "CHAIR", quantity: 2, unit_price_minor: 1 }],
      }),
    ).toMatchObject({ status: 422, body: { code: "unknown_line" } });
  });

  test("of an old version, below what is shipped or of an archived order is refused", async () => {
    const number = await makeOrder(ctx, [{ sku: "CHAIR", quantity: 2000 }]);
    await api.patch(`/orders/${number}`, { version: 1, po_number: "First" });
    expect(await api.patch(`/orders/${number}`, { version: 1, po_number: "Lost" })).toMatchObject({
      status: 409,
      body: { code: "changed_meanwhile" },
    });
    expect(await api.patch(`/orders/${number}`, { po_number: "Blind" })).toMatchObject({
      status: 422,
      body: { errors: [{ field: "version" }] },
    });
    await api.post(`/orders/${number}/mark-shipped`);
    expect(
      await api.patch(`/orders/${number}`, {
        version: await version(number),
        lines: [{ line: 1, quantity: 1 }],
      }),
    ).toMatchObject({ status: 409, body: { code: "below_shipped" } });
    await api.post(`/orders/${number}/asn`);
    expect(
      await api.patch(`/orders/${number}`, { version: await version(number), note: "Late" }),
    ).toMatchObject({ status: 409, body: { code: "archived" } });
  });

  test("that makes something owed again reopens a closed order", async () => {
    const number = await makeOrder(ctx, [{ sku: "CHAIR" }]);
    await api.post(`/orders/${number}/mark-shipped`);
    expect(
      await api.patch(`/orders/${number}`, { version: 1, lines: [{ line: 1, quantity: 2 }] }),
    ).toMatchObject({ body: { tab: "open", status: { shipment: { value: "partly_shipped" } } } });
  });
});

test("a shipment is marked as shipped by its number, and only once", async () => {
  const number = await makeOrder(ctx, [{ sku: "CHAIR" }]);
  const { body } = await api.post("/print-jobs", { kinds: ["packing_slip"], orders: [number] });
  const of = `/shipments/${body.documents[0].shipment}/mark-shipped`;
  expect(await api.post(of, { carrier: "DHL", tracking_number: "JD1" })).toMatchObject({
    status: 200,
    body: { number, moved: [], shipments: [{ carrier: "DHL", tracking_number: "JD1" }] },
  });
  expect(await api.post(of)).toMatchObject({ status: 409, body: { code: "already_shipped" } });
});

test("events are paged by their number", async () => {
  const number = await makeOrder(ctx, [{ sku: "CHAIR" }]);
  await api.post(`/orders/${number}/mark-shipped`);
  const first = await api.get(`/orders/${number}/events?limit=3`);
  expect(first.body).toMatchObject({ has_more: true, next_cursor: "3" });
  const rest = await api.get(`/orders/${number}/events?limit=3&after=3`);
  expect(rest.body).toMatchObject({
    data: [{ seq: 4, type: "closed", from: "open", to: "closed", actor: { kind: "rule" } }],
    has_more: false,
    next_cursor: null,
  });
});

test("the work of a program is told by its key's name", async () => {
  const answer = await api.post("/orders", {
    client: { code: "ACME" },
    currency: "EUR",
    lines: [{ sku: "CHAIR", quantity: 1, unit_price_minor: 1 }],
  });
  const events = await api.get(`/orders/${answer.body.number}/events`);
  expect(events.body.data[0]).toMatchObject({
    seq: 1,
    type: "created",
    cause: "api",
    actor: { kind: "api_key", name: "owner's program" },
  });
});
