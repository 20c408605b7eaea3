/** Decides what an order may look like before it is an order: the one input shared by form, action, import and API. */
import { z } from "zod";
import { grossMinor, lineTotalMinor, MINOR_MAX, type Minor } from "@/lib/shared/money";
import { QUANTITY_MAX } from "@/lib/shared/quantity";

const EXTERNAL_ID_MAX = 120;
const LINES_MAX = 1000;
/** Names that `/orders/...` uses for pages; the dots would change the path itself. */
const PAGE_NAMES = new Set(["open", "closed", "archived", "new", ".", ".."]);
const NUMBER_PATTERN = /^[A-Za-z0-9._-]{1,40}$/;
const DAY_PATTERN = /^(\d{4})-(\d{2})-(\d{2})$/;
/** NUL, and halves of surrogate pairs: Postgres takes neither. */
const UNSTORABLE = /\0|\p{Surrogate}/u;
const CURRENCIES = new Set(Intl.supportedValuesOf("currency"));

/** The one form of a source's order number, by which deliveries of the same order find each other. Leading zeros stay. */
export function normaliseExternalId(text: string): string {
  return text.normalize("NFKC").replace(/\s+/gu, " ").trim();
}

/** Whether the text is a calendar day `YYYY-MM-DD` of the years 1900 to 2200. */
export function isOrderDay(text: string): boolean {
  const match = DAY_PATTERN.exec(text);
  if (!match) {
    return false;
  }
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const date = new Date(Date.UTC(year, month - 1, day));
  return (
    year >= 1900 && year <= 2200 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
  );
}

function text(label: string, max: number) {
  return z
    .string({ error: `${label} must be text.` })
    .trim()
    .max(max, `${label} may have at most ${max} characters.`)
    .refine((value) => !UNSTORABLE.test(value), {
      error: `${label} holds a character that can't be stored. Type it again.`,
    });
}

function requiredText(label: string, max: number) {
  return text(label, max).min(1, `${label} is missing.`);
}

function day(label: string) {
  return z
    .string({ error: `${label} must be a day such as 2026-03-31.` })
    .refine(isOrderDay, `${label} must be a day that exists, such as 2026-03-31.`)
    .nullish();
}

function amount(label: string) {
  return z
    .number({ error: `${label} must be an amount.` })
    .int(`${label} must be a whole number of minor units (cents).`)
    .min(0, `${label} must not be negative.`)
    .max(MINOR_MAX, `${label} is too large.`);
}

const lineSchema = z
  .object({
    sku: requiredText("SKU", 80),
    name: text("Product name", 200).nullish(),
    kind: z.enum(["goods", "service"]).optional(),
    /** Thousandths. */
    quantity: z
      .number({ error: "Quantity must be a number." })
      .int("Quantity may have at most 3 decimals.")
      .gt(0, "Quantity must be more than 0.")
      .max(QUANTITY_MAX, "Quantity is too large."),
    unitPriceMinor: amount("Unit price"),
    discountMinor: amount("Discount").default(0),
    /** Thousandths that may be shipped beyond the quantity; left out, a line keeps what it has. */
    overShipAllowance: z
      .number({ error: "Over-ship allowance must be a number." })
      .int("Over-ship allowance may have at most 3 decimals.")
      .min(0, "Over-ship allowance must not be negative.")
      .max(QUANTITY_MAX, "Over-ship allowance is too large.")
      .optional(),
  })
  .superRefine((line, context) => {
    const gross = grossMinor(line.quantity, line.unitPriceMinor);
    if (gross > MINOR_MAX) {
      context.addIssue({
        code: "custom",
        path: ["unitPriceMinor"],
        message: "Quantity times unit price is too large. Lower one of them.",
      });
    } else if (line.discountMinor > gross) {
      context.addIssue({
        code: "custom",
        path: ["discountMinor"],
        message: "Discount must not be more than quantity times unit price.",
      });
    }
  });

const countrySchema = requiredText("Country", 60).transform((country) =>
  /^[a-z]{2}$/i.test(country) ? country.toUpperCase() : country,
);

const shipToSchema = z.object({
  name: requiredText("Ship-to name", 200),
  line1: requiredText("Address line 1", 200),
  line2: text("Address line 2", 200).nullish(),
  city: requiredText("City", 120),
  region: text("Region", 120).nullish(),
  postalCode: text("Postal code", 40),
  country: countrySchema,
});

const numberSchema = z
  .string({ error: "Order number must be text." })
  .trim()
  .regex(
    NUMBER_PATTERN,
    "Order number may have 1 to 40 letters, digits, dots, dashes or underscores.",
  )
  .refine((value) => !PAGE_NAMES.has(value.toLowerCase()), {
    error: "This order number is the name of a page. Choose another one.",
  });

const externalIdSchema = z
  .string({ error: "External number must be text." })
  .transform(normaliseExternalId)
  .pipe(text("External number", EXTERNAL_ID_MAX))
  .transform((value) => (value === "" ? null : value));

export const orderInputSchema = z
  .object({
    number: numberSchema.optional(),
    source: requiredText("Source", 40).default("api"),
    externalId: externalIdSchema.nullish(),
    client: z.object({
      code: requiredText("Client code", 40),
      name: text("Client name", 200).nullish(),
      createIfMissing: z.boolean().optional(),
    }),
    poNumber: text("PO number", 80).nullish(),
    currency: z
      .string({ error: "Currency is missing." })
      .trim()
      .toUpperCase()
      .refine(
        (code) => CURRENCIES.has(code),
        "Currency must be a code of three letters, such as EUR.",
      ),
    orderedOn: day("Ordered on"),
    shipByOn: day("Ship by"),
    deliverByOn: day("Deliver by"),
    allowPartial: z.boolean().nullish(),
    onHold: z.boolean().optional(),
    note: text("Note", 4000).nullish(),
    shipTo: shipToSchema.nullish(),
    shippingMinor: amount("Shipping").default(0),
    taxMinor: amount("Tax").default(0),
    lines: z
      .array(lineSchema, { error: "Lines are missing." })
      .min(1, "An order needs at least one line.")
      .max(LINES_MAX, `An order may have at most ${LINES_MAX} lines.`),
  })
  .superRefine((order, context) => {
    const linesFit = order.lines.every(
      (line) => grossMinor(line.quantity, line.unitPriceMinor) <= MINOR_MAX,
    );
    if (linesFit && orderTotals(order).totalMinor > MINOR_MAX) {
      context.addIssue({
        code: "custom",
        path: ["lines"],
        message: "The order's total is too large. Split the order.",
      });
    }
  });

export type OrderInput = z.output<typeof orderInputSchema>;

/** The day by which an order is due, as the database's generated column has it. */
export function dueOnOf(order: {
  readonly deliverByOn?: string | null | undefined;
  readonly shipByOn?: string | null | undefined;
}): string | null {
  return order.deliverByOn ?? order.shipByOn ?? null;
}

/** The order's amounts in minor units: goods after line discounts, and with shipping and tax. */
export function orderTotals(order: Pick<OrderInput, "lines" | "shippingMinor" | "taxMinor">): {
  subtotalMinor: Minor;
  totalMinor: Minor;
} {
  const subtotalMinor = order.lines.reduce(
    (sum, line) => sum + lineTotalMinor(line.quantity, line.unitPriceMinor, line.discountMinor),
    0,
  );
  return { subtotalMinor, totalMinor: subtotalMinor + order.shippingMinor + order.taxMinor };
}
