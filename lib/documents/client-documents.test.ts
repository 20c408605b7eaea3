import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { undoMoves } from "@/lib/moves/commands";
import { newId } from "@/lib/shared/ids";
import type { Context } from "@/lib/workspaces/context";
import { pgliteDatabase, type TestDatabase } from "@/tests/database";
import { makeClient, makeOrder, makeProduct, makeWorkspace } from "@/tests/factories";
import { findPackingSlip } from "./client-documents";
import { printDocuments } from "./commands";
import { findDocument } from "./queries";

let database: TestDatabase;
let ctx: Context;
let acme: Context;
let rival: Context;
let slip: string;
let label: string;
let move: string;

beforeAll(async () => {
  database = await pgliteDatabase();
  ctx = await makeWorkspace(database.db);
  const client = await makeClient(ctx, "ACME");
  const second = await makeClient(ctx, "RIVAL");
  acme = { ...ctx, role: "client", clientId: client.id };
  rival = { ...ctx, role: "client", clientId: second.id };
  await makeProduct(ctx, "CHAIR", { onHand: 5000 });
  const number = await makeOrder(ctx, [{ sku: "CHAIR", quantity: 2000 }]);
  const printed = await printDocuments(ctx, {
    kinds: ["label", "packing_slip"],
    orders: [number],
    idempotencyKey: newId(),
  });
  const documents = printed.ok ? printed.value.documents : [];
  move = printed.ok ? (printed.value.moved[0]?.move ?? "") : "";
  slip = documents.find((one) => one.kind === "packing_slip")?.id ?? "";
  label = documents.find((one) => one.kind === "label")?.id ?? "";
});
afterEach(() => database.invariants());
afterAll(() => database.close());

it("is a packing slip of the client's own shipment", async () => {
  const found = await findPackingSlip(acme, slip);
  expect(found?.facts.kind).toBe("packing_slip");
  expect(Buffer.from(found?.bytes ?? []).toString("latin1", 0, 5)).toBe("%PDF-");
});

it("is nothing else: no label, no other client's, no other workspace's, none without a client", async () => {
  const elsewhere = await makeWorkspace(database.db, { name: "Elsewhere" });
  expect(await findDocument(ctx, label)).not.toBeNull();
  expect(await findPackingSlip(acme, label)).toBeNull();
  expect(await findPackingSlip(rival, slip)).toBeNull();
  expect(await findPackingSlip({ ...acme, clientId: null }, slip)).toBeNull();
  expect(await findPackingSlip({ ...elsewhere, clientId: acme.clientId }, slip)).toBeNull();
  expect(await findPackingSlip(acme, newId())).toBeNull();
  expect(await findPackingSlip(acme, "../../etc")).toBeNull();
});

it("is not shown any more once the print's move was taken back", async () => {
  expect(await undoMoves(ctx, { moveId: move })).toMatchObject({ refused: [] });
  expect(await findPackingSlip(acme, slip)).toBeNull();
});
