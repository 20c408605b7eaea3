import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  ARCHIVE_REASONS,
  isMet,
  type LineFacts,
  lineCoverOf,
  type OrderFacts,
  owedOf,
  STOCK_COVERS,
  statusesOf,
  stockStatusOn,
  TABS,
  tabOf,
  toMakeOf,
  uncoveredOf,
} from "./lifecycle";
import { allowedMoves, decideMove, MOVES_FROM, type MoveRequest } from "./transitions";

const LINE: LineFacts = {
  kind: "goods",
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
};
const line = (set: Partial<LineFacts> = {}): LineFacts => ({ ...LINE, ...set });
const order = (lines: LineFacts[], set: Partial<OrderFacts> = {}): OrderFacts => ({
  lines,
  closedAt: null,
  archiveReason: null,
  dueOn: null,
  shipByOn: null,
  totalMinor: 1000,
  invoicedMinor: 0,
  paidMinor: 0,
  ...set,
});
const CLOSED_AT = new Date("2026-06-01T10:00:00Z");

describe("stock", () => {
  test.each([
    ["nothing reserved, some uncovered", { reserved: 0 }, "short", 0],
    ["nothing reserved, a part expected, the rest uncovered", { expected: 2000 }, "short", 0],
    ["some reserved, some uncovered", { reserved: 3000 }, "partly", 60],
    ["some reserved, the rest expected", { reserved: 3000, expected: 2000 }, "expected", 60],
    ["all expected", { expected: 5000 }, "expected", 0],
    ["all reserved", { reserved: 5000 }, "in_stock", 100],
    ["some shipped, the rest reserved", { shipped: 2000, reserved: 3000 }, "in_stock", 100],
    ["all shipped", { shipped: 5000 }, "in_stock", 100],
    ["the rest short-closed", { shipped: 2000, shortClosed: 3000 }, "in_stock", 100],
    ["not tracked", { tracked: false }, "not_tracked", null],
    ["a service", { kind: "service" }, "not_needed", null],
    ["short-closed whole", { shortClosed: 5000 }, "not_needed", null],
  ] as const)("of a line with %s", (_name, set, cover, percent) => {
    expect(lineCoverOf(line(set))).toBe(cover);
    expect(statusesOf(order([line(set)])).stock).toMatchObject({ cover, percent });
  });

  test("of an order is its worst line, whatever their order", () => {
    const covers: Record<string, LineFacts> = {
      short: line(),
      partly: line({ reserved: 1000 }),
      expected: line({ expected: 5000, expectedOn: "2026-06-12" }),
      in_stock: line({ reserved: 5000 }),
      not_tracked: line({ tracked: false }),
      not_needed: line({ kind: "service" }),
    };
    for (const [at, worse] of STOCK_COVERS.entries()) {
      for (const better of STOCK_COVERS.slice(at)) {
        const [a, b] = [covers[worse], covers[better]];
        if (a && b) {
          expect(statusesOf(order([a, b])).stock.cover).toBe(worse);
          expect(statusesOf(order([b, a])).stock.cover).toBe(worse);
        }
      }
    }
  });

  test("is late when the expected day has passed or is after the promise, and only then", () => {
    expect(stockStatusOn("expected", "2026-06-12", "2026-06-15", "2026-06-01")).toBe("expected");
    expect(stockStatusOn("expected", "2026-06-15", "2026-06-15", "2026-06-01")).toBe("expected");
    expect(stockStatusOn("expected", "2026-06-16", "2026-06-15", "2026-06-01")).toBe("late");
    expect(stockStatusOn("expected", "2026-05-31", "2026-06-15", "2026-06-01")).toBe("late");
    expect(stockStatusOn("expected", "2026-06-01", null, "2026-06-01")).toBe("expected");
    expect(stockStatusOn("short", null, "2026-06-15", "2026-07-01")).toBe("short");
  });
});

