import { describe, expect, it } from "vitest";
import type { LineFacts } from "./lifecycle";
import { lineStockOf } from "./line-view";

const viewer = { today: "2026-06-01", workspace: { locale: "en-GB" } };
const order = { archiveReason: null, shipByOn: null, dueOn: "2026-06-15" };

function line(set: Partial<LineFacts> = {}) {
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
    ...set,
  };
}

describe("the stock of a line", () => {
  it("counts what is missing when nothing is reserved", () => {
    expect(lineStockOf(viewer, order, line())).toEqual({
      value: "short",
      percent: null,
      text: "5",
    });
  });

  it("shows the part that is reserved", () => {
    expect(lineStockOf(viewer, order, line({ reserved: 3000 }))).toEqual({
      value: "partly",
      percent: 60,
      text: "3/5",
    });
  });

  it("names the day of what is expected, and says late when it comes too late", () => {
    const covered = line({ reserved: 3000, expected: 2000, expectedOn: "2026-06-12" });
    expect(lineStockOf(viewer, order, covered)).toEqual({
      value: "expected",
      percent: 60,
      text: "12 Jun",
    });
    expect(lineStockOf(viewer, { ...order, shipByOn: "2026-06-11" }, covered).value).toBe("late");
  });

  it("floors the percent and needs no detail when all is reserved", () => {
    const third = line({ ordered: 3000, reserved: 2000, expected: 1000, expectedOn: "2026-06-12" });
    expect(lineStockOf(viewer, order, third).percent).toBe(66);
    expect(lineStockOf(viewer, order, line({ reserved: 5000 }))).toEqual({
      value: "in_stock",
      percent: null,
      text: null,
    });
  });

  it("is not needed for a cancelled order, a service and a line that is short-closed", () => {
    const none = { value: "not_needed", percent: null, text: null };
    expect(lineStockOf(viewer, { ...order, archiveReason: "cancelled" }, line())).toEqual(none);
    expect(lineStockOf(viewer, order, line({ kind: "service" }))).toEqual(none);
    expect(lineStockOf(viewer, order, line({ shortClosed: 5000 }))).toEqual(none);
  });
});
