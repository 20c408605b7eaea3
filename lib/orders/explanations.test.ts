import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { LinkedOrder, SupplyPiece } from "./explanation";
import {
  type Beside,
  type ExplainedOrder,
  explanationTexts,
  lineExplanations,
  stockNotes,
} from "./explanations";
import { type LineFacts, owedOf, toMakeOf } from "./lifecycle";
import { makingOf } from "./making";
import { sentenceText } from "./sentence";
import { statusViews } from "./view";

const VIEWER = { today: "2026-06-01", workspace: { locale: "en-GB" } };
const NOTHING: Beside = { supply: [], shipments: [], invoices: [] };

type Line = ExplainedOrder["lines"][number];
type Linked = LinkedOrder & { readonly isStarted: boolean; readonly isBlocked: boolean };

function line(set: Partial<Line> = {}, linked: readonly Linked[] = []): Line {
  return {
    id: "line",
    productId: "chair",
    name: "Oak chair",
    kind: "goods",
    tracked: true,
    isMade: false,
    ordered: 5000,
    shortClosed: 0,
    shipped: 0,
    reserved: 0,
    expected: 0,
    expectedOn: null,
    ...makingOf(linked),
    linked,
    ...set,
  };
}

function order(lines: readonly Line[], set: Partial<ExplainedOrder> = {}): ExplainedOrder {
  return {
    lines,
    closedAt: null,
    archiveReason: null,
    dueOn: "2026-06-15",
    shipByOn: null,
    totalMinor: 120000,
    invoicedMinor: 0,
    paidMinor: 0,
    row: { currency: "EUR", onHold: false },
    ...set,
  };
}

const piece = (quantity: number, on: string, source = "MO-104", lineId = "line") =>
  ({
    quantity,
    on,
    source,
    origin: { kind: "production", number: source },
    lineId,
  }) satisfies SupplyPiece & { lineId: string };

const making = (set: Partial<Linked> = {}): Linked => ({
  number: "MO-104",
  quantity: 5000,
  made: 0,
  dueOn: "2026-06-12",
  isStarted: false,
  isBlocked: false,
  blockedReason: null,
  isFinished: false,
  ...set,
});
const SHIPPED = { number: "SH-1", state: "dispatched" } as const;
const covered = (reserved: number, on: string): [Line, Beside] => [
  line({ reserved, expected: 5000 - reserved, expectedOn: on }),
  { ...NOTHING, supply: [piece(5000 - reserved, on)] },
];

type Facet = "stock" | "production" | "shipment" | "invoicing" | "payment";
const shown = ({ value, percent }: { value: string; percent: number | null }) =>
  `${value}${percent === null ? "" : ` ${percent} %`}`;

