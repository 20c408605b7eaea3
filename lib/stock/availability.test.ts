import { and, eq } from "drizzle-orm";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Transaction } from "@/db/client";
import { orderLines, orders } from "@/db/schema/orders";
import { productionOrders, supplyAllocations } from "@/db/schema/production";
import { expectedReceipts } from "@/db/schema/products";
import { reservations, shipmentLines, shipments } from "@/db/schema/shipments";
import { newId } from "@/lib/shared/ids";
import { type Context, withWorkspace } from "@/lib/workspaces/context";
import { pgliteDatabase, type TestDatabase } from "@/tests/database";
import { makeClient, makeProduct, makeWorkspace } from "@/tests/factories";
import { lockProducts, reallocate } from "./allocate";
import { type Demand, planAllocation, type Supply } from "./availability";
import { loadStock } from "./load-stock";

const demand = (name: string, rank: number, set: Partial<Demand> = {}): Demand => ({
  lineId: name,
  orderId: name,
  line: 1,
  rank,
  onHold: false,
  owed: 3000,
  kept: 0,
  pins: [],
  ...set,
});
const supply = (id: string, on: string, quantity: number, forLine: string | null = null) => ({
  id,
  on,
  quantity,
  forLine,
});
const short = (plan: ReturnType<typeof planAllocation>) =>
  Object.fromEntries(
    [...plan.lines].map(([line, { reserved, expected, expectedOn, short: rest }]) => [
      line,
      [reserved, expected, expectedOn, rest],
    ]),
  );

describe("the plan of an allocation", () => {
  test("gives stock by rank, then dated supply by day, and calls the rest short", () => {
    const plan = planAllocation({
      onHand: 4000,
      demands: [demand("b", 2), demand("a", 1), demand("c", 3)],
      supplies: [supply("late", "2026-06-20", 1000), supply("soon", "2026-06-12", 2000)],
    });
    expect(short(plan)).toEqual({
      a: [3000, 0, null, 0],
      b: [1000, 2000, "2026-06-12", 0],
      c: [0, 1000, "2026-06-20", 2000],
    });
    expect(plan.lines.get("b")?.pieces).toEqual([
      { supply: "soon", on: "2026-06-12", quantity: 2000 },
    ]);
    expect(plan.available).toBe(0);
  });

  test("decides between equal ranks by order, then line", () => {
    const plan = planAllocation({
      onHand: 3000,
      demands: [demand("b", 1), demand("a2", 1, { orderId: "a", line: 2 }), demand("a", 1)],
      supplies: [],
    });
    expect(plan.lines.get("a")?.reserved).toBe(3000);
  });

  test("serves what is packed or made for a line before the queue, whatever its rank", () => {
    const pins = [
      { id: "1", quantity: 2000, packed: false },
      { id: "2", quantity: 2000, packed: true },
    ];
    const plan = planAllocation({
      onHand: 3000,
      demands: [demand("first", 1), demand("pinned", 9, { pins })],
      supplies: [],
    });
    expect(plan.lines.get("pinned")?.reserved).toBe(3000);
    expect(plan.lines.get("first")?.short).toBe(3000);
  });

  test("leaves a held order what it keeps, and gives it nothing new but dated supply", () => {
    const plan = planAllocation({
      onHand: 3000,
      demands: [demand("held", 1, { onHold: true, kept: 1000 }), demand("next", 2)],
      supplies: [supply("mo", "2026-06-12", 9000)],
    });
    expect(short(plan)).toEqual({
      held: [1000, 2000, "2026-06-12", 0],
      next: [2000, 1000, "2026-06-12", 0],
    });
    expect(plan.unpromised.get("mo")).toBe(6000);
  });

  test("covers the line that supply is made for first, and passes on its surplus", () => {
    const plan = planAllocation({
      onHand: 0,
      demands: [demand("first", 1), demand("own", 2)],
      supplies: [supply("mo", "2026-06-12", 4000, "own"), supply("po", "2026-06-30", 1000)],
    });
    expect(short(plan)).toEqual({
      first: [0, 2000, "2026-06-30", 1000],
      own: [0, 3000, "2026-06-12", 0],
    });
  });

  test("gives supply for a line that is gone to the queue", () => {
    const plan = planAllocation({
      onHand: 0,
      demands: [demand("first", 1)],
      supplies: [supply("mo", "2026-06-12", 1000, "cancelled")],
    });
    expect(plan.lines.get("first")?.expected).toBe(1000);
  });
});

