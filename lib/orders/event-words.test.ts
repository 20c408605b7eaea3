import { describe, expect, it } from "vitest";
import { eventWords, type ToldEvent } from "./event-words";
import { EVENT_TYPES } from "./events";

const reader = { locale: "en-GB", today: "2026-06-01", currency: "EUR" };

function told(type: string, set: Partial<ToldEvent> = {}): string {
  const event = {
    type,
    cause: "by_hand",
    policyVersion: null,
    fromTab: null,
    toTab: null,
    data: {},
    ...set,
  };
  const { sentence, detail } = eventWords(event, reader);
  return detail ? `${sentence} (${detail})` : sentence;
}

describe("the words of an event", () => {
  it("are a sentence for each type that there is, even when its data is missing", () => {
    for (const type of EVENT_TYPES) {
      expect(told(type)).toMatch(/^[A-Z][^_]+$/);
      expect(told(type)).not.toMatch(/undefined|null|NaN/);
    }
  });

  it("say how an order came in and under which number", () => {
    expect(told("created")).toBe("Entered by hand");
    expect(told("created", { cause: "import", data: { externalId: "#1001" } })).toBe(
      "Imported from a file as #1001",
    );
    expect(told("created", { cause: "delivery", data: { source: "wayfair" } })).toBe(
      "Came in from wayfair",
    );
  });

  it("name what moved the order, and under which policy", () => {
    expect(told("closed", { cause: "label_printed", policyVersion: 3 })).toBe(
      "Closed by label print (policy version 3)",
    );
    expect(told("closed", { data: { shortClosed: 2 } })).toBe(
      "Closed by hand (the rest of 2 lines short-closed)",
    );
    expect(told("archived", { cause: "asn_sent", policyVersion: 0, data: { reason: "asn" } })).toBe(
      "Archived by ASN (default policy)",
    );
    expect(
      told("archived", { data: { reason: "not_to_be_fulfilled", note: "Client is gone" } }),
    ).toBe("Archived as not to be fulfilled (Client is gone)");
    expect(told("archived", { data: { reason: "cancelled" } })).toBe("Cancelled");
  });

  it("say which move was taken back", () => {
    expect(told("undone", { fromTab: "closed", toTab: "open" })).toBe("Took back the closing");
    expect(told("undone", { fromTab: "archived", toTab: "closed" })).toBe(
      "Took back the archiving",
    );
    expect(told("undone", { fromTab: "closed", toTab: "archived" })).toBe(
      "Took back the unarchiving",
    );
    expect(told("undone", { fromTab: "open", toTab: "closed" })).toBe("Took back the reopening");
  });

  it("tell a print with its shipment and the copy", () => {
    const data = { shipment: "SH-1001", kinds: ["label", "packing_slip"], copies: [2, 1] };
    expect(told("document_printed", { data })).toBe(
      "Printed shipping label and packing slip (SH-1001 · copy 2)",
    );
  });

  it("show amounts in their currency", () => {
    const data = { invoice: "INV-1000", amountMinor: 225445, currency: "EUR" };
    expect(told("invoiced", { data })).toBe("Invoiced €2,254.45 (INV-1000)");
    expect(told("paid", { data: { amountMinor: 500, currency: "JPY" } })).toBe(
      "Recorded a payment of JP¥500",
    );
  });

  it("tell an edit by what it changed, before and after", () => {
    const data = {
      changes: { deliverByOn: ["2026-06-10", "2026-06-12"], shippingMinor: [0, 1950] },
      lines: [
        { sku: "CHAIR", from: "3", to: "5" },
        { sku: "OIL", from: null, to: "2" },
        { sku: "TABLE", from: "1", to: "1" },
      ],
      removed: [4],
    };
    expect(told("updated", { data })).toBe(
      "Changed deliver by, shipping and 4 lines (deliver by 10 Jun → 12 Jun · shipping €0.00 → €19.50 · CHAIR 3 → 5 · OIL added, 2 · TABLE price changed · line 4 removed)",
    );
    expect(told("updated")).toBe("Changed the order");
    const rest = {
      changes: { onHold: [false, true], currency: ["EUR", "USD"], shipTo: [null, "Acme, DE"] },
      lines: [{ sku: "CHAIR", from: "3", to: "3", discountMinor: [0, 500] }],
    };
    expect(told("updated", { data: rest })).toBe(
      "Changed hold, currency, ship to and 1 line (hold no → yes · currency EUR → USD · ship to none → Acme, DE · CHAIR discount €0.00 → €5.00)",
    );
  });

  it("tell for which day a shipment is planned", () => {
    const data = { shipment: "SH-7", lines: [{ sku: "OAK", quantity: "3" }] };
    expect(told("shipment_prepared", { data: { ...data, plannedShipOn: "2026-06-12" } })).toBe(
      "Prepared shipment SH-7 (3 OAK · to leave on 12 Jun)",
    );
    const plannedShipOn = ["2026-06-12", null];
    expect(told("shipment_changed", { data: { shipment: "SH-7", plannedShipOn } })).toBe(
      "Changed shipment SH-7 (to leave on 12 Jun → none)",
    );
  });

  it("tell how many more of a line may be shipped", () => {
    const line = { sku: "CHAIR", from: "3", to: "3", overShipAllowance: ["0", "2"] };
    expect(told("updated", { data: { lines: [line] } })).toBe(
      "Changed 1 line (CHAIR may be exceeded by 0 → 2)",
    );
  });

  it("are the type's own name for a type nobody has words for", () => {
    expect(told("picked_up")).toBe("Picked up");
  });

  it("tell of production by its number, what was made and what went wrong", () => {
    const data = { production: "MO-104", sku: "OAK", quantity: "3" };
    expect(told("production_created", { data: { ...data, dueOn: "2026-06-12" } })).toBe(
      "Planned 3 OAK as MO-104 (due 12 Jun)",
    );
    expect(told("production_reported", { data: { ...data, scrapped: "1", done: true } })).toBe(
      "Made 3 OAK with MO-104 (1 scrapped · that is all of it)",
    );
    expect(told("production_reported", { data: { ...data, quantity: "0", scrapped: "1" } })).toBe(
      "Scrapped 1 of MO-104",
    );
    expect(told("production_report_taken_back", { data })).toBe(
      "Took back a report of 3 OAK with MO-104 (its units are out of stock again)",
    );
    expect(told("production_blocked", { data: { ...data, reason: "Boards are wet" } })).toBe(
      "Blocked MO-104 (Boards are wet)",
    );
    expect(told("production_finished_short", { data: { ...data, made: "1" } })).toBe(
      "Finished MO-104 short (1 of 3 made)",
    );
    expect(
      told("production_changed", {
        data: { ...data, quantity: ["3", "5"], dueOn: ["2026-06-12", "2026-06-20"] },
      }),
    ).toBe("Changed MO-104 (quantity 3 → 5 · due 12 Jun → 20 Jun)");
  });
});