test("every value of every status has its sentence", () => {
  const grid: readonly (readonly [Facet, ExplainedOrder, Beside?])[] = [
    ["stock", order([line()])],
    ["stock", order([line({ reserved: 3000 })])],
    ["stock", order([covered(3000, "2026-06-18")[0]]), covered(3000, "2026-06-18")[1]],
    ["stock", order([covered(0, "2026-05-29")[0]]), covered(0, "2026-05-29")[1]],
    ["stock", order([covered(3000, "2026-06-12")[0]]), covered(3000, "2026-06-12")[1]],
    ["stock", order([line({ reserved: 5000 })])],
    ["stock", order([line({ reserved: 3000, shipped: 2000 })], { dueOn: "2026-05-30" })],
    ["stock", order([line({ shipped: 5000 })])],
    ["stock", order([line({ tracked: false })])],
    ["stock", order([line()], { archiveReason: "cancelled" })],
    ["production", order([line()])],
    ["production", order([line({ isMade: true })])],
    ["production", order([line({}, [making()])])],
    ["production", order([line({}, [making({ isStarted: true, made: 3333 })])])],
    [
      "production",
      order([line({}, [making({ isStarted: true, isBlocked: true, blockedReason: "no oak" })])]),
    ],
    ["production", order([line({}, [making({ made: 5000, isFinished: true })])])],
    ["shipment", order([line({ kind: "service" })])],
    ["shipment", order([line()])],
    ["shipment", order([line({ shipped: 4999 })]), { ...NOTHING, shipments: [SHIPPED] }],
    ["shipment", order([line({ shipped: 5000 })]), { ...NOTHING, shipments: [SHIPPED] }],
    ["shipment", order([line({ shipped: 4000, shortClosed: 1000 })])],
    ["invoicing", order([line()], { totalMinor: 0 })],
    ["invoicing", order([line()])],
    ["invoicing", order([line()], { invoicedMinor: 119999 }), { ...NOTHING, invoices: ["INV-1"] }],
    ["invoicing", order([line()], { invoicedMinor: 120000 })],
    ["payment", order([line()], { totalMinor: 0 })],
    ["payment", order([line()])],
    ["payment", order([line()], { paidMinor: 119999 })],
    ["payment", order([line()], { paidMinor: 120000 })],
  ];
  const rows = grid.map(([facet, facts, beside = NOTHING]) => {
    const status = statusViews(VIEWER, facts)[facet];
    const words = explanationTexts(VIEWER, facts, beside)[facet];
    return `${facet.padEnd(10)} ${shown(status).padEnd(19)} ${words}`;
  });
  expect(`\n${rows.join("\n")}\n`).toMatchInlineSnapshot(`
    "
    stock      short 0 %           0 of 5 units reserved; 5 short, not planned. Due Mon 15 Jun.
    stock      partly 60 %         3 of 5 units reserved; 2 short, not planned. Due Mon 15 Jun.
    stock      late 60 %           3 of 5 units reserved; 2 expected Thu 18 Jun from MO-104. Due Mon 15 Jun, 3 days late.
    stock      late 0 %            0 of 5 units reserved; 5 expected Fri 29 May from MO-104, overdue. Due Mon 15 Jun.
    stock      expected 60 %       3 of 5 units reserved; 2 expected Fri 12 Jun from MO-104. Due Mon 15 Jun, 3 days to spare.
    stock      in_stock 100 %      5 of 5 units reserved. Due Mon 15 Jun, 14 days to spare.
    stock      in_stock 100 %      3 of 3 owed units reserved. Due Sat 30 May, 2 days late.
    stock      in_stock 100 %      All units are shipped.
    stock      not_tracked         Stock of these products is not tracked.
    stock      not_needed          No stock is needed.
    production not_needed          Nothing has to be made for this order.
    production not_started 0 %     5 units to make, not started; 5 not planned.
    production not_started 0 %     5 units to make, not started; 5 to come from MO-104, due Fri 12 Jun.
    production in_progress 66 %    3.333 of 5 units made; 1.667 to come from MO-104, due Fri 12 Jun.
    production blocked 0 %         0 of 5 units made; 5 to come from MO-104, due Fri 12 Jun; MO-104 is blocked: no oak.
    production made 100 %          All 5 units made by MO-104.
    shipment   not_needed          Nothing has to be shipped.
    shipment   not_shipped 0 %     0 of 5 units shipped.
    shipment   partly_shipped 99 % 4.999 of 5 units shipped in SH-1; 0.001 still owed.
    shipment   shipped 100 %       All 5 units shipped in SH-1.
    shipment   shipped 100 %       All 4 units shipped; 1 short-closed.
    invoicing  not_needed          The order has no amount.
    invoicing  not_invoiced 0 %    €0.00 of €1,200.00 invoiced.
    invoicing  partly 99 %         €1,199.99 of €1,200.00 invoiced on INV-1.
    invoicing  invoiced 100 %      €1,200.00 of €1,200.00 invoiced.
    payment    not_needed          The order has no amount.
    payment    unpaid 0 %          €0.00 of €1,200.00 paid.
    payment    partly 99 %         €1,199.99 of €1,200.00 paid.
    payment    paid 100 %          €1,200.00 of €1,200.00 paid.
    "
  `);
});

/** Lines whose facts agree with each other, with the supply and the production orders behind them. */
const lineArbitrary = fc
  .record({
    kind: fc.constantFrom("goods" as const, "goods" as const, "service" as const),
    tracked: fc.boolean(),
    isMade: fc.boolean(),
    parts: fc.array(fc.integer({ min: 0, max: 3000 }), { minLength: 5, maxLength: 5 }),
    days: fc.array(fc.constantFrom("2026-05-29", "2026-06-12", "2026-06-20"), { maxLength: 3 }),
    made: fc.integer({ min: 0, max: 4000 }),
    blocked: fc.boolean(),
  })
  .map(({ kind, tracked, isMade, parts, days, made, blocked }) => {
    const [shortClosed = 0, a = 0, b = 0, each = 0, rest = 0] = parts;
    const goods = kind === "goods";
    const supply =
      goods && tracked ? days.map((on, index) => piece(each + 1, on, `MO-${index + 1}`)) : [];
    const expected = supply.reduce((sum, { quantity }) => sum + quantity, 0);
    const shipped = goods ? a : 0;
    const reserved = goods && tracked ? b : 0;
    const linked =
      supply.length > 0 && isMade
        ? [
            making({
              number: "MO-1",
              quantity: made + (supply[0]?.quantity ?? 0),
              made,
              isStarted: made > 0,
              isBlocked: blocked,
              blockedReason: blocked ? "no oak" : null,
            }),
          ]
        : [];
    const facts = {
      kind,
      tracked,
      isMade,
      ordered: shortClosed + shipped + reserved + expected + rest + 1,
      shortClosed,
      shipped,
      reserved,
      expected,
      expectedOn: days.toSorted().at(-1) ?? null,
    };
    return {
      line: line({ ...facts, expectedOn: expected > 0 ? facts.expectedOn : null }, linked),
      supply,
    };
  });

const orderArbitrary = fc
  .record({
    parts: fc.array(lineArbitrary, { minLength: 1, maxLength: 4 }),
    dueOn: fc.constantFrom(null, "2026-05-30", "2026-06-12", "2026-06-30"),
  })
  .map(({ parts, dueOn }) => {
    const lines = parts.map((part, at) => ({ ...part.line, id: `line-${at}` }));
    const supply = parts.flatMap((part, at) =>
      part.supply.map((one) => ({ ...one, lineId: `line-${at}` })),
    );
    return { facts: order(lines, { dueOn }), beside: { ...NOTHING, supply } };
  });

