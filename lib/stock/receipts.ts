/** Decides what may happen to an expected receipt: units bought and on their way, which come in parts. */
import { z } from "zod";
import { type Day, isDay } from "../shared/dates";
import { lineText, requiredLine } from "../shared/fields";
import { accept, type Outcome, refuse } from "../shared/outcome";
import { type Quantity, quantityText } from "../shared/quantity";
import { amount } from "../shared/quantity-input";

export type ReceiptFacts = {
  readonly reference: string;
  readonly quantity: Quantity;
  readonly received: Quantity;
  readonly dueOn: Day;
  /** Nothing more will come. */
  readonly closedAt: Date | null;
};

export type ReceiptState = "expected" | "partly" | "received" | "closed_short";

export function receiptState({ quantity, received, closedAt }: ReceiptFacts): ReceiptState {
  if (received >= quantity) {
    return "received";
  }
  if (closedAt !== null) {
    return "closed_short";
  }
  return received > 0 ? "partly" : "expected";
}

/** What is still to come. */
export function toCome({ quantity, received, closedAt }: ReceiptFacts): Quantity {
  return closedAt === null ? Math.max(0, quantity - received) : 0;
}

/** What a form saw, in one text: who sends another one has not seen what was changed meanwhile. */
export function stampOf({ reference, quantity, received, dueOn, closedAt }: ReceiptFacts): string {
  return [quantity, received, dueOn, closedAt === null ? "open" : "closed", reference].join("|");
}

type Refusal = "receipt_closed" | "receipt_open" | "receipt_complete" | "below_received";

/** What is received after the end was not expected any more: it is a movement, not this receipt's. */
export function decideReceive(
  receipt: ReceiptFacts,
  quantity: Quantity,
): Outcome<{ received: Quantity; over: Quantity; isDone: boolean }, Refusal> {
  const state = receiptState(receipt);
  if (state === "received" || state === "closed_short") {
    return refuse(state === "received" ? "receipt_complete" : "receipt_closed");
  }
  const received = receipt.received + quantity;
  return accept({
    received,
    over: Math.max(0, received - receipt.quantity),
    isDone: received >= receipt.quantity,
  });
}

export function decideChange(
  receipt: ReceiptFacts,
  change: Partial<Pick<ReceiptFacts, "quantity" | "dueOn" | "reference">>,
): Outcome<Pick<ReceiptFacts, "quantity" | "dueOn" | "reference">, Refusal> {
  const state = receiptState(receipt);
  if (state === "received" || state === "closed_short") {
    return refuse(state === "received" ? "receipt_complete" : "receipt_closed");
  }
  const {
    quantity = receipt.quantity,
    dueOn = receipt.dueOn,
    reference = receipt.reference,
  } = change;
  if (quantity <= receipt.received) {
    const data = { received: quantityText(receipt.received) };
    return refuse("below_received", { field: "quantity", data });
  }
  return accept({ quantity, dueOn, reference });
}

/** Ends what is left of it, or takes that back. */
export function decideClose(receipt: ReceiptFacts, close: boolean): Outcome<null, Refusal> {
  const state = receiptState(receipt);
  if (state === "received") {
    return refuse("receipt_complete");
  }
  if ((state === "closed_short") === close) {
    return refuse(close ? "receipt_closed" : "receipt_open");
  }
  return accept(null);
}

const dueDay = z
  .string({ error: "Day must be a day." })
  .refine(isDay, "Day must be a day that exists.");

export const newReceiptSchema = z.object({
  sku: requiredLine("SKU", 80),
  quantity: amount("Quantity"),
  dueOn: dueDay,
  reference: requiredLine("Reference", 80),
  /** The form's own: sent twice, it expects once. */
  key: z.uuid().optional(),
});
export type NewReceipt = z.output<typeof newReceiptSchema>;

const seen = z.string().max(300).optional();

export const receiptChangeSchema = z.object({
  quantity: amount("Quantity").optional(),
  dueOn: dueDay.optional(),
  reference: requiredLine("Reference", 80).optional(),
  seen,
});
export type ReceiptChange = z.output<typeof receiptChangeSchema>;

export const receiveSchema = z.object({
  quantity: amount("Received"),
  note: lineText("Note", 200).optional(),
  seen,
});
export type Received = z.output<typeof receiveSchema>;
