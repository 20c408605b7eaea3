import { describe, expect, it } from "vitest";
import { type ClientFacts, clientAnswer, clientSteps } from "./client-words";
import { PRODUCTION_STATUSES, SHIPMENT_STATUSES, STOCK_STATUSES } from "./lifecycle";

const FACTS: ClientFacts = {
  cancelled: false,
  ended: false,
  onHold: false,
  stock: { value: "in_stock", expectedOn: null },
  production: { value: "not_needed", percent: null },
  shipment: "not_shipped",
  shipped: 0,
  ready: 3000,
  wanted: 5000,
  dropped: 0,
  promise: "2026-06-12",
  departures: [],
  today: "2026-06-01",
  locale: "en-GB",
};
const DEPARTURE = { on: "2026-06-08", carrier: "DHL", packages: 2, deliveredOn: null };
const say = (set: Partial<ClientFacts>) => {
  const { headline, notes } = clientAnswer({ ...FACTS, ...set });
  return [headline, ...notes].join(". ");
};
const expected = (on: string | null) => ({ value: "expected", expectedOn: on }) as const;
const late = (on: string) => ({ value: "late", expectedOn: on }) as const;
const making = { value: "in_progress", percent: 60 } as const;

describe("clientAnswer", () => {
  it("says when it comes and how far it is", () => {
    expect(say({ stock: expected("2026-06-12"), production: making })).toBe(
      "Expected Fri 12 June. Being made, 60 %",
    );
    expect(say({ stock: expected("2027-01-04") })).toBe("Expected Mon, 4 January 2027");
    expect(
      say({ stock: expected("2026-06-12"), production: { value: "blocked", percent: 20 } }),
    ).toBe("Expected Fri 12 June. Being made, 20 %. Paused at the moment");
  });

  it("says that a day slips, and names none that has passed", () => {
    expect(say({ stock: late("2026-06-15") })).toBe(
      "Expected Mon 15 June, later than planned (Fri 12 June)",
    );
    expect(say({ stock: late("2026-05-30"), production: making })).toBe(
      "We are checking the date. Being made, 60 %",
    );
    expect(say({ stock: { value: "short", expectedOn: "2026-06-20" } })).toBe(
      "We are checking the date",
    );
    expect(say({ stock: { value: "partly", expectedOn: null } })).toBe(
      "We are checking the date. 3 of 5 ready to ship",
    );
  });

  it("says how it left", () => {
    const shipped = { shipment: "shipped", shipped: 5000, ready: 0 } as const;
    expect(say({ ...shipped, departures: [DEPARTURE] })).toBe(
      "Shipped Mon 8 June with DHL, 2 packages",
    );
    expect(say({ ...shipped, departures: [{ ...DEPARTURE, carrier: null, packages: 1 }] })).toBe(
      "Shipped Mon 8 June, 1 package",
    );
    const second = { ...DEPARTURE, on: "2026-06-10", carrier: "UPS", packages: 1 };
    expect(say({ ...shipped, departures: [DEPARTURE, second] })).toBe(
      "Shipped Wed 10 June, 3 packages in 2 shipments",
    );
    const delivered = { ...DEPARTURE, deliveredOn: "2026-06-09" };
    expect(say({ ...shipped, departures: [delivered] })).toBe("Delivered Tue 9 June");
    expect(say({ ...shipped, departures: [delivered, second] })).toContain("Shipped Wed 10 June");
    expect(say({ ...shipped, departures: [DEPARTURE], dropped: 2000 })).toBe(
      "Shipped Mon 8 June with DHL, 2 packages. 2 will not be shipped",
    );
    expect(say(shipped)).toBe("Shipped");
  });

  it("says what has left and when the rest comes", () => {
    const part = { shipment: "partly_shipped", shipped: 3000, departures: [DEPARTURE] } as const;
    expect(say({ ...part, stock: expected("2026-06-12") })).toBe(
      "Partly shipped: 3 of 5; the rest expected Fri 12 June",
    );
    expect(say(part)).toBe("Partly shipped: 3 of 5; the rest is ready to ship");
    expect(say({ ...part, stock: { value: "short", expectedOn: null } })).toBe(
      "Partly shipped: 3 of 5; we are checking the date of the rest",
    );
    expect(say({ ...part, onHold: true })).toBe(
      "On hold. We will be in touch before anything else leaves. 3 of 5 shipped before",
    );
  });

  it("says that it is cancelled whatever its lines still say", () => {
    for (const shipment of SHIPMENT_STATUSES) {
      for (const value of STOCK_STATUSES) {
        expect(say({ cancelled: true, shipment, stock: { value, expectedOn: null } })).toBe(
          "Cancelled",
        );
      }
    }
  });

  it("answers every status there can be, in a client's words", () => {
    const answers = new Map<string, number>();
    for (const onHold of [false, true]) {
      for (const ended of [false, true]) {
        for (const value of STOCK_STATUSES) {
          for (const production of PRODUCTION_STATUSES) {
            for (const shipment of SHIPMENT_STATUSES) {
              const percent = production === "not_needed" ? null : 60;
              const text = say({
                onHold,
                ended,
                stock: { value, expectedOn: "2026-06-15" },
                production: { value: production, percent },
                shipment,
                shipped: shipment === "partly_shipped" ? 3000 : 0,
                departures: shipment === "shipped" ? [DEPARTURE] : [],
              });
              answers.set(text, (answers.get(text) ?? 0) + 1);
            }
          }
        }
      }
    }
    const all = [...answers].map(([text, times]) => `${text} (${times})`);
    expect(all.join("\n")).not.toMatch(/reserv|short|rank|queue|MO-|undefined|null|NaN|fulfil/i);
    expect(all.sort()).toMatchInlineSnapshot(`
      [
        "Being prepared (8)",
        "Being prepared. Being made, 60 % (4)",
        "Being prepared. Being made, 60 %. Paused at the moment (4)",
        "Being prepared. Waiting to be made (4)",
        "Completed (70)",
        "Expected Mon 15 June (4)",
        "Expected Mon 15 June, later than planned (Fri 12 June) (4)",
        "Expected Mon 15 June, later than planned (Fri 12 June). Being made, 60 % (2)",
        "Expected Mon 15 June, later than planned (Fri 12 June). Being made, 60 %. Paused at the moment (2)",
        "Expected Mon 15 June, later than planned (Fri 12 June). Waiting to be made (2)",
        "Expected Mon 15 June. Being made, 60 % (2)",
        "Expected Mon 15 June. Being made, 60 %. Paused at the moment (2)",
        "Expected Mon 15 June. Waiting to be made (2)",
        "In progress (35)",
        "In progress. On hold at the moment (35)",
        "On hold. We will be in touch before anything else leaves. 3 of 5 shipped before (70)",
        "On hold. We will be in touch before anything leaves (70)",
        "Partly shipped: 3 of 5; 3 more ready to ship, we are checking the date of the rest (4)",
        "Partly shipped: 3 of 5; 3 more ready to ship, we are checking the date of the rest. Being made, 60 % (2)",
        "Partly shipped: 3 of 5; 3 more ready to ship, we are checking the date of the rest. Being made, 60 %. Paused at the moment (2)",
        "Partly shipped: 3 of 5; 3 more ready to ship, we are checking the date of the rest. Waiting to be made (2)",
        "Partly shipped: 3 of 5; the rest expected Mon 15 June (4)",
        "Partly shipped: 3 of 5; the rest expected Mon 15 June, later than planned (Fri 12 June) (4)",
        "Partly shipped: 3 of 5; the rest expected Mon 15 June, later than planned (Fri 12 June). Being made, 60 % (2)",
        "Partly shipped: 3 of 5; the rest expected Mon 15 June, later than planned (Fri 12 June). Being made, 60 %. Paused at the moment (2)",
        "Partly shipped: 3 of 5; the rest expected Mon 15 June, later than planned (Fri 12 June). Waiting to be made (2)",
        "Partly shipped: 3 of 5; the rest expected Mon 15 June. Being made, 60 % (2)",
        "Partly shipped: 3 of 5; the rest expected Mon 15 June. Being made, 60 %. Paused at the moment (2)",
        "Partly shipped: 3 of 5; the rest expected Mon 15 June. Waiting to be made (2)",
        "Partly shipped: 3 of 5; the rest follows (8)",
        "Partly shipped: 3 of 5; the rest follows. Being made, 60 % (4)",
        "Partly shipped: 3 of 5; the rest follows. Being made, 60 %. Paused at the moment (4)",
        "Partly shipped: 3 of 5; the rest follows. Waiting to be made (4)",
        "Partly shipped: 3 of 5; the rest is ready to ship (10)",
        "Partly shipped: 3 of 5; we are checking the date of the rest (4)",
        "Partly shipped: 3 of 5; we are checking the date of the rest. Being made, 60 % (2)",
        "Partly shipped: 3 of 5; we are checking the date of the rest. Being made, 60 %. Paused at the moment (2)",
        "Partly shipped: 3 of 5; we are checking the date of the rest. Waiting to be made (2)",
        "Ready to ship (10)",
        "Shipped Mon 8 June with DHL, 2 packages (140)",
        "We are checking the date (4)",
        "We are checking the date. 3 of 5 ready to ship (4)",
        "We are checking the date. 3 of 5 ready to ship. Being made, 60 % (2)",
        "We are checking the date. 3 of 5 ready to ship. Being made, 60 %. Paused at the moment (2)",
        "We are checking the date. 3 of 5 ready to ship. Waiting to be made (2)",
        "We are checking the date. Being made, 60 % (2)",
        "We are checking the date. Being made, 60 %. Paused at the moment (2)",
        "We are checking the date. Waiting to be made (2)",
      ]
    `);
  });
});

