/** Decides what the order form's text means: an order input, or which field is wrong and why. */
import { z } from "zod";
import { type Minor, minorText } from "../shared/money";
import { quantityText } from "../shared/quantity";
import type { OrderEdit } from "./edit-check";
import type { LoadedOrder } from "./facts";
import { type Reading, readAllowance, readAmount, readQuantity } from "./form-numbers";
import { type OrderInput, orderInputSchema } from "./input";

const typed = z.string().max(5000);

const addressShape = z.object({
  name: typed,
  line1: typed,
  line2: typed,
  city: typed,
  region: typed,
  postalCode: typed,
  country: typed,
});

/** Fields are named by their path in the order input, so that a refusal finds its field; amounts are decimal text. */
const formShape = z.object({
  number: typed,
  client: z.object({ code: typed }),
  poNumber: typed,
  currency: typed,
  orderedOn: typed,
  shipByOn: typed,
  deliverByOn: typed,
  allowPartial: z.enum(["rule", "yes", "no"]),
  onHold: z.boolean(),
  note: typed,
  shipTo: addressShape,
  shippingMinor: typed,
  taxMinor: typed,
  lines: z
    .array(
      z.object({
        /** The number of a line that the order has; null for a new one. */
        line: z.number().int().nullable(),
        sku: typed,
        quantity: typed,
        unitPriceMinor: typed,
        discountMinor: typed,
        overShipAllowance: typed,
      }),
    )
    .max(1100),
});

export type OrderForm = z.infer<typeof formShape>;
type FormLine = OrderForm["lines"][number];

/** What a form says, with the number of each line that the order has already. */
export type ReadForm = {
  readonly input: OrderInput;
  readonly lineNumbers: readonly (number | null)[];
};

/** Reads the form: every wrong field has one message, under its path in the form. */
export const orderFormSchema = formShape.transform((form, context): ReadForm => {
  const problems = new Map<string, string>();
  const kept = keptLines(form);
  const lines = kept.map((index) => readLine(form, index, problems));
  const amount = (field: "shippingMinor" | "taxMinor", label: string) =>
    noted(problems, field, readAmount(form[field], form.currency, label));
  const parsed = orderInputSchema.safeParse({
    ...(form.number.trim() ? { number: form.number } : {}),
    source: "manual",
    client: { code: form.client.code },
    poNumber: form.poNumber.trim() || null,
    currency: form.currency,
    orderedOn: form.orderedOn || null,
    shipByOn: form.shipByOn || null,
    deliverByOn: form.deliverByOn || null,
    allowPartial: form.allowPartial === "rule" ? null : form.allowPartial === "yes",
    onHold: form.onHold,
    note: form.note.trim() || null,
    shipTo: isBlankAddress(form.shipTo) ? null : form.shipTo,
    shippingMinor: amount("shippingMinor", "Shipping"),
    taxMinor: amount("taxMinor", "Tax"),
    lines,
  });
  for (const issue of parsed.error?.issues ?? []) {
    const field = formFieldOf(form, issue.path.join("."));
    problems.set(field, problems.get(field) ?? issue.message);
  }
  for (const [field, message] of problems) {
    const path = field.split(".").map((part) => (/^\d+$/.test(part) ? Number(part) : part));
    context.addIssue({ code: "custom", path, message });
  }
  return parsed.success && problems.size === 0
    ? { input: parsed.data, lineNumbers: kept.map((index) => form.lines[index]?.line ?? null) }
    : z.NEVER;
});

/** The edit that a form asks for. `known` are the order's line numbers when the form was opened: those missing now go. */
export function orderEditOf(
  { input, lineNumbers }: ReadForm,
  { version, known }: { readonly version: number; readonly known: readonly number[] },
): OrderEdit {
  const { number: _number, source: _source, externalId: _id, client: _client, ...rest } = input;
  return {
    ...rest,
    version,
    lines: input.lines.map((line, index) => {
      const number = lineNumbers[index] ?? null;
      return number === null ? line : { ...line, line: number };
    }),
    removed: known.filter((number) => !lineNumbers.includes(number)),
  };
}

/** Where the form shows what is wrong with a field of the input: blank rows count there, and whole lines have no field. */
export function formFieldOf(form: OrderForm, field: string): string {
  const match = /^lines\.(\d+)(?:\.(\w+))?$/.exec(field);
  if (!match) {
    return field === "removed" ? "lines" : field;
  }
  const row = keptLines(form)[Number(match[1])] ?? 0;
  return `lines.${row}.${match[2] === undefined || match[2] === "line" ? "sku" : match[2]}`;
}