describe("percents", () => {
  test("are floored: 99.9992 % is 99 %, and never 100 % before every line is met", () => {
    const almost = order([
      line({ ordered: 250_000_000, shipped: 250_000_000 }),
      line({ ordered: 2000, shipped: 0 }),
    ]);
    expect(statusesOf(almost).shipment).toEqual({ value: "partly_shipped", percent: 50 });
    const dust = order([line({ ordered: 1_000_000_000, shipped: 999_999_999 })]);
    expect(statusesOf(dust).shipment).toEqual({ value: "partly_shipped", percent: 99 });
  });

  test("are the mean of the lines' ratios, so that units of measure never mix", () => {
    const mixed = order([line({ ordered: 1000, shipped: 1000 }), line({ ordered: 900_000 })]);
    expect(statusesOf(mixed).shipment.percent).toBe(50);
    const thirds = order([1, 2, 3].map((n) => line({ ordered: 3000, shipped: n * 1000 })));
    expect(statusesOf(thirds).shipment.percent).toBe(66);
  });

  test("leave out services and lines that are short-closed whole; nothing left is not 100 %", () => {
    const rest = order([
      line({ shipped: 5000 }),
      line({ kind: "service" }),
      line({ shortClosed: 5000 }),
    ]);
    expect(statusesOf(rest).shipment).toEqual({ value: "shipped", percent: 100 });
    const none = order([line({ kind: "service" })]);
    expect(statusesOf(none).shipment).toEqual({ value: "not_needed", percent: null });
  });
});

describe("production", () => {
  test.each([
    ["bought goods that are short", { reserved: 0 }, "not_needed", null],
    ["made goods that nobody planned", { isMade: true }, "not_started", 0],
    ["made goods in stock", { isMade: true, reserved: 5000 }, "not_needed", null],
    [
      "a planned order not started",
      { isMade: true, toCome: 5000, expected: 5000 },
      "not_started",
      0,
    ],
    [
      "a started order",
      { isMade: true, toCome: 5000, expected: 5000, productionStarted: true },
      "in_progress",
      0,
    ],
    [
      "a part made",
      { isMade: true, made: 3000, toCome: 2000, reserved: 3000, expected: 2000 },
      "in_progress",
      60,
    ],
    [
      "a blocked order",
      {
        isMade: true,
        made: 3000,
        toCome: 2000,
        reserved: 3000,
        expected: 2000,
        productionBlocked: true,
      },
      "blocked",
      60,
    ],
    ["all made", { isMade: true, made: 5000, reserved: 5000 }, "made", 100],
    ["all made and shipped", { isMade: true, made: 5000, shipped: 5000 }, "made", 100],
    [
      "a part made, the rest unplanned",
      { isMade: true, made: 3000, reserved: 3000 },
      "in_progress",
      60,
    ],
  ] as const)("of %s", (_name, set, value, percent) => {
    expect(statusesOf(order([line(set)])).production).toEqual({ value, percent });
  });
});

test("invoicing and payment go by amount; nothing to pay needs neither", () => {
  const at = (invoicedMinor: number, paidMinor: number, totalMinor = 1000) => {
    const { invoicing, payment } = statusesOf(
      order([line()], { invoicedMinor, paidMinor, totalMinor }),
    );
    return [invoicing, payment];
  };
  expect(at(0, 0)).toEqual(["not_invoiced", "unpaid"]);
  expect(at(999, 1)).toEqual(["partly", "partly"]);
  expect(at(1000, 1000)).toEqual(["invoiced", "paid"]);
  expect(at(0, 0, 0)).toEqual(["not_needed", "not_needed"]);
});

test("a cancelled order asks for no stock and no production", () => {
  const cancelled = order([line({ isMade: true })], { archiveReason: "cancelled" });
  expect(statusesOf(cancelled)).toMatchObject({
    stock: { cover: "not_needed", percent: null },
    production: { value: "not_needed" },
    shipment: { value: "not_shipped" },
  });
});

/** Every kind of order there is, and what each request answers: the specification on one screen. */
const STATES: Record<string, OrderFacts> = {
  "open, nothing shipped": order([line({ reserved: 5000 })]),
  "open, partly shipped": order([line({ shipped: 2000 })]),
  "open, all shipped": order([line({ shipped: 5000 })]),
  "open, all short-closed": order([line({ shortClosed: 5000 })]),
  "open, services only": order([line({ kind: "service" })]),
  "open, shipped, invoiced, paid": order([line({ shipped: 5000 })], {
    invoicedMinor: 1000,
    paidMinor: 1000,
  }),
  "closed, all shipped": order([line({ shipped: 5000 })], { closedAt: CLOSED_AT }),
  "closed, invoiced, paid": order([line({ shipped: 5000 })], {
    closedAt: CLOSED_AT,
    invoicedMinor: 1000,
    paidMinor: 1000,
  }),
  "archived from open": order([line()], { archiveReason: "cancelled" }),
  "archived from closed": order([line({ shipped: 5000 })], {
    closedAt: CLOSED_AT,
    archiveReason: "asn",
  }),
};
const REQUESTS: Record<string, MoveRequest> = {
  "close by rule": { type: "close", byHand: false },
  "close by hand": { type: "close", byHand: true },
  ...Object.fromEntries(
    ARCHIVE_REASONS.map((reason) => [
      `archive: ${reason}`,
      { type: "archive", reason, note: "why" },
    ]),
  ),
  reopen: { type: "reopen" },
};

