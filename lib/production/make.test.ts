import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { LineFacts } from "../orders/lifecycle";
import { decideMake, decideTakeBack, dueFor, needsOf, pinnedOf } from "./make";

const line = (set: Partial<LineFacts & { line: number; id: string }> = {}) => ({
  kind: "goods" as const,
  tracked: true,
  isMade: true,
  ordered: 5000,
  shortClosed: 0,
  shipped: 0,
  reserved: 0,
  expected: 0,
  expectedOn: null,
  made: 0,
  toCome: 0,
  productionStarted: false,
  productionBlocked: false,
  id: "line",
  line: 1,
  productId: "product",
  sku: "OAK",
  ...set,
});
const order = (lines: ReturnType<typeof line>[], set: Partial<{ onHold: boolean }> = {}) => ({
  row: { tab: "open" as const, onHold: false, ...set },
  lines,
});

describe("what an order needs to have made", () => {
  it("is what no stock and no dated supply covers", () => {
    const needs = needsOf([line({ reserved: 1000, expected: 1500, shipped: 500 })]);
    expect(needs).toEqual([
      { lineId: "line", line: 1, productId: "product", sku: "OAK", quantity: 2000 },
    ]);
  });

  it("is nothing of services, of what is bought, of what is not tracked, of what is covered", () => {
    const lines = [
      line({ kind: "service" }),
      line({ isMade: false }),
      line({ tracked: false }),
      line({ reserved: 5000 }),
      line({ expected: 5000 }),
      line({ shortClosed: 5000 }),
    ];
    expect(needsOf(lines)).toEqual([]);
    expect(decideMake(order(lines), null)).toMatchObject({ refusal: { code: "nothing_to_make" } });
  });

  it("never adds up to more than what is owed", () => {
    const units = fc.integer({ min: 0, max: 9000 });
    fc.assert(
      fc.property(units, units, units, units, (ordered, shipped, reserved, expected) => {
        const owed = ordered - Math.min(ordered, shipped);
        const facts = line({ ordered, shipped: Math.min(ordered, shipped), reserved, expected });
        const need = needsOf([facts]).at(0)?.quantity ?? 0;
        expect(need).toBe(Math.max(0, owed - reserved - expected));
      }),
    );
  });

  it("can be asked of one line, and of no line that is not there", () => {
    const lines = [line(), line({ line: 2, id: "other", ordered: 1000 })];
    const made = decideMake(order(lines), 2);
    expect(made.ok && made.value.map((need) => [need.lineId, need.quantity])).toEqual([
      ["other", 1000],
    ]);
    expect(decideMake(order(lines), 3)).toMatchObject({ refusal: { code: "unknown_line" } });
  });

  it("waits while the order is on hold, and is over once it is not open", () => {
    expect(decideMake(order([line()], { onHold: true }), null)).toMatchObject({
      refusal: { code: "on_hold" },
    });
    for (const tab of ["closed", "archived"] as const) {
      const gone = { ...order([line()]), row: { tab, onHold: false } };
      expect(decideMake(gone, null)).toMatchObject({ refusal: { code: "not_open" } });
    }
  });
});

describe("the day on which production is due", () => {
  const today = "2026-06-10";
  const due = (shipByOn: string | null, dueOn: string | null, leadTimeDays: number | null = null) =>
    dueFor({ shipByOn, dueOn }, { leadTimeDays }, today);

  it("is ship by, else the due date", () => {
    expect(due("2026-06-12", "2026-06-15")).toBe("2026-06-12");
    expect(due(null, "2026-06-15")).toBe("2026-06-15");
    expect(due("2026-06-10", null)).toBe("2026-06-10");
  });

  it("is as soon as the lead time allows where the promise has passed or there is none", () => {
    expect(due("2026-06-09", null, 5)).toBe("2026-06-15");
    expect(due("2026-06-09", null)).toBe(today);
    expect(due(null, null, 3)).toBe("2026-06-13");
    expect(due(null, null)).toBe("2026-06-24");
  });
});

describe("what of new units is held for the line", () => {
  it("is what it owes and does not hold for itself yet; the rest joins the queue", () => {
    expect(pinnedOf(3000, line(), 0)).toBe(3000);
    expect(pinnedOf(7000, line(), 0)).toBe(5000);
    expect(pinnedOf(3000, line(), 4000)).toBe(1000);
    expect(pinnedOf(3000, line({ shipped: 5000 }), 0)).toBe(0);
    expect(pinnedOf(3000, line(), 6000)).toBe(0);
  });
});

describe("a report can be taken back", () => {
  const units = { reported: 3000, pinned: 3000, stillPinned: 3000, shipment: null, free: 3000 };

  it("while its units are there, also beside a shipment of others", () => {
    expect(decideTakeBack(units).ok).toBe(true);
    expect(decideTakeBack({ ...units, shipment: "SH-1" }).ok).toBe(true);
  });

  it("when what was held for the line was let go without leaving", () => {
    expect(decideTakeBack({ ...units, stillPinned: 0 }).ok).toBe(true);
  });

  it("but not once they are packed or shipped with the line", () => {
    expect(decideTakeBack({ ...units, stillPinned: 1000, shipment: "SH-1" })).toEqual({
      ok: false,
      refusal: { code: "units_shipped", data: { shipment: "SH-1", left: "2" } },
    });
  });

  it("and not when fewer are in stock than it reported", () => {
    expect(decideTakeBack({ ...units, free: 2500 })).toEqual({
      ok: false,
      refusal: { code: "units_gone", data: { free: "2.5", quantity: "3" } },
    });
  });
});
