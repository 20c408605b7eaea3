import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { app, routes } from "@/lib/api/app";
import { problem as problemShape } from "@/lib/api/shapes/problem";
import { may, ROLES } from "@/lib/auth/permissions";
import { newId } from "@/lib/shared/ids";
import { pgliteDatabase, type TestDatabase } from "@/tests/database";
import { makeClient, makeOrder, makeProduct, makeWorkspace } from "@/tests/factories";
import { type Answer, type ApiClient, answerOf, apiClient, clientOf } from "./client";

let database: TestDatabase;
let ours: ApiClient;
let theirs: ApiClient;
let viewer: ApiClient;
let operator: ApiClient;

/** Things of the other workspace, by the name of the path's parameter. */
const foreign: Record<string, string[]> = {};

beforeAll(async () => {
  database = await pgliteDatabase();
  const here = await makeWorkspace(database.db);
  ours = await apiClient(here);
  viewer = await apiClient(here, "viewer");
  operator = await apiClient(here, "operator");
  const there = await makeWorkspace(database.db, { name: "Other" });
  theirs = await apiClient(there);
  await makeClient(there, "THEIRS");
  await makeProduct(there, "THEIR-CHAIR", { onHand: 5000 });
  const number = await makeOrder(there, [{ sku: "THEIR-CHAIR" }], {
    number: "THEIRS-1",
    client: { code: "THEIRS" },
  });
  const printed = await theirs.post("/print-jobs", { kinds: ["label"], orders: [number] });
  const [document] = printed.body.documents;
  await theirs.post(`/orders/${number}/asn`);
  const production = await theirs.post("/production-orders", {
    sku: "THEIR-CHAIR",
    quantity: 1,
    due_on: "2026-06-09",
  });
  foreign.number = [number, document.shipment, production.body.number];
  foreign.id = [
    printed.body.id,
    document.url.split("/").at(-1),
    ...printed.body.moved.map((one: { move: string }) => one.move),
  ];
  foreign.code = ["THEIRS"];
  foreign.sku = ["THEIR-CHAIR"];
});
afterEach(() => database.invariants());
afterAll(() => database.close());

/** A body that passes the schema of each endpoint that a path with a name has. */
const BODIES: Record<string, unknown> = {
  "/orders/:number/archive": { reason: "cancelled" },
  "/orders/:number/move": { to: "last" },
  "/expected-receipts/:id/receive": { quantity: 1 },
  "/production-orders/:number/block": { reason: "Boards are wet" },
  "/production-orders/:number/reports": { quantity: 1 },
  "PATCH /orders/:number": { version: 1 },
  "PATCH /clients/:code": { name: "New" },
  "PATCH /products/:sku": { name: "New" },
};
const named = routes.filter((route) => route.path.includes(":"));

