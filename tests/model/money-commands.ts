import { savePolicy } from "@/lib/automation/commands";
import { createInvoice, recordPayment } from "@/lib/invoices/commands";
import { newId } from "@/lib/shared/ids";
import { codeOf, command, movedOf, onOrder } from "./command";
import type { Policy } from "./facts";
import { settle } from "./moves";

type Settling = { number: string; amount?: number };
const invoicing = command<Settling>({
  name: "invoice",
  weight: 1,
  ask: (dice) => ({
    number: dice.order(),
    ...(dice.chance(35) ? { amount: dice.pick([1000, 0, -5, 999_999]) } : {}),
  }),
  rule: (model, { number, amount: asked }) =>
    onOrder(model, number, (order) => {
      const { answer, amount } = settle(model, order, "invoiced", asked);
      if (amount > 0) {
        model.invoices.push({ number: "", order, amount, paid: 0 });
      }
      return answer;
    }),
  call: async (ctx, { number, amount }) =>
    codeOf(
      await createInvoice(ctx, { orderNumber: number, amountMinor: amount, batchId: newId() }),
      movedOf,
    ),
});

const paying = command<Settling & { byInvoice: boolean }>({
  name: "pay",
  weight: 1,
  ask: (dice) => {
    const byInvoice = dice.chance(40);
    return {
      byInvoice,
      number: byInvoice ? dice.invoice() : dice.order(),
      ...(dice.chance(35) ? { amount: dice.pick([1000, 0, -5, 999_999]) } : {}),
    };
  },
  rule: (model, { number, amount: asked, byInvoice }) => {
    const invoice = byInvoice ? model.invoices.find((one) => one.number === number) : undefined;
    if (!byInvoice) {
      return onOrder(model, number, (order) => settle(model, order, "paid", asked).answer);
    }
    if (!invoice) {
      return "not_found";
    }
    const left = invoice.amount - invoice.paid;
    const { answer, amount } = settle(model, invoice.order, "paid", asked, left);
    invoice.paid += amount;
    return answer;
  },
  call: async (ctx, { number, amount, byInvoice }) => {
    const of = byInvoice ? { invoiceNumber: number } : { orderNumber: number };
    return codeOf(
      await recordPayment(ctx, { ...of, amountMinor: amount, batchId: newId() }),
      movedOf,
    );
  },
});

const POLICIES: readonly [Policy, ...Policy[]] = [
  {
    dispatchOn: ["label_printed", "bol_printed", "packing_slip_printed", "marked_shipped"],
    closeOn: ["label_printed", "bol_printed", "packing_slip_printed", "marked_shipped"],
    archiveOnAsn: "sent",
    archiveOnCompleted: true,
    paused: false,
  },
  {
    dispatchOn: ["marked_shipped"],
    closeOn: ["label_printed", "marked_shipped"],
    archiveOnAsn: "sent",
    archiveOnCompleted: false,
    paused: false,
  },
  {
    dispatchOn: ["bol_printed", "marked_shipped"],
    closeOn: ["bol_printed"],
    archiveOnAsn: "off",
    archiveOnCompleted: true,
    paused: false,
  },
  {
    dispatchOn: ["label_printed", "packing_slip_printed"],
    closeOn: ["label_printed"],
    archiveOnAsn: "accepted",
    archiveOnCompleted: true,
    paused: true,
  },
];

const ruling = command<{ version: number; policy: Policy }>({
  name: "policy",
  weight: 1,
  ask: (dice) => ({
    version: dice.model.policyVersion + (dice.chance(10) ? 1 : 0),
    policy: dice.pick([...POLICIES]),
  }),
  rule: (model, { version, policy }) => {
    if (version !== model.policyVersion) {
      return "changed_meanwhile";
    }
    Object.assign(model, { policy, policyVersion: version + 1 });
    return "ok";
  },
  call: async (ctx, { version, policy }) => {
    const { dispatchOn, closeOn, ...rest } = policy;
    const rules = { ...rest, dispatchOn: [...dispatchOn], closeOn: [...closeOn] };
    return codeOf(await savePolicy(ctx, { ...rules, version }));
  },
});

export const moneyCommands = [invoicing, paying, ruling];
