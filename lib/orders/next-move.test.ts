import { describe, expect, it } from "vitest";
import { nextMove } from "./next-move";
import { DEFAULT_POLICY } from "./policy";

const open = { closedAt: null, archiveReason: null };
const closed = { ...open, closedAt: new Date("2026-06-01T10:00:00Z") };

describe("what would move an order on", () => {
  it("is told from the default policy", () => {
    expect(nextMove(open, DEFAULT_POLICY)).toBe(
      "Printing its label, packing slip or bill of lading or marking it as shipped closes it once everything has shipped.",
    );
    expect(nextMove(closed, DEFAULT_POLICY)).toBe(
      "Sending its ASN or invoicing and paying it in full archives it.",
    );
  });

  it("names only the facts that the policy switches on", () => {
    const policy = { ...DEFAULT_POLICY, closeOn: ["label_printed" as const] };
    expect(nextMove(open, policy)).toBe(
      "Printing its label closes it once everything has shipped.",
    );
    expect(nextMove(open, { ...policy, closeOn: ["channel_shipped"] })).toBe(
      "The marketplace saying that it has shipped closes it.",
    );
    expect(
      nextMove(closed, { ...policy, archiveOnAsn: "accepted", archiveOnCompleted: false }),
    ).toBe("The client accepting its ASN archives it.");
  });

  it("is a person where nothing is switched on or all is paused", () => {
    const off = { ...DEFAULT_POLICY, closeOn: [], archiveOnCompleted: false };
    expect(nextMove(open, off)).toBe("Nothing closes it by itself: close it by hand.");
    expect(nextMove(closed, { ...off, archiveOnAsn: "off" })).toBe(
      "Nothing archives it by itself: archive it by hand.",
    );
    expect(nextMove(open, { ...DEFAULT_POLICY, paused: true })).toBe(
      "Automation is paused: only a person moves it.",
    );
  });

  it("is the reopening of an archived order, back to where it came from", () => {
    expect(nextMove({ ...open, archiveReason: "cancelled" }, DEFAULT_POLICY)).toBe(
      "Reopening it moves it back to Open.",
    );
    expect(nextMove({ ...closed, archiveReason: "asn" }, DEFAULT_POLICY)).toBe(
      "Reopening it moves it back to Closed.",
    );
  });
});
