import { describe, expect, test } from "vitest";
import {
  decideChange,
  decideClose,
  decideReceive,
  newReceiptSchema,
  type ReceiptFacts,
  receiptState,
  receiveSchema,
  stampOf,
  toCome,
} from "./receipts";

const receipt = (set: Partial<ReceiptFacts> = {}): ReceiptFacts => ({
  reference: "PO-77",
  quantity: 5000,
  received: 0,
  dueOn: "2026-06-12",
  closedAt: null,
  ...set,
});
const closedAt = new Date("2026-06-01T10:00:00Z");
const STATES = [
  receipt(),
  receipt({ received: 2000 }),
  receipt({ received: 5000, closedAt }),
  receipt({ received: 6000, closedAt }),
  receipt({ closedAt }),
  receipt({ received: 2000, closedAt }),
];
const codeOf = (outcome: { ok: boolean; refusal?: { code: string } }) =>
  outcome.ok ? "yes" : outcome.refusal?.code;

describe("an expected receipt", () => {
  test("is in a state by what came and whether more will", () => {
    expect(STATES.map((one) => [receiptState(one), toCome(one)])).toEqual([
      ["expected", 5000],
      ["partly", 3000],
      ["received", 0],
      ["received", 0],
      ["closed_short", 0],
      ["closed_short", 0],
    ]);
  });

  test("allows in each state what makes sense there", () => {
    expect(
      STATES.map((one) => [
        codeOf(decideReceive(one, 1000)),
        codeOf(decideChange(one, { dueOn: "2026-06-20" })),
        codeOf(decideClose(one, true)),
        codeOf(decideClose(one, false)),
      ]),
    ).toEqual([
      ["yes", "yes", "yes", "receipt_open"],
      ["yes", "yes", "yes", "receipt_open"],
      ["receipt_complete", "receipt_complete", "receipt_complete", "receipt_complete"],
      ["receipt_complete", "receipt_complete", "receipt_complete", "receipt_complete"],
      ["receipt_closed", "receipt_closed", "receipt_closed", "yes"],
      ["receipt_closed", "receipt_closed", "receipt_closed", "yes"],
    ]);
  });

  test("takes parts, the rest, and more than was expected, which it says", () => {
    const then = (quantity: number) => {
      const outcome = decideReceive(receipt({ received: 2000 }), quantity);
      return outcome.ok ? outcome.value : null;
    };
    expect(then(1000)).toEqual({ received: 3000, over: 0, isDone: false });
    expect(then(3000)).toEqual({ received: 5000, over: 0, isDone: true });
    expect(then(4500)).toEqual({ received: 6500, over: 1500, isDone: true });
  });

  test("can't be changed to what has come already or less", () => {
    const partly = receipt({ received: 2000 });
    expect(codeOf(decideChange(partly, { quantity: 2000 }))).toBe("below_received");
    expect(decideChange(partly, { quantity: 2500 })).toMatchObject({
      value: { quantity: 2500, dueOn: "2026-06-12", reference: "PO-77" },
    });
  });

  test("has another stamp after each change, so that nobody overwrites what they have not seen", () => {
    const stamps = [
      ...STATES,
      receipt({ dueOn: "2026-06-13" }),
      receipt({ reference: "PO-78" }),
      receipt({ quantity: 4000 }),
    ].map(stampOf);
    expect(new Set(stamps).size).toBe(stamps.length);
  });
});

test("quantities are typed as decimals, with a point or a comma", () => {
  expect(receiveSchema.parse({ quantity: "2,5" }).quantity).toBe(2500);
  for (const wrong of ["", "0", "-1", "1.2345", "many"]) {
    expect(receiveSchema.safeParse({ quantity: wrong }).success).toBe(false);
  }
  const input = { sku: "OAK", quantity: "3", dueOn: "2026-02-30", reference: "" };
  const parsed = newReceiptSchema.safeParse(input);
  expect(parsed.error?.issues.map(({ path }) => path[0])).toEqual(["dueOn", "reference"]);
});
