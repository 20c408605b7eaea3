import { describe, expect, it } from "vitest";
import type { SupplyPiece } from "./explanation";
import type { LineFacts } from "./lifecycle";
import { lineStockOf } from "./line-view";

const viewer = { today: "2026-06-01", workspace: { locale: "en-GB" } };
const order = { archiveReason: null, shipByOn: null, dueOn: "2026-06-15" };

function line(set: Partial<LineFacts & { supply: SupplyPiece[] }> = {}) {
  return {
    kind: "goods" as const,
    tracked: true,
    isMade: false,
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
    supply: [],
    ...set,
  };
}

describe("the stock of a line", () => {
  it("counts what is missing when nothing is reserved", () => {
    expect(lineStockOf(viewer, order, line())).toEqual({
      value: "short",
      percent: null,
      text: "5",
      explanation: "0 of 5 reserved; 5 not planned",
    });
  });

  it("shows the split when a part is reserved", () => {
    expect(lineStockOf(viewer, order, line({ reserved: 3000 }))).toEqual({
      value: "partly",
      percent: 60,
      text: "3/5",
      explanation: "3 of 5 reserved; 2 not planned",
    });
  });

  it("names day and source of what is expected, and says late when it comes too late", () => {
    const supply = [{ quantity: 2000, on: "2026-06-12", source: "MO-104" }];
    const covered = line({ reserved: 3000, expected: 2000, expectedOn: "2026-06-12", supply });
    expect(lineStockOf(viewer, order, covered)).toEqual({
      value: "expected",
      percent: 60,
      text: "12 Jun",
      explanation: "3 of 5 reserved; 2 expected 12 Jun from MO-104",
    });
    expect(lineStockOf(viewer, { ...order, shipByOn: "2026-06-11" }, covered).value).toBe("late");
  });

  it("floors the percent and needs no words when all is reserved", () => {
    const third = line({ ordered: 3000, reserved: 2000, expected: 1000, expectedOn: "2026-06-12" });
    expect(lineStockOf(viewer, order, third).percent).toBe(66);
    expect(lineStockOf(viewer, order, line({ reserved: 5000 }))).toEqual({
      value: "in_stock",
      percent: null,
      text: null,
      explanation: null,
    });
  });

  it("is not needed for a cancelled order, a service and a line that is short-closed", () => {
    const none = { value: "not_needed", percent: null, text: null, explanation: null };
    expect(lineStockOf(viewer, { ...order, archiveReason: "cancelled" }, line())).toEqual(none);
    expect(lineStockOf(viewer, order, line({ kind: "service" }))).toEqual(none);
    expect(lineStockOf(viewer, order, line({ shortClosed: 5000 }))).toEqual(none);
  });
});
