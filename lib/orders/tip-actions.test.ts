import { describe, expect, it } from "vitest";
import type { LineFacts } from "./lifecycle";
import { tipActionsOf } from "./tip-actions";

const line = (set: Partial<LineFacts> = {}): LineFacts => ({
  kind: "goods",
  tracked: true,
  isMade: true,
  ordered: 3000,
  shortClosed: 0,
  shipped: 0,
  reserved: 500,
  expected: 0,
  expectedOn: null,
  made: 0,
  toCome: 0,
  productionStarted: false,
  productionBlocked: false,
  ...set,
});
const order = (lines: readonly LineFacts[], set = {}) => ({
  ...{ lines, closedAt: null, archiveReason: null, row: { onHold: false } },
  ...set,
});
const ahead = [{ isAhead: true }];

describe("the actions of a tip", () => {
  it("are to make what is short of made products, and to change the place behind those who hold units", () => {
    expect(tipActionsOf(order([line(), line({ reserved: 3000 })]), ahead, "operator")).toEqual({
      make: "2.5",
      changesPriority: true,
    });
  });

  it("are none where they would not help", () => {
    const none = { make: null, changesPriority: false };
    const bought = order([line({ isMade: false })]);
    const planned = order([line({ expected: 2500 })]);
    expect(tipActionsOf(bought, [{ isAhead: false }], "owner")).toEqual(none);
    expect(tipActionsOf(planned, [], "owner")).toEqual(none);
    for (const set of [
      { row: { onHold: true } },
      { closedAt: new Date() },
      { archiveReason: "cancelled" as const },
    ]) {
      expect(tipActionsOf(order([line()], set), ahead, "owner")).toEqual(none);
    }
  });

  it("are not shown to who may not", () => {
    expect(tipActionsOf(order([line()]), ahead, "viewer")).toEqual({
      make: null,
      changesPriority: false,
    });
  });
});