export const BLANK_LINE: FormLine = {
  line: null,
  sku: "",
  quantity: "1",
  unitPriceMinor: "",
  discountMinor: "",
  overShipAllowance: "",
};

const BLANK_ADDRESS: OrderForm["shipTo"] = {
  name: "",
  line1: "",
  line2: "",
  city: "",
  region: "",
  postalCode: "",
  country: "",
};

/** The form of a new order. */
export function newOrderForm(start: { currency: string; today: string }): OrderForm {
  return {
    number: "",
    client: { code: "" },
    poNumber: "",
    currency: start.currency,
    orderedOn: start.today,
    shipByOn: "",
    deliverByOn: "",
    allowPartial: "rule",
    onHold: false,
    note: "",
    shipTo: BLANK_ADDRESS,
    shippingMinor: "",
    taxMinor: "",
    lines: [BLANK_LINE],
  };
}

/** The form of an order as it is. */
export function orderFormOf(order: Pick<LoadedOrder, "row" | "lines">, code: string): OrderForm {
  const { row } = order;
  const amount = (minor: Minor) => (minor === 0 ? "" : minorText(minor, row.currency));
  return {
    number: row.number,
    client: { code },
    poNumber: row.poNumber ?? "",
    currency: row.currency,
    orderedOn: row.orderedOn,
    shipByOn: row.shipByOn ?? "",
    deliverByOn: row.deliverByOn ?? "",
    allowPartial: row.allowPartial === null ? "rule" : row.allowPartial ? "yes" : "no",
    onHold: row.onHold,
    note: row.note ?? "",
    shipTo: addressForm(row.shipTo),
    shippingMinor: amount(row.shippingMinor),
    taxMinor: amount(row.taxMinor),
    lines: order.lines.map((line) => ({
      line: line.line,
      sku: line.sku,
      quantity: quantityText(line.ordered),
      unitPriceMinor: minorText(line.unitPriceMinor, row.currency),
      discountMinor: amount(line.discountMinor),
      overShipAllowance: line.overShipAllowance === 0 ? "" : quantityText(line.overShipAllowance),
    })),
  };
}

/** The fields of an address, what is not known left empty. */
export function addressForm(address: LoadedOrder["row"]["shipTo"]): OrderForm["shipTo"] {
  return address
    ? { ...BLANK_ADDRESS, ...address, line2: address.line2 ?? "", region: address.region ?? "" }
    : BLANK_ADDRESS;
}

export const isBlankAddress = (address: OrderForm["shipTo"]): boolean =>
  Object.values(address).every((part) => part.trim() === "");

/** Rows that nobody filled in are left out; of a form that is all blank the first stays, to say what is missing. */
function keptLines({ lines }: OrderForm): number[] {
  const filled = [...lines.keys()].filter((index) => !isBlankLine(lines[index]));
  return filled.length > 0 || lines.length === 0 ? filled : [0];
}

function isBlankLine(line: FormLine | undefined): boolean {
  return (
    line === undefined ||
    (line.line === null &&
      [line.sku, line.unitPriceMinor, line.discountMinor, line.overShipAllowance]
        .join("")
        .trim() === "")
  );
}

function noted(problems: Map<string, string>, field: string, reading: Reading): number {
  if (reading.problem !== null) {
    problems.set(field, reading.problem);
  }
  return reading.value;
}

function readLine(form: OrderForm, index: number, problems: Map<string, string>) {
  const line = form.lines[index] ?? BLANK_LINE;
  const before = problems.size;
  const quantity = noted(problems, `lines.${index}.quantity`, readQuantity(line.quantity));
  const price = noted(
    problems,
    `lines.${index}.unitPriceMinor`,
    line.unitPriceMinor.trim() === ""
      ? { value: 0, problem: "Unit price is missing." }
      : readAmount(line.unitPriceMinor, form.currency, "Unit price"),
  );
  const discount = noted(
    problems,
    `lines.${index}.discountMinor`,
    readAmount(line.discountMinor, form.currency, "Discount"),
  );
  const overShipAllowance = noted(
    problems,
    `lines.${index}.overShipAllowance`,
    readAllowance(line.overShipAllowance),
  );
  // A discount can only be compared with a quantity and a price that were read.
  const discountMinor = problems.size === before ? discount : 0;
  return { sku: line.sku, quantity, unitPriceMinor: price, discountMinor, overShipAllowance };
}