describe("clientSteps", () => {
  const stepsOf = (set: Partial<ClientFacts>) =>
    clientSteps({ ...FACTS, ...set }, "2026-05-28").map(
      ({ word, state, detail }) => `${state} ${word}${detail ? `: ${detail}` : ""}`,
    );

  it("shows how far the order is, and dates what is to come", () => {
    expect(stepsOf({ stock: expected("2026-06-12"), production: making })).toEqual([
      "done Received: Thu 28 May",
      "current Being made: 60 %",
      "to_come Ready to ship: expected Fri 12 June",
      "to_come Shipped",
    ]);
    expect(stepsOf({})).toEqual([
      "done Received: Thu 28 May",
      "done Ready to ship",
      "current Shipped",
    ]);
    expect(stepsOf({ shipment: "shipped", departures: [DEPARTURE] }).at(-1)).toBe(
      "done Shipped: Mon 8 June",
    );
  });

  it("shows no way for what will not leave", () => {
    expect(stepsOf({ cancelled: true })).toEqual([]);
    expect(stepsOf({ shipment: "not_needed" })).toEqual([]);
  });

  it("has at most one step that is under way, and none after a shipped order", () => {
    for (const value of STOCK_STATUSES) {
      for (const production of PRODUCTION_STATUSES) {
        for (const shipment of SHIPMENT_STATUSES) {
          const steps = stepsOf({
            stock: { value, expectedOn: null },
            production: { value: production, percent: 10 },
            shipment,
          });
          const current = steps.filter((step) => step.startsWith("current"));
          expect(current.length).toBe(shipment === "shipped" || steps.length === 0 ? 0 : 1);
        }
      }
    }
  });
});
