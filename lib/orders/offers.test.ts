import { describe, expect, it } from "vitest";
import type { LineFacts } from "./lifecycle";
import { archiveReasonsOf, type OfferFacts, type OrderAction, offersOf } from "./offers";

const line: LineFacts = {
  kind: "goods",
  tracked: true,
  isMade: false,
  ordered: 5000,
  shortClosed: 0,
  shipped: 0,
  reserved: 5000,
  expected: 0,
  expectedOn: null,
  made: 0,
  toCome: 0,
  productionStarted: false,
  productionBlocked: false,
};

const ready: OfferFacts = {
  lines: [line],
  closedAt: null,
  archiveReason: null,
  dueOn: null,
  shipByOn: null,
  totalMinor: 1000,
  invoicedMinor: 0,
  paidMinor: 0,
  onHold: false,
  mayShipPartly: false,
  shipments: [],
};

const gone = { ...line, shipped: 5000, reserved: 0 };
const dispatched = { state: "dispatched", handedOver: false, hasAsn: false } as const;
const closed: OfferFacts = {
  ...ready,
  lines: [gone],
  closedAt: new Date("2026-06-01T10:00:00Z"),
  shipments: [dispatched],
};

const offers = (order: OfferFacts) => offersOf(order, () => true);
const offered = (order: OfferFacts): readonly OrderAction[] => {
  const { primary, others } = offers(order);
  return primary === null ? others : [primary, ...others];
};

describe("the offers of an order's page", () => {
  it("begin with printing the labels when everything owed is reserved", () => {
    expect(offers(ready)).toEqual({
      primary: "print_labels",
      others: [
        "print_packing_slips",
        "print_bills_of_lading",
        "mark_shipped",
        "invoice",
        "pay",
        "edit",
        "hold",
        "queue",
        "promise",
        "archive",
        "cancel",
      ],
    });
  });

  it("have no next step and nothing to print while a part is missing", () => {
    const short = { ...ready, lines: [{ ...line, reserved: 3000 }] };
    expect(offers(short).primary).toBeNull();
    expect(offered(short)).not.toContain("print_labels");
    expect(offers({ ...short, mayShipPartly: true }).primary).toBe("print_labels");
    expect(offers({ ...ready, lines: [{ ...line, reserved: 0 }] }).primary).toBeNull();
  });

  it("count all that is owed of goods that are not tracked, and nothing of services", () => {
    const untracked = { ...line, tracked: false, reserved: 0 };
    const service = { ...line, kind: "service" as const, tracked: false, reserved: 0 };
    expect(offers({ ...ready, lines: [untracked, service] }).primary).toBe("print_labels");
    expect(offers({ ...ready, lines: [service] }).primary).toBe("close");
  });

  it("hold back everything that ships while the order is on hold", () => {
    const held = { ...ready, onHold: true };
    expect(offered(held)).toEqual([
      "invoice",
      "pay",
      "edit",
      "release",
      "queue",
      "promise",
      "archive",
      "cancel",
    ]);
  });

  it("send a draft on its way whatever its lines still wait for", () => {
    const draft = { state: "draft", handedOver: false, hasAsn: false } as const;
    const drafted = { ...ready, lines: [{ ...line, reserved: 2000 }], shipments: [draft] };
    expect(offers(drafted).primary).toBe("print_labels");
  });

  it("go on from closed to the ASN, the invoice and the payment", () => {
    const sent = { ...closed, shipments: [{ ...dispatched, hasAsn: true }] };
    expect(offers(closed).primary).toBe("send_asn");
    expect(offers(sent).primary).toBe("invoice");
    expect(offers({ ...sent, invoicedMinor: 1000 }).primary).toBe("pay");
    expect(offers({ ...sent, invoicedMinor: 1000, paidMinor: 1000 }).primary).toBeNull();
  });

  it("print again what has left, and mark it as shipped once", () => {
    const over = { ...closed, shipments: [{ ...dispatched, handedOver: true }] };
    expect(offered(closed)).toContain("mark_shipped");
    expect(offered(over)).not.toContain("mark_shipped");
    expect(offered(over)).toContain("print_labels");
  });

  it("leave an archived order only its documents, its accounts and the way back", () => {
    const archived = { ...closed, archiveReason: "asn" as const };
    const sent = [{ ...dispatched, hasAsn: true }];
    expect(offers({ ...archived, shipments: sent })).toEqual({
      primary: null,
      others: [
        "print_labels",
        "print_packing_slips",
        "print_bills_of_lading",
        "invoice",
        "pay",
        "reopen",
      ],
    });
    expect(offered({ ...ready, archiveReason: "cancelled" })).toEqual(["reopen"]);
  });

  it("leave out what the role may not do", () => {
    expect(offersOf(ready, () => false)).toEqual({ primary: null, others: [] });
    expect(offersOf(ready, (action) => action !== "print_labels").primary).toBeNull();
  });
});

describe("the reasons for archiving by hand", () => {
  it("are those that the facts allow", () => {
    expect(archiveReasonsOf(ready)).toEqual(["not_to_be_fulfilled"]);
    expect(archiveReasonsOf({ ...closed, invoicedMinor: 1000, paidMinor: 1000 })).toEqual([
      "completed",
      "not_to_be_fulfilled",
    ]);
    expect(archiveReasonsOf({ ...ready, lines: [{ ...line, shipped: 1000 }] })).toEqual([]);
  });
});