test("each state answers each request as the grid says", () => {
  const grid = Object.entries(STATES).map(([state, facts]) => {
    const answers = Object.entries(REQUESTS).map(([request, asked]) => {
      const answer = decideMove(facts, asked);
      const word = answer.ok
        ? `-> ${answer.value.to}${answer.value.shortCloses ? ", short-closes" : ""}${answer.value.releases ? ", releases" : ""}`
        : answer.refusal.code;
      return `  ${request.padEnd(29)}${word}`;
    });
    return [state, ...answers].join("\n");
  });
  expect(`\n${grid.join("\n")}\n`).toMatchInlineSnapshot(`
    "
    open, nothing shipped
      close by rule                nothing_shipped
      close by hand                nothing_shipped
      archive: asn                 not_closed
      archive: completed           not_completed
      archive: cancelled           -> archived, releases
      archive: not_to_be_fulfilled -> archived, releases
      archive: aged                not_closed
      reopen                       already_open
    open, partly shipped
      close by rule                not_met
      close by hand                -> closed, short-closes, releases
      archive: asn                 not_closed
      archive: completed           not_completed
      archive: cancelled           partly_shipped
      archive: not_to_be_fulfilled partly_shipped
      archive: aged                not_closed
      reopen                       already_open
    open, all shipped
      close by rule                -> closed
      close by hand                -> closed
      archive: asn                 not_closed
      archive: completed           not_completed
      archive: cancelled           partly_shipped
      archive: not_to_be_fulfilled partly_shipped
      archive: aged                not_closed
      reopen                       already_open
    open, all short-closed
      close by rule                nothing_shipped
      close by hand                nothing_shipped
      archive: asn                 not_closed
      archive: completed           not_completed
      archive: cancelled           -> archived, releases
      archive: not_to_be_fulfilled -> archived, releases
      archive: aged                not_closed
      reopen                       already_open
    open, services only
      close by rule                not_met
      close by hand                -> closed
      archive: asn                 not_closed
      archive: completed           not_completed
      archive: cancelled           -> archived, releases
      archive: not_to_be_fulfilled -> archived, releases
      archive: aged                not_closed
      reopen                       already_open
    open, shipped, invoiced, paid
      close by rule                -> closed
      close by hand                -> closed
      archive: asn                 not_closed
      archive: completed           -> archived, releases
      archive: cancelled           partly_shipped
      archive: not_to_be_fulfilled partly_shipped
      archive: aged                not_closed
      reopen                       already_open
    closed, all shipped
      close by rule                already_closed
      close by hand                already_closed
      archive: asn                 -> archived, releases
      archive: completed           not_completed
      archive: cancelled           partly_shipped
      archive: not_to_be_fulfilled -> archived, releases
      archive: aged                -> archived, releases
      reopen                       -> open
    closed, invoiced, paid
      close by rule                already_closed
      close by hand                already_closed
      archive: asn                 -> archived, releases
      archive: completed           -> archived, releases
      archive: cancelled           partly_shipped
      archive: not_to_be_fulfilled -> archived, releases
      archive: aged                -> archived, releases
      reopen                       -> open
    archived from open
      close by rule                already_archived
      close by hand                already_archived
      archive: asn                 already_archived
      archive: completed           already_archived
      archive: cancelled           already_archived
      archive: not_to_be_fulfilled already_archived
      archive: aged                already_archived
      reopen                       -> open
    archived from closed
      close by rule                already_archived
      close by hand                already_archived
      archive: asn                 already_archived
      archive: completed           already_archived
      archive: cancelled           already_archived
      archive: not_to_be_fulfilled already_archived
      archive: aged                already_archived
      reopen                       -> closed
    "
  `);
});