const quantity = fc.integer({ min: 1, max: 6 }).map((units) => units * 500);
const scene = fc.record({
  onHand: fc.integer({ min: 0, max: 20 }).map((units) => units * 500),
  demands: fc.array(
    fc.record({
      // Few ranks, so that equal ones are common.
      rank: fc.integer({ min: -2, max: 3 }),
      onHold: fc.boolean(),
      ordered: quantity,
      floating: fc.option(quantity, { nil: null }),
      packed: fc.option(quantity, { nil: null }),
      madeFor: fc.array(quantity, { maxLength: 2 }),
    }),
    { minLength: 1, maxLength: 6 },
  ),
  supplies: fc.array(
    fc.record({
      quantity,
      day: fc.integer({ min: 10, max: 14 }),
      forDemand: fc.option(fc.nat(8), { nil: null }),
    }),
    { maxLength: 5 },
  ),
});
type Scene = typeof scene extends fc.Arbitrary<infer T> ? T : never;

class TakenBack extends Error {}

describe("the plan and what is written of it", () => {
  let database: TestDatabase;
  let ctx: Context;
  let clientId: string;

  beforeAll(async () => {
    database = await pgliteDatabase();
    ctx = await makeWorkspace(database.db);
    clientId = (await makeClient(ctx)).id;
  });
  afterAll(() => database.close());

  const owned = () => ({ id: newId(), workspaceId: ctx.workspaceId });

  async function place(tx: Transaction, productId: string, one: Scene["demands"][number]) {
    const order = owned();
    const line = owned();
    await tx.insert(orders).values({
      ...order,
      number: order.id,
      source: "test",
      clientId,
      currency: "EUR",
      orderedOn: ctx.today,
      totalMinor: 0,
      rank: one.rank,
      onHold: one.onHold,
      searchText: "",
      createdAt: ctx.now,
      updatedAt: ctx.now,
    });
    await tx.insert(orderLines).values({
      ...line,
      orderId: order.id,
      line: 1,
      productId,
      sku: "OAK",
      name: "Oak",
      ordered: one.ordered,
      unitPriceMinor: 0,
      totalMinor: 0,
    });
    const held = { workspaceId: ctx.workspaceId, productId, orderLineId: line.id };
    if (one.floating !== null) {
      await tx.insert(reservations).values({ ...held, id: newId(), quantity: one.floating });
    }
    if (one.packed !== null) {
      const shipment = { ...owned(), orderId: order.id, number: order.id, createdAt: ctx.now };
      await tx.insert(shipments).values(shipment);
      const packed = { ...held, id: newId(), quantity: one.packed };
      await tx.insert(shipmentLines).values({ ...packed, shipmentId: shipment.id });
      await tx.insert(reservations).values({ ...packed, id: newId(), shipmentLineId: packed.id });
    }
    for (const units of one.madeFor) {
      const made = await produce(tx, productId, {
        quantity: units,
        on: "2026-06-01",
        line: line.id,
      });
      await tx.update(productionOrders).set({ made: units }).where(eq(productionOrders.id, made));
      await tx
        .insert(reservations)
        .values({ ...held, id: newId(), quantity: units, productionOrderId: made });
    }
    return line.id;
  }

  async function produce(
    tx: Transaction,
    productId: string,
    { quantity: units, on, line }: { quantity: number; on: string; line: string | null },
  ) {
    const row = { ...owned(), productId, orderLineId: line, quantity: units, dueOn: on };
    await tx.insert(productionOrders).values({ ...row, number: row.id, createdAt: ctx.now });
    return row.id;
  }

  /** What is written when the scene is allocated, and what the plan says; nothing of it stays. */
  async function bothOf(one: Scene) {
    const both: { written: unknown; planned: unknown }[] = [];
    const product = await makeProduct(ctx, `P-${newId()}`, { onHand: one.onHand });
    await withWorkspace(ctx, async (tx) => {
      await lockProducts(tx, ctx, [product.id]);
      const lines: string[] = [];
      for (const each of one.demands) {
        lines.push(await place(tx, product.id, each));
      }
      for (const each of one.supplies) {
        const on = `2026-06-${each.day}`;
        const line = each.forDemand === null ? null : (lines[each.forDemand] ?? null);
        if (line === null && each.forDemand === null) {
          const row = { ...owned(), productId: product.id, quantity: each.quantity, dueOn: on };
          await tx.insert(expectedReceipts).values({ ...row, reference: "PO" });
        } else {
          await produce(tx, product.id, { quantity: each.quantity, on, line });
        }
      }
      const stock = (await loadStock(tx, ctx, [product.id])).get(product.id);
      await reallocate(tx, ctx, [product.id]);
      const written = await writtenFor(tx, product.id);
      expect(await reallocate(tx, ctx, [product.id])).toEqual([]);
      expect(await writtenFor(tx, product.id)).toEqual(written);
      both.push({
        written,
        planned: stock
          ? plannedFor(
              stock,
              written.map(({ id }) => id),
            )
          : null,
      });
      throw new TakenBack();
    }).catch((error: unknown) => {
      if (!(error instanceof TakenBack)) {
        throw error;
      }
    });
    return both[0];
  }

  async function writtenFor(tx: Transaction, productId: string) {
    const rows = await tx
      .select()
      .from(orderLines)
      .where(and(eq(orderLines.workspaceId, ctx.workspaceId), eq(orderLines.productId, productId)))
      .orderBy(orderLines.id);
    const pieces = await tx
      .select()
      .from(supplyAllocations)
      .where(eq(supplyAllocations.productId, productId));
    const held = await tx.select().from(reservations).where(eq(reservations.productId, productId));
    return rows.map(({ id, reserved, expected, expectedOn }) => ({
      id,
      reserved,
      held: held
        .filter(({ orderLineId }) => orderLineId === id)
        .map((one) => {
          const isPinned = one.shipmentLineId !== null || one.productionOrderId !== null;
          return `${isPinned ? one.id : "floating"} ${one.quantity}`;
        })
        .sort(),
      expected,
      expectedOn,
      pieces: pieces
        .filter((piece) => piece.orderLineId === id)
        .map((piece) => ({
          supply: piece.productionOrderId ?? piece.expectedReceiptId ?? "",
          on: piece.dueOn,
          quantity: piece.quantity,
        }))
        .sort((a, b) => (`${a.on}${a.supply}` < `${b.on}${b.supply}` ? -1 : 1)),
    }));
  }

  function plannedFor(stock: Parameters<typeof planAllocation>[0], ids: readonly string[]) {
    const { lines } = planAllocation(stock);
    return ids.map((id) => {
      const { short: _short, pinned = new Map(), ...cover } = lines.get(id) ?? { short: 0 };
      const pins = [...pinned].filter(([, units]) => units > 0);
      const floating = pins.reduce((rest, [, units]) => rest - units, lines.get(id)?.reserved ?? 0);
      const held = [...pins, ...(floating > 0 ? [["floating", floating] as const] : [])];
      return { id, ...cover, held: held.map(([of, units]) => `${of} ${units}`).sort() };
    });
  }

  test("agree on any queue, whatever is pinned, held, linked or of equal rank", async () => {
    await fc.assert(
      fc.asyncProperty(scene, async (one) => {
        const both = await bothOf(one);
        expect(both?.planned).toEqual(both?.written);
        expect(both?.written).toHaveLength(one.demands.length);
      }),
      { numRuns: 120 },
    );
    await database.invariants();
  }, 180_000);
});

