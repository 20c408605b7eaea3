import { describe, expect, test } from "vitest";
import type { LineFacts, OrderFacts } from "./lifecycle";
import { type AsnStates, DEFAULT_POLICY, dispatches, moveFor, type Policy } from "./policy";

const line: LineFacts = {
  ...{ kind: "goods", tracked: true, isMade: false },
  ...{ ordered: 2000, shortClosed: 0, shipped: 2000, reserved: 0, expected: 0, expectedOn: null },
  ...{ made: 0, toCome: 0, productionStarted: false, productionBlocked: false },
};
const shipped: OrderFacts = {
  ...{ lines: [line], closedAt: null, archiveReason: null, dueOn: null, shipByOn: null },
  ...{ totalMinor: 100, invoicedMinor: 0, paidMinor: 0 },
};
const closed: OrderFacts = { ...shipped, closedAt: new Date("2026-06-01T10:00:00Z") };
const policy = (set: Partial<Policy>): Policy => ({ ...DEFAULT_POLICY, ...set });

describe("an ASN archives a closed order", () => {
  const moveBy = (asns: AsnStates, set: Partial<Policy> = {}) =>
    moveFor(policy(set), "asn_sent", closed, asns);
  const archived = { type: "archive", reason: "asn" };

  test("when each of its shipments has one that is out, and not before", () => {
    expect(moveBy(["sent", "accepted"])).toEqual(archived);
    expect(moveBy(["sent", null])).toBeNull();
    expect(moveBy([null, "accepted"])).toBeNull();
    expect(moveBy([])).toBeNull();
  });

  test("when all are accepted, where the policy asks for that", () => {
    expect(moveBy(["accepted", "accepted"], { archiveOnAsn: "accepted" })).toEqual(archived);
    expect(moveBy(["accepted", "sent"], { archiveOnAsn: "accepted" })).toBeNull();
  });

  test("never where the policy says so, nor while it is paused", () => {
    expect(moveBy(["sent"], { archiveOnAsn: "off" })).toBeNull();
    expect(moveBy(["sent"], { paused: true })).toBeNull();
  });

  test("and leaves an open one where it is", () => {
    expect(moveFor(DEFAULT_POLICY, "asn_sent", shipped, ["sent"])).toBeNull();
  });
});

test("a fact that the policy does not name neither dispatches nor closes", () => {
  const byHand = policy({ dispatchOn: ["marked_shipped"], closeOn: ["marked_shipped"] });
  expect(dispatches(byHand, "label_printed")).toBe(false);
  expect(dispatches(byHand, "marked_shipped")).toBe(true);
  expect(moveFor(byHand, "label_printed", shipped, [])).toBeNull();
  expect(moveFor(byHand, "marked_shipped", shipped, [])).toEqual({ type: "close", byHand: false });
});

test("what still owes goods is never closed by a rule; what is settled is archived as completed", () => {
  const part = { ...shipped, lines: [{ ...line, ordered: 2001 }] };
  expect(moveFor(DEFAULT_POLICY, "label_printed", part, [])).toBeNull();
  const paid = { ...closed, invoicedMinor: 100, paidMinor: 100 };
  expect(moveFor(DEFAULT_POLICY, "paid", paid, [])).toEqual({
    type: "archive",
    reason: "completed",
  });
  expect(moveFor(DEFAULT_POLICY, "paid", { ...paid, paidMinor: 99 }, [])).toBeNull();
});
