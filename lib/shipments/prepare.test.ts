import { asc, eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { issuedNumbers } from "@/db/schema/numbers";
import { reservations } from "@/db/schema/shipments";
import { printDocuments } from "@/lib/documents/commands";
import { undoMoves } from "@/lib/moves/commands";
import { holdOrder, moveOrders } from "@/lib/orders/commands";
import { findOrder } from "@/lib/orders/detail";
import { newId } from "@/lib/shared/ids";
import { type Context, withWorkspace } from "@/lib/workspaces/context";
import { pgliteDatabase, type TestDatabase } from "@/tests/database";
import { makeClient, makeOrder, makeProduct, makeWorkspace } from "@/tests/factories";
import { markShipped } from "./commands";
import { changeShipment, prepareShipment } from "./prepare";
import { voidShipment } from "./void";

let database: TestDatabase;
let ctx: Context;

beforeAll(async () => {
  database = await pgliteDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  ctx = await makeWorkspace(database.db);
  await makeClient(ctx);
  await makeProduct(ctx, "CHAIR", { onHand: 6000 });
  await makeProduct(ctx, "CARD", { tracked: false });
});
afterEach(() => database.invariants());

const chairs = (quantity: number) => ({ sku: "CHAIR", quantity: quantity * 1000 });
const cards = (quantity: number) => ({ sku: "CARD", quantity: quantity * 1000 });

async function prepare(orderNumber: string, asked: Omit<Prepare, "orderNumber"> = {}) {
  const outcome = await prepareShipment(ctx, { ...asked, orderNumber });
  if (!outcome.ok) {
    throw new Error(JSON.stringify(outcome.refusal));
  }
  return outcome.value.shipment;
}
type Prepare = Parameters<typeof prepareShipment>[1];

async function detailOf(number: string) {
  const detail = await findOrder(ctx, number);
  if (!detail) {
    throw new Error("The order is gone.");
  }
  return detail;
}
const refusalOf = async (orderNumber: string, asked: Omit<Prepare, "orderNumber">) => {
  const outcome = await prepareShipment(ctx, { ...asked, orderNumber });
  return outcome.ok ? null : outcome.refusal;
};
const numbersOf = (series: "shipment" | "sscc") =>
  withWorkspace(ctx, (tx) =>
    tx
      .select({ number: issuedNumbers.number, voidedAt: issuedNumbers.voidedAt })
      .from(issuedNumbers)
      .where(eq(issuedNumbers.series, series))
      .orderBy(asc(issuedNumbers.number)),
  );

describe("a shipment made by hand", () => {
  test("ships a part, leaves the rest owed, and a second one closes the order", async () => {
    const number = await makeOrder(ctx, [chairs(5), cards(3)]);
    const first = await prepare(number, { lines: [chairs(2), cards(3)], carrier: "DHL" });
    expect((await detailOf(number)).shipments).toMatchObject([
      { number: first, state: "draft", carrier: "DHL", lines: [{ quantity: 2000 }, { line: 2 }] },
    ]);
    const left = await markShipped(ctx, { shipmentNumber: first, batchId: newId() });
    expect(left).toMatchObject({ ok: true, value: { moved: null } });
    const { order, lines, status } = await detailOf(number);
    expect(order.row.tab).toBe("open");
    expect(lines).toMatchObject([
      { owed: 3000, shipped: 2000 },
      { owed: 0, shipped: 3000 },
    ]);
    expect(status.shipment).toMatchObject({ value: "partly_shipped", percent: 70 });

    const second = await prepare(number, { trackingNumber: "T-2" });
    const printed = await printDocuments(ctx, {
      kinds: ["label"],
      shipments: [second],
      idempotencyKey: newId(),
    });
    expect(printed).toMatchObject({
      value: { documents: [{ shipment: second, copy: 1 }], moved: [{ to: "closed" }] },
    });
    expect((await detailOf(number)).shipments).toMatchObject([
      { number: first, carrier: "DHL", trackingNumber: null },
      { number: second, carrier: null, trackingNumber: "T-2", lines: [{ quantity: 3000 }] },
    ]);
  });

  test("takes no more than is owed, nor than is reserved of what is tracked", async () => {
    const number = await makeOrder(ctx, [chairs(8), cards(3)]);
    expect(await refusalOf(number, { lines: [chairs(9)] })).toMatchObject({
      code: "over_shipped",
      data: { owed: "8", quantity: "9" },
    });
    expect(await refusalOf(number, { lines: [chairs(7)] })).toMatchObject({
      code: "not_reserved",
      data: { reserved: "6" },
    });
    // The sum over all rows counts.
    expect(await refusalOf(number, { lines: [cards(2), cards(2)] })).toMatchObject({
      code: "over_shipped",
    });
    expect(await refusalOf(number, { lines: [{ line: 7, quantity: 1000 }] })).toMatchObject({
      code: "unknown_line",
      field: "lines.0",
    });
    expect(await refusalOf(number, { lines: [{ sku: "SOFA", quantity: 1000 }] })).toMatchObject({
      code: "sku_not_ordered",
    });
    expect(await refusalOf("SO-404", {})).toMatchObject({ code: "not_found" });
  });

  test("is refused while another one is prepared, while the order is held, and once it is done", async () => {
    const number = await makeOrder(ctx, [chairs(2)]);
    const draft = await prepare(number, { lines: [chairs(1)] });
    expect(await refusalOf(number, {})).toMatchObject({
      code: "draft_exists",
      data: { shipment: draft },
    });
    await voidShipment(ctx, { shipmentNumber: draft, batchId: newId() });
    await holdOrder(ctx, number, true);
    expect(await refusalOf(number, {})).toMatchObject({ code: "on_hold" });
    await holdOrder(ctx, number, false);
    await markShipped(ctx, { orderNumber: number, batchId: newId() });
    expect(await refusalOf(number, {})).toMatchObject({ code: "already_closed" });
    const cancelled = await makeOrder(ctx, [chairs(1)]);
    await moveOrders(ctx, [cancelled], { type: "archive", reason: "cancelled" });
    expect(await refusalOf(cancelled, {})).toMatchObject({ code: "archived" });
    await makeProduct(ctx, "SOFA");
    const empty = await makeOrder(ctx, [{ sku: "SOFA" }]);
    expect(await refusalOf(empty, {})).toMatchObject({ code: "nothing_to_ship" });
  });

  test("may be partial, unless the order or its client gets all at once by agreement", async () => {
    const whole = await makeOrder(ctx, [chairs(2), cards(1)], { allowPartial: false });
    expect(await refusalOf(whole, { lines: [chairs(2)] })).toMatchObject({
      code: "would_be_partial",
      data: { sku: "CARD", owed: "1" },
    });
    expect(await prepare(whole, { lines: [chairs(2), cards(1)] })).toMatch(/^SH-/);
    await makeClient(ctx, "STRICT", { allowPartial: false });
    const strict = await makeOrder(ctx, [chairs(2)], { client: { code: "STRICT" } });
    expect(await refusalOf(strict, { lines: [chairs(1)] })).toMatchObject({
      code: "would_be_partial",
    });
    const usual = await makeOrder(ctx, [chairs(2)]);
    expect(await prepare(usual, { lines: [chairs(1)] })).toMatch(/^SH-/);
  });

  test("pins its units; what else its line has stays free", async () => {
    const later = await makeOrder(ctx, [chairs(6)]);
    await prepare(later, { lines: [chairs(4)] });
    await makeOrder(ctx, [chairs(6)]);
    const pins = await withWorkspace(ctx, (tx) =>
      tx.select().from(reservations).orderBy(asc(reservations.quantity)),
    );
    expect(pins.map(({ quantity, shipmentLineId }) => [quantity, shipmentLineId !== null])).toEqual(
      [
        [2000, false],
        [4000, true],
      ],
    );
  });
});

describe("a draft", () => {
  test("is changed: units, carrier and cartons; what is left out stays", async () => {
    const number = await makeOrder(ctx, [chairs(5), cards(3)]);
    const draft = await prepare(number, { lines: [chairs(2), cards(1)], carrier: "DHL" });
    const changed = await changeShipment(ctx, {
      shipmentNumber: draft,
      version: 1,
      packages: [{ lines: [chairs(3)] }, { lines: [chairs(2)] }],
      trackingNumber: "T-1",
    });
    expect(changed).toMatchObject({ ok: true });
    const [shipment] = (await detailOf(number)).shipments;
    expect(shipment).toMatchObject({
      carrier: "DHL",
      trackingNumber: "T-1",
      lines: [{ sku: "CHAIR", quantity: 5000 }],
    });
    expect(shipment?.packages).toHaveLength(2);
    expect(await changeShipment(ctx, { shipmentNumber: draft, version: 1 })).toMatchObject({
      refusal: { code: "changed_meanwhile" },
    });
    await changeShipment(ctx, { shipmentNumber: draft, lines: [chairs(1)] });
    const packages = (await detailOf(number)).shipments[0]?.packages ?? [];
    expect(packages.map(({ sscc }) => sscc)).toEqual([shipment?.packages[0]?.sscc]);
    expect((await numbersOf("sscc")).map(({ voidedAt }) => voidedAt !== null)).toEqual([
      false,
      true,
    ]);
  });

  test("is planned for a day, which may change until it has left", async () => {
    const number = await makeOrder(ctx, [chairs(2)]);
    const of = { shipmentNumber: await prepare(number, { plannedShipOn: "2026-06-12" }) };
    const plannedOn = async () => (await detailOf(number)).shipments[0]?.plannedShipOn;
    expect(await plannedOn()).toBe("2026-06-12");
    await changeShipment(ctx, { ...of, carrier: "DHL" });
    expect(await plannedOn()).toBe("2026-06-12");
    expect(
      await changeShipment(ctx, { ...of, version: 2, plannedShipOn: "2026-06-15" }),
    ).toMatchObject({ ok: true });
    expect((await detailOf(number)).events.at(-1)).toMatchObject({
      type: "shipment_changed",
      data: { plannedShipOn: ["2026-06-12", "2026-06-15"] },
    });
    await markShipped(ctx, { ...of, batchId: newId() });
    expect(await changeShipment(ctx, { ...of, plannedShipOn: null })).toMatchObject({
      refusal: { code: "already_shipped" },
    });
    // The day that it has said again is no change.
    expect(
      await changeShipment(ctx, { ...of, plannedShipOn: "2026-06-15", trackingNumber: "T-1" }),
    ).toMatchObject({ ok: true });
  });

  test("whose contents change asks for its documents anew", async () => {
    const number = await makeOrder(ctx, [chairs(2)]);
    const request = { kinds: ["label"], orders: [number] } as const;
    const printed = await printDocuments(ctx, { ...request, idempotencyKey: newId() });
    await undoMoves(ctx, { batchId: printed.ok ? printed.value.id : "" });
    const [draft] = (await detailOf(number)).shipments;
    expect(draft).toMatchObject({ state: "draft" });
    await changeShipment(ctx, { shipmentNumber: draft?.number ?? "", lines: [chairs(1)] });
    const again = await printDocuments(ctx, { ...request, idempotencyKey: newId() });
    expect(again).toMatchObject({ value: { documents: [{ copy: 2 }], moved: [] } });
    expect((await detailOf(number)).lines).toMatchObject([{ shipped: 1000, owed: 1000 }]);
  });

  test("that was on its way before loses a line when it is packed anew; the ledger keeps its movements", async () => {
    const number = await makeOrder(ctx, [chairs(2), cards(1)]);
    const request = { kinds: ["label"], orders: [number] } as const;
    const printed = await printDocuments(ctx, { ...request, idempotencyKey: newId() });
    await undoMoves(ctx, { batchId: printed.ok ? printed.value.id : "" });
    const [draft] = (await detailOf(number)).shipments;
    const of = { shipmentNumber: draft?.number ?? "" };
    expect(await changeShipment(ctx, { ...of, lines: [cards(1)] })).toMatchObject({ ok: true });
    expect((await detailOf(number)).shipments).toMatchObject([{ lines: [{ sku: "CARD" }] }]);
  });

  test("that is deleted lets its units go and leaves its numbers void", async () => {
    const number = await makeOrder(ctx, [chairs(6)]);
    const rival = await makeOrder(ctx, [chairs(1)]);
    const draft = await prepare(number, { lines: [chairs(2)] });
    const voided = await voidShipment(ctx, { shipmentNumber: draft, batchId: newId() });
    expect(voided).toMatchObject({ ok: true, value: { moved: null } });
    expect((await numbersOf("shipment")).map((one) => one.voidedAt)).toEqual([ctx.now]);
    expect((await detailOf(number)).order.row.stockCover).toBe("in_stock");
    expect((await detailOf(rival)).order.row.stockCover).toBe("short");
    expect(await voidShipment(ctx, { shipmentNumber: draft, batchId: newId() })).toMatchObject({
      refusal: { code: "shipment_voided" },
    });
    expect(await changeShipment(ctx, { shipmentNumber: draft, carrier: "X" })).toMatchObject({
      refusal: { code: "shipment_voided" },
    });
    const again = await prepare(number);
    expect(again).not.toBe(draft);
  });

  test("that has left keeps its contents, not its carrier", async () => {
    const number = await makeOrder(ctx, [chairs(2)]);
    const draft = await prepare(number);
    await markShipped(ctx, { shipmentNumber: draft, batchId: newId() });
    const of = { shipmentNumber: draft };
    expect(await changeShipment(ctx, { ...of, lines: [chairs(1)] })).toMatchObject({
      refusal: { code: "already_shipped" },
    });
    expect(await changeShipment(ctx, { ...of, trackingNumber: "T-9" })).toMatchObject({ ok: true });
    expect((await detailOf(number)).shipments[0]?.trackingNumber).toBe("T-9");
  });

  test("of another workspace answers like one that is unknown", async () => {
    const number = await makeOrder(ctx, [chairs(2)]);
    const draft = await prepare(number);
    const other = await makeWorkspace(database.db, { name: "Other" });
    for (const shipmentNumber of [draft, "SH-404"]) {
      expect(await changeShipment(other, { shipmentNumber, carrier: "X" })).toEqual({
        ok: false,
        refusal: { code: "not_found" },
      });
      expect(await voidShipment(other, { shipmentNumber, batchId: newId() })).toEqual({
        ok: false,
        refusal: { code: "not_found" },
      });
    }
  });
});