test("an archive as not to be fulfilled needs a note", () => {
  expect(
    decideMove(order([line()]), { type: "archive", reason: "not_to_be_fulfilled", note: " " }),
  ).toMatchObject({
    ok: false,
    refusal: { code: "note_missing" },
  });
});

const lineArbitrary: fc.Arbitrary<LineFacts> = fc
  .record({
    kind: fc.constantFrom("goods" as const, "service" as const),
    tracked: fc.boolean(),
    isMade: fc.boolean(),
    ordered: fc.integer({ min: 1, max: 6 }),
    split: fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 6, maxLength: 6 }),
    productionStarted: fc.boolean(),
    productionBlocked: fc.boolean(),
  })
  .map(({ ordered, split, ...rest }) => {
    let left = ordered;
    const take = (wanted = 0) => {
      const taken = Math.min(left, wanted);
      left -= taken;
      return taken * 1000;
    };
    const [a, b, c, d, made = 0, toCome = 0] = split;
    const goods = rest.kind === "goods";
    const shortClosed = take(a);
    const shipped = goods ? take(b) : 0;
    const reserved = goods && rest.tracked ? take(c) : 0;
    const expected = goods && rest.tracked ? take(d) : 0;
    const facts = { ordered: ordered * 1000, shortClosed, shipped, reserved, expected };
    return {
      ...rest,
      ...facts,
      expectedOn: expected > 0 ? "2026-06-12" : null,
      made: made * 1000,
      toCome: toCome * 1000,
    };
  });

const orderArbitrary = fc
  .record({
    lines: fc.array(lineArbitrary, { minLength: 1, maxLength: 4 }),
    closed: fc.boolean(),
    archiveReason: fc.option(fc.constantFrom(...ARCHIVE_REASONS), { nil: null }),
    invoicedMinor: fc.constantFrom(0, 500, 1000),
    paidMinor: fc.constantFrom(0, 500, 1000),
  })
  .map(({ lines, closed, ...rest }) =>
    order(lines, { ...rest, closedAt: closed ? CLOSED_AT : null }),
  );

describe("for every order", () => {
  test("reserved, expected and uncovered are what is owed", () => {
    fc.assert(
      fc.property(lineArbitrary, (facts) => {
        if (facts.kind === "goods" && facts.tracked) {
          expect(facts.reserved + facts.expected + uncoveredOf(facts)).toBe(owedOf(facts));
        }
        expect(toMakeOf(facts)).toBeGreaterThanOrEqual(facts.made);
      }),
    );
  });

  test("100 % means that every line is met, and the other way round", () => {
    fc.assert(
      fc.property(orderArbitrary, (facts) => {
        const { stock, production, shipment } = statusesOf(facts);
        expect(shipment.percent === 100).toBe(shipment.value === "shipped");
        expect(stock.percent === 100).toBe(stock.cover === "in_stock");
        if (production.value === "made") {
          expect(production.percent).toBe(100);
        }
        for (const { percent } of [stock, production, shipment]) {
          expect(percent === null || (percent >= 0 && percent <= 100)).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });

  test("some move is allowed from every tab: nothing gets stuck, and buttons never offer a refusal", () => {
    fc.assert(
      fc.property(orderArbitrary, (facts) => {
        const allowed = allowedMoves(facts);
        expect(allowed.length).toBeGreaterThan(0);
        for (const type of allowed) {
          const known: readonly string[] = MOVES_FROM[tabOf(facts)];
          expect(known).toContain(type);
        }
      }),
      { numRuns: 500 },
    );
  });

  test("a rule closes exactly what is met, and a move always leaves the tab", () => {
    fc.assert(
      fc.property(orderArbitrary, (facts) => {
        const byRule = decideMove(facts, { type: "close", byHand: false });
        expect(byRule.ok).toBe(tabOf(facts) === "open" && isMet(facts));
        for (const request of Object.values(REQUESTS)) {
          const answer = decideMove(facts, request);
          if (answer.ok) {
            expect(TABS).toContain(answer.value.to);
            expect(answer.value.to).not.toBe(answer.value.from);
          }
        }
      }),
      { numRuns: 500 },
    );
  });
});
