import { describe, expect, test } from "vitest";
import {
  type Beginnings,
  NEWS_KINDS,
  newsOf,
  type Told,
  type Truth,
  toldAfter,
  toldAtFirst,
} from "./news";

const truth = (set: Partial<Truth> = {}): Truth => ({
  confirmed: true,
  expectedOn: "2026-06-12",
  dueOn: "2026-06-15",
  shipments: [],
  isOwed: true,
  ...set,
});
const nothing: Told = { confirmed: false, expectedOn: null, dueOn: null, shipments: [] };
const told = toldAfter(nothing, truth());
const shipment = (number: string, set: { trackingNumber?: string; delivered?: boolean } = {}) => ({
  number,
  trackingNumber: set.trackingNumber ?? null,
  delivered: set.delivered ?? false,
});
const kinds = (
  before: Told,
  now: Truth,
  wanted: readonly (typeof NEWS_KINDS)[number][] = NEWS_KINDS,
) => newsOf(before, now, wanted)?.kinds ?? [];

describe("news", () => {
  test("of a new order is that it is confirmed", () => {
    expect(kinds(nothing, truth())).toEqual(["confirmed"]);
  });

  test("is nothing when what was told is still true", () => {
    expect(newsOf(told, truth(), NEWS_KINDS)).toBeNull();
  });

  test("is nothing of an order on hold until it is released", () => {
    const held = truth({ confirmed: false });
    expect(kinds(nothing, held)).toEqual([]);
    expect(kinds(toldAfter(nothing, held), truth())).toEqual(["confirmed"]);
  });

  test("is another day, in either of the two days", () => {
    expect(kinds(told, truth({ expectedOn: "2026-06-19" }))).toEqual(["date_changed"]);
    expect(kinds(told, truth({ dueOn: "2026-06-10" }))).toEqual(["date_changed"]);
  });

  test("is not that a day is not known any more, and not the same day again after that", () => {
    const unknown = truth({ expectedOn: null });
    expect(kinds(told, unknown)).toEqual([]);
    const after = toldAfter(told, unknown);
    expect(kinds(after, truth())).toEqual([]);
    expect(kinds(after, truth({ expectedOn: "2026-06-13" }))).toEqual(["date_changed"]);
  });

  test("is no day when nothing is to come", () => {
    expect(kinds(told, truth({ dueOn: "2026-06-30", isOwed: false }))).toEqual([]);
  });

  test("of an order that came and left at once is that it has left", () => {
    expect(kinds(nothing, truth({ shipments: [shipment("S-1")], isOwed: false }))).toEqual([
      "shipped",
    ]);
    expect(
      kinds(nothing, truth({ shipments: [shipment("S-1")] }), ["confirmed", "delivered"]),
    ).toEqual(["confirmed"]);
  });

  test("names only the shipments that are new", () => {
    const before = toldAfter(told, truth({ shipments: [shipment("S-1")] }));
    const now = truth({ shipments: [shipment("S-1"), shipment("S-2")] });
    expect(newsOf(before, now, NEWS_KINDS)?.shipped).toEqual(["S-2"]);
  });

  test("is a tracking number that was not known when the shipment was told", () => {
    const before = toldAfter(told, truth({ shipments: [shipment("S-1")] }));
    const now = truth({ shipments: [shipment("S-1", { trackingNumber: "1Z" })] });
    expect(newsOf(before, now, NEWS_KINDS)).toMatchObject({ kinds: ["shipped"], tracked: ["S-1"] });
  });

  test("is that a shipment is back which was said to have left", () => {
    const before = toldAfter(told, truth({ shipments: [shipment("S-1")] }));
    expect(newsOf(before, truth(), NEWS_KINDS)).toMatchObject({
      kinds: ["shipped"],
      takenBack: ["S-1"],
    });
  });

  test("is a delivery, once", () => {
    const before = toldAfter(told, truth({ shipments: [shipment("S-1")] }));
    const now = truth({ shipments: [shipment("S-1", { delivered: true })], isOwed: false });
    expect(newsOf(before, now, NEWS_KINDS)).toMatchObject({
      kinds: ["delivered"],
      delivered: ["S-1"],
    });
    const after = toldAfter(before, now);
    expect(newsOf(after, now, NEWS_KINDS)).toBeNull();
    const takenBack = toldAfter(after, truth({ shipments: [shipment("S-1")], isOwed: false }));
    expect(newsOf(takenBack, now, NEWS_KINDS)).toBeNull();
  });

  test("that a workspace does not want told is told neither now nor later", () => {
    const now = truth({ expectedOn: "2026-06-19" });
    expect(kinds(told, now, ["shipped"])).toEqual([]);
    expect(kinds(toldAfter(told, now), now)).toEqual([]);
  });
});

describe("an order of which nothing was told", () => {
  const since = new Date("2026-06-01T08:00:00Z");
  const begin = (set: Partial<Beginnings> = {}): Beginnings => ({
    orderedOn: "2026-06-01",
    createdOn: "2026-06-01",
    createdAt: new Date("2026-06-01T09:00:00Z"),
    byFile: false,
    messagesSince: since,
    shipments: [],
    ...set,
  });
  const first = (set: Partial<Beginnings>, now = truth()) => {
    const before = toldAtFirst(begin(set), now);
    return before === null ? "history" : kinds(before, now);
  };

  test("is confirmed when it came after messages were switched on", () => {
    expect(first({})).toEqual(["confirmed"]);
  });

  test("counts as confirmed when it was there before, or came in a file", () => {
    expect(first({ createdAt: new Date("2026-06-01T07:00:00Z") })).toEqual([]);
    expect(first({ byFile: true })).toEqual([]);
    expect(first({ messagesSince: null })).toEqual([]);
  });

  test("is told of when it leaves later, although it came in a file", () => {
    const leftAt = new Date("2026-06-02T08:00:00Z");
    const shipments = [{ ...shipment("S-1"), leftAt, deliveredAt: null }];
    const now = truth({ shipments: [shipment("S-1")] });
    expect(first({ byFile: true, shipments }, now)).toEqual(["shipped"]);
  });

  test("is not told of when it left before messages were switched on", () => {
    const leftAt = new Date("2026-05-30T08:00:00Z");
    const shipments = [{ ...shipment("S-1"), leftAt, deliveredAt: null }];
    const now = truth({ shipments: [shipment("S-1")] });
    expect(first({ createdAt: leftAt, shipments }, now)).toEqual([]);
  });

  test("is history when it was ordered long before it came in: nobody is told of it, ever", () => {
    expect(first({ orderedOn: "2026-04-01" })).toBe("history");
  });
});