const thousandths = (text = "0") => Math.round(Number(text) * 1000);
const numbersOf = (text: string, pattern: RegExp) =>
  [...text.matchAll(pattern)].reduce((sum, [, found]) => sum + thousandths(found), 0);
const total = (lines: readonly LineFacts[], of: (line: LineFacts) => number) =>
  lines.reduce((sum, one) => sum + of(one), 0);

describe("for every order", () => {
  test("reserved, expected and short are what is owed, in the sentence and in that of each line", () => {
    fc.assert(
      fc.property(orderArbitrary, ({ facts, beside }) => {
        const tracked = facts.lines.filter((one) => one.kind === "goods" && one.tracked);
        fc.pre(tracked.length > 0);
        const text = explanationTexts(VIEWER, facts, beside).stock;
        const owed = total(tracked, owedOf);
        const told = /(\S+) of (\S+) (?:owed )?units? reserved/.exec(text);
        const others = numbersOf(text, /(\S+) (?:expected|short,)/g);
        expect(thousandths(told?.[2])).toBe(owed);
        expect(thousandths(told?.[1]) + others).toBe(owed);
        for (const { lineId, sentence } of lineExplanations(VIEWER, facts, beside.supply)) {
          const split = sentenceText(sentence);
          const one = facts.lines.find(({ id }) => id === lineId);
          const ofLine = /^(\S+) of (\S+) reserved/.exec(split);
          expect(thousandths(ofLine?.[2])).toBe(one && owedOf(one));
          expect(thousandths(ofLine?.[1]) + numbersOf(split, /(\S+) (?:expected|short,)/g)).toBe(
            one && owedOf(one),
          );
        }
      }),
      { numRuns: 300 },
    );
  });

  test("made, to come and not planned are what is to be made", () => {
    fc.assert(
      fc.property(orderArbitrary, ({ facts, beside }) => {
        const goods = facts.lines.filter((one) => one.kind === "goods");
        const toMake = total(goods, toMakeOf);
        fc.pre(toMake > 0);
        const text = explanationTexts(VIEWER, facts, beside).production;
        const made = numbersOf(text, /(?:^|All )(\S+)(?: of \S+)? units? made/g);
        expect(made + numbersOf(text, /(\S+) (?:to come|not planned)/g)).toBe(toMake);
      }),
      { numRuns: 300 },
    );
  });

  test("a percent is floored, and 100 only when every line is met", () => {
    fc.assert(
      fc.property(orderArbitrary, ({ facts }) => {
        const goods = facts.lines.filter(
          (one) => one.kind === "goods" && one.ordered > one.shortClosed,
        );
        fc.pre(goods.length > 0);
        const { percent } = statusViews(VIEWER, facts).shipment;
        const wholes = goods.map((one) => BigInt(one.ordered - one.shortClosed));
        const common = wholes.reduce((product, whole) => product * whole, 1n);
        const shipped = goods.reduce(
          (sum, one, at) => sum + BigInt(one.shipped) * (common / (wholes[at] ?? 1n)),
          0n,
        );
        const whole = common * BigInt(goods.length);
        expect(BigInt(percent ?? -1) * whole <= shipped * 100n).toBe(true);
        expect(BigInt((percent ?? -1) + 1) * whole > shipped * 100n).toBe(true);
        expect(percent === 100).toBe(goods.every((one) => owedOf(one) === 0));
      }),
      { numRuns: 300 },
    );
  });
});

describe("what waits for stock", () => {
  test("is told line by line, and one day and source are one piece", () => {
    const lines = [
      line({ id: "a", reserved: 5000 }),
      line({ id: "b", reserved: 1000, expected: 4000 }),
    ];
    const supply = [
      piece(1000, "2026-06-20", "MO-2", "b"),
      piece(2000, "2026-06-12", "MO-1", "b"),
      piece(1000, "2026-06-12", "MO-1", "b"),
    ];
    const told = lineExplanations(VIEWER, order(lines), supply);
    expect(told.map(({ lineId, sentence }) => [lineId, sentenceText(sentence)])).toEqual([
      ["b", "1 of 5 reserved; 3 expected 12 Jun from MO-1; 1 expected 20 Jun from MO-2"],
    ]);
    expect(lineExplanations(VIEWER, order(lines, { archiveReason: "cancelled" }), [])).toEqual([]);
  });

  test("says that a held order gets no more, and who is ahead", () => {
    const row = { currency: "EUR", onHold: true };
    const holder = {
      sku: "CHAIR",
      productId: "chair",
      number: "SO-7",
      quantity: 2000,
      isAhead: true,
      orders: 1,
      total: 2000,
    };
    expect(stockNotes(order([line()], { row }), [holder]).map(sentenceText)).toEqual([
      "It is on hold: it keeps what it has and gets no more.",
      "SO-7 is ahead in the queue and holds 2 of CHAIR.",
    ]);
    expect(stockNotes(order([line({ reserved: 5000 })], { row }), [])).toEqual([]);
  });
});