describe("two workspaces", () => {
  test.each(named.map((route) => [`${route.method} ${route.path}`, route] as const))(
    "%s answers for the other's name as for an unknown one",
    async (_, { method, path }) => {
      const name = path.split(":")[1]?.split("/")[0] ?? "";
      const body = BODIES[`${method} ${path}`] ?? BODIES[path] ?? {};
      const call = (value: string) =>
        ours.send(method, path.replace(`:${name}`, value), {
          ...(method === "GET" ? {} : { body: JSON.stringify(body) }),
        });
      const unknown = await call(name === "id" ? newId() : "NOWHERE-9");
      expect(unknown).toMatchObject({ status: 404, body: { code: "not_found" } });
      const answers: Answer[] = [];
      for (const value of [...(foreign[name] ?? []), "not%00here", "%E0%A4%A", "..%2F..%2Fx"]) {
        answers.push(await call(value));
      }
      expect(answers.length).toBeGreaterThan(3);
      expect(answers.map(({ status, text }) => [status, text])).toEqual(
        answers.map(() => [404, unknown.text]),
      );
    },
  );

  test("names of the other workspace inside of a body are unknown", async () => {
    expect(
      await ours.post("/orders", {
        client: { code: "THEIRS" },
        currency: "EUR",
        lines: [{ sku: "THEIR-CHAIR", quantity: 1, unit_price_minor: 1 }],
      }),
    ).toMatchObject({ status: 422, body: { code: "unknown_client" } });
    const prints = await ours.post("/print-jobs", {
      kinds: ["label"],
      orders: [foreign.number?.[0]],
      shipments: [foreign.number?.[1]],
    });
    expect(prints.body).toMatchObject({
      documents: [],
      moved: [],
      refused: [{ code: "not_found" }, { code: "not_found" }],
    });
    for (const [path, body] of [
      ["/stock-movements", { sku: "THEIR-CHAIR", quantity: 1, reason: "receipt" }],
      ["/invoices", { order: "THEIRS-1" }],
      ["/payments", { order: "THEIRS-1" }],
      ["/payments", { invoice: "INV-1001" }],
    ] as const) {
      const answer = await ours.post(path, body);
      expect([path, answer.status, answer.body.code]).toEqual([path, 404, "not_found"]);
    }
  });

  test("lists show nothing of the other", async () => {
    for (const path of [
      "/orders",
      "/orders?q=THEIRS",
      "/clients",
      "/products",
      "/production-orders",
      "/production-orders?q=CHAIR",
    ]) {
      expect((await ours.get(path)).body).toEqual({
        data: [],
        has_more: false,
        next_cursor: null,
      });
    }
    expect((await theirs.get("/orders")).body.data).toHaveLength(1);
  });
});

describe("keys", () => {
  test("a missing, unknown or misplaced key gets one and the same answer", async () => {
    const answers = await Promise.all([
      answerOf(await app.fetch(new Request("http://orders.test/api/v1/orders"))),
      clientOf("of_unknown").get("/orders"),
      clientOf("nonsense").get("/orders"),
      clientOf(`of_${"x".repeat(5000)}`).get("/orders/THEIRS-1"),
      ours
        .send("GET", "/orders", { headers: { authorization: "Basic b2Y6eA==" } })
        .then(() => clientOf("of_").post("/orders", {})),
    ]);
    const [first] = answers;
    expect(first).toMatchObject({ status: 401, body: { code: "unauthorized" } });
    expect(first?.headers.get("www-authenticate")).toMatch(/^Bearer/);
    expect(new Set(answers.map((one) => one.text)).size).toBe(1);
  });

  test.each(routes.map((route) => [`${route.method} ${route.path}`, route] as const))(
    "%s asks for its permission before it looks at anything else",
    async (_, route) => {
      const path = route.path.replaceAll(/:\w+/g, "X");
      for (const [role, api] of [
        ["viewer", viewer],
        ["operator", operator],
      ] as const) {
        const answer = await api.send(route.method, path);
        const refused = answer.status === 403;
        expect([role, refused]).toEqual([role, !may(role, route.permission)]);
        if (refused) {
          expect(problemShape.parse(answer.body).code).toBe("not_allowed");
        }
      }
    },
  );

  test("a viewer's key reads and never writes", () => {
    const open = routes.filter(
      (route) => route.method !== "GET" && may("viewer", route.permission),
    );
    expect(open).toEqual([]);
    expect(ROLES.filter((role) => routes.every((route) => may(role, route.permission)))).toEqual([
      "owner",
      "admin",
    ]);
  });
});

test("the app serves exactly the endpoints that the guard made", () => {
  const served = app.routes
    .filter((route) => route.method !== "ALL" && route.path !== "/api/v1/openapi.json")
    .map((route) => `${route.method} ${route.path}`);
  expect(served).toEqual(routes.map((route) => `${route.method} /api/v1${route.path}`));
});

test("an unknown address is a problem too", async () => {
  for (const [method, path] of [
    ["GET", "/nothing"],
    ["DELETE", "/orders/THEIRS-1"],
    ["PUT", "/orders"],
    ["POST", "/orders/THEIRS-1/explode"],
  ] as const) {
    const answer = await ours.send(method, path);
    expect([path, answer.status]).toEqual([path, 404]);
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    problemShape.parse(answer.body);
  }
});
