import { describe, expect, it } from "vitest";
import { PRODUCTION_EVENTS } from "@/lib/production/state";
import { doneWords, historyWords } from "./words";

const reader = { locale: "en-GB", today: "2026-06-01" };
const done = (code: string, data = {}) => doneWords({ kind: "done", code, data }, "SO-1042");

describe("what the page says after a report", () => {
  it("names where the units went", () => {
    const data = { quantity: "5", pinned: "3", toStock: "2", surplus: "0", scrapped: "0" };
    expect(done("reported", data)).toBe("5 made: 3 held for SO-1042, 2 to stock.");
    expect(done("reported", { ...data, pinned: "0", toStock: "5" })).toBe("5 made: 5 to stock.");
  });

  it("says what was scrapped, and what is more than planned", () => {
    const data = { quantity: "5", pinned: "5", toStock: "0", surplus: "1", scrapped: "2" };
    expect(done("reported", data)).toBe(
      "5 made: 5 held for SO-1042. 2 scrapped. That is 1 more than planned.",
    );
    expect(done("reported", { quantity: "0", scrapped: "2", surplus: "0" })).toBe("2 scrapped.");
  });
});

describe("what the page says after the other forms", () => {
  it("is a sentence for each", () => {
    for (const code of [...PRODUCTION_EVENTS, "unknown"]) {
      expect(done(code, { reason: "wet boards" })).not.toMatch(/undefined reason|NaN|_/);
    }
    expect(done("blocked", { reason: "Boards are wet" })).toBe("Blocked: Boards are wet.");
  });

  it("is the reason where one was refused", () => {
    const refused = (code: string, data = {}) => doneWords({ kind: "refused", code, data }, null);
    expect(refused("some_made", { made: "2" })).toBe(
      "2 are made already. Finish it short instead of cancelling it.",
    );
    expect(refused("units_shipped", { shipment: "SH-1001", left: "2" })).toBe(
      "2 of its units are in shipment SH-1001. Undo the shipment first.",
    );
    expect(refused("invalid", { message: "Reason is missing." })).toBe("Reason is missing.");
  });
});

describe("the history", () => {
  const told = (type: (typeof PRODUCTION_EVENTS)[number], data = {}) => {
    const { sentence, detail } = historyWords({ type, data }, reader);
    return detail ? `${sentence} (${detail})` : sentence;
  };

  it("has a sentence for each event, even when its data is missing", () => {
    for (const type of PRODUCTION_EVENTS) {
      expect(told(type)).toMatch(/^[A-Z][^_]*$/);
      expect(told(type)).not.toMatch(/undefined|null|NaN/);
    }
  });

  it("says how many, what went wrong and what changed", () => {
    expect(told("created", { quantity: "5", dueOn: "2026-06-12" })).toBe("Planned 5 (due 12 Jun)");
    expect(told("reported", { quantity: "5", scrapped: "1", done: true })).toBe(
      "Made 5 (1 scrapped · that is all of it)",
    );
    expect(told("reported", { quantity: "0", scrapped: "1" })).toBe("Scrapped 1");
    expect(told("changed", { quantity: ["5", "7"], dueOn: ["2026-06-12", "2026-06-20"] })).toBe(
      "Changed the plan (quantity 5 → 7 · due 12 Jun → 20 Jun)",
    );
    expect(told("finished_short", { made: "3", quantity: "5" })).toBe(
      "Finished short (3 of 5 made)",
    );
  });
});