test("reserved, expected and short of a line are what it owes, and nothing is given twice", () => {
  const demands = fc.array(
    fc.record({
      rank: fc.nat(3),
      onHold: fc.boolean(),
      owed: quantity,
      kept: fc.nat(3000),
      pins: fc.array(fc.record({ id: fc.uuid(), quantity: fc.nat(3000), packed: fc.boolean() }), {
        maxLength: 2,
      }),
    }),
    { maxLength: 8 },
  );
  const supplies = fc.array(
    fc.record({ day: fc.integer({ min: 10, max: 20 }), quantity, forLine: fc.nat(9) }),
    { maxLength: 6 },
  );
  fc.assert(
    fc.property(fc.nat(9000), demands, supplies, (onHand, some, coming) => {
      const all = some.map((one, at) => demand(`${at}`, one.rank, { ...one, orderId: `${at}` }));
      const dated: Supply[] = coming.map((one, at) =>
        supply(`s${at}`, `2026-06-${one.day}`, one.quantity, `${one.forLine}`),
      );
      const plan = planAllocation({ onHand, demands: all, supplies: dated });
      let reserved = 0;
      const promised = new Map<string, number>();
      for (const one of all) {
        const cover = plan.lines.get(one.lineId);
        expect((cover?.reserved ?? 0) + (cover?.expected ?? 0) + (cover?.short ?? 0)).toBe(
          one.owed,
        );
        expect(
          Math.min(cover?.reserved ?? -1, cover?.expected ?? -1, cover?.short ?? -1),
        ).toBeGreaterThanOrEqual(0);
        reserved += cover?.reserved ?? 0;
        for (const piece of cover?.pieces ?? []) {
          promised.set(piece.supply, (promised.get(piece.supply) ?? 0) + piece.quantity);
        }
      }
      expect(reserved + plan.available).toBe(onHand);
      for (const one of dated) {
        expect((promised.get(one.id) ?? 0) + (plan.unpromised.get(one.id) ?? 0)).toBe(one.quantity);
      }
    }),
  );
});
