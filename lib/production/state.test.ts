import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  allowedActs,
  decideAct,
  FINISHES,
  finishAfter,
  isLateOn,
  PRODUCTION_ACTS,
  PRODUCTION_STATES,
  type ProductionFacts,
  percentOf,
  remainingOf,
  stateOf,
} from "./state";

const at = new Date("2026-06-01T08:00:00Z");
const facts = (set: Partial<ProductionFacts> = {}): ProductionFacts => ({
  quantity: 5000,
  made: 0,
  startedAt: null,
  blockedAt: null,
  finish: null,
  ...set,
});

/** A production order in each state, with units and without where both can be. */
const EACH = {
  not_started: facts(),
  in_progress: facts({ startedAt: at }),
  "in_progress, some made": facts({ startedAt: at, made: 2000 }),
  blocked: facts({ blockedAt: at }),
  "blocked, some made": facts({ startedAt: at, blockedAt: at, made: 2000 }),
  made: facts({ startedAt: at, made: 5000, finish: "done" }),
  finished_short: facts({ startedAt: at, made: 2000, finish: "short" }),
  cancelled: facts({ finish: "cancelled" }),
};

describe("the state of a production order", () => {
  it("is that of its facts, and each state is reached", () => {
    const states = Object.entries(EACH).map(([name, order]) => [
      name.split(",")[0],
      stateOf(order),
    ]);
    for (const [name, state] of states) {
      expect(state).toBe(name);
    }
    expect(new Set(states.map(([, state]) => state))).toEqual(new Set(PRODUCTION_STATES));
  });

  it("is in progress once something was made, also when nobody pressed Start", () => {
    expect(stateOf(facts({ made: 1 }))).toBe("in_progress");
  });

  it("is what ended it, whatever went before", () => {
    for (const finish of FINISHES) {
      const ended = facts({ startedAt: at, blockedAt: at, finish });
      expect(stateOf(ended)).toBe(stateOf(facts({ finish })));
    }
  });
});

describe("what people do to a production order", () => {
  it("is allowed, or refused with the reason, in each state", () => {
    const grid = Object.entries(EACH).map(
      ([name, order]) =>
        `${name}: ${PRODUCTION_ACTS.map((act) => {
          const outcome = decideAct(act, order);
          return outcome.ok ? act : `-${act} (${outcome.refusal.code.replace("production_", "")})`;
        }).join(", ")}`,
    );
    expect(grid).toMatchInlineSnapshot(`
      [
        "not_started: start, report, take_back, change, block, -unblock (not_blocked), -finish_short (none_made), cancel, -reopen (open)",
        "in_progress: -start (started), report, take_back, change, block, -unblock (not_blocked), -finish_short (none_made), cancel, -reopen (open)",
        "in_progress, some made: -start (started), report, take_back, change, block, -unblock (not_blocked), finish_short, -cancel (some_made), -reopen (open)",
        "blocked: -start (blocked), report, take_back, change, -block (blocked), unblock, -finish_short (none_made), cancel, -reopen (open)",
        "blocked, some made: -start (blocked), report, take_back, change, -block (blocked), unblock, finish_short, -cancel (some_made), -reopen (open)",
        "made: -start (made), report, take_back, change, -block (made), -unblock (made), -finish_short (made), -cancel (made), -reopen (made)",
        "finished_short: -start (finished_short), -report (finished_short), take_back, -change (finished_short), -block (finished_short), -unblock (finished_short), -finish_short (finished_short), -cancel (finished_short), reopen",
        "cancelled: -start (cancelled), -report (cancelled), take_back, -change (cancelled), -block (cancelled), -unblock (cancelled), -finish_short (cancelled), -cancel (cancelled), reopen",
      ]
    `);
  });

  it("is offered exactly where it would not be refused", () => {
    for (const order of Object.values(EACH)) {
      const offered = allowedActs(order);
      for (const act of PRODUCTION_ACTS) {
        expect(offered.includes(act)).toBe(decideAct(act, order).ok);
      }
    }
  });

  it("says how many are made where that is what forbids to cancel", () => {
    expect(decideAct("cancel", EACH["in_progress, some made"])).toEqual({
      ok: false,
      refusal: { code: "some_made", data: { made: "2" } },
    });
  });
});

describe("how far it has come", () => {
  it("is floored, and 100 only when all is made", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10 ** 13 }),
        fc.integer({ min: 0, max: 2 * 10 ** 13 }),
        (quantity, made) => {
          const percent = percentOf({ quantity, made });
          expect(percent === 100).toBe(made >= quantity);
          expect(percent).toBeGreaterThanOrEqual(0);
          expect(percent).toBeLessThanOrEqual(100);
        },
      ),
    );
    expect(percentOf({ quantity: 1000, made: 999 })).toBe(99);
    expect(percentOf({ quantity: 3000, made: 1000 })).toBe(33);
  });

  it("leaves what is not made yet, never less than nothing, and nothing once it is finished", () => {
    expect(remainingOf(facts({ made: 2000 }))).toBe(3000);
    expect(remainingOf(facts({ made: 7000 }))).toBe(0);
    expect(remainingOf(facts({ made: 2000, finish: "short" }))).toBe(0);
  });

  it("ends as done with the last unit, and not before", () => {
    expect(finishAfter({ quantity: 5000, made: 4999 })).toBeNull();
    expect(finishAfter({ quantity: 5000, made: 5000 })).toBe("done");
    expect(finishAfter({ quantity: 5000, made: 6000 })).toBe("done");
  });

  it("is late after its day while it is open, not on the day", () => {
    const order = { ...facts(), dueOn: "2026-06-10" };
    expect(isLateOn(order, "2026-06-10")).toBe(false);
    expect(isLateOn(order, "2026-06-11")).toBe(true);
    expect(isLateOn({ ...order, finish: "done" }, "2026-06-11")).toBe(false);
  });
});
