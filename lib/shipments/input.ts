/** Decides what a shipment made by hand may look like before it is one: the input shared by form and API. */
import { z } from "zod";
import { optionalDay, optionalLine } from "@/lib/shared/fields";
import { parseQuantity, QUANTITY_MAX } from "@/lib/shared/quantity";

const LINES_MAX = 1000;
const PACKAGES_MAX = 200;

const lineFields = {
  line: z
    .number({ error: "line must be a line's number." })
    .int("line must be a line's number.")
    .optional(),
  sku: z.string({ error: "sku must be text." }).trim().max(80).optional(),
};

/** Thousandths. */
const units = z
  .number({ error: "Quantity must be a number." })
  .int("Quantity may have at most 3 decimals.")
  .gt(0, "Quantity must be more than 0.")
  .max(QUANTITY_MAX, "Quantity is too large.");

const UNNAMED = { path: ["line"], message: "Name the line by its number or its SKU." };
const isNamed = ({ line, sku }: { line?: number | undefined; sku?: string | undefined }) =>
  line !== undefined || Boolean(sku);

const unitsSchema = z.object({ ...lineFields, quantity: units }).refine(isNamed, UNNAMED);

const unitsList = z
  .array(unitsSchema, "lines must be a list.")
  .min(1, "Name at least one line.")
  .max(LINES_MAX, `A shipment may have at most ${LINES_MAX} lines.`);

const contents = {
  lines: unitsList.optional(),
  packages: z
    .array(z.object({ lines: unitsList }), "packages must be a list.")
    .min(1, "A shipment needs at least one package.")
    .max(PACKAGES_MAX, `A shipment may have at most ${PACKAGES_MAX} packages.`)
    .optional(),
};

export const carriedFields = {
  carrier: optionalLine("carrier", 80).optional(),
  trackingNumber: optionalLine("tracking_number", 80).optional(),
};

export const prepareSchema = z.object({
  ...contents,
  ...carriedFields,
  plannedShipOn: optionalDay("planned_ship_on").optional(),
});

/** What is left out stays; an empty carrier, tracking number or day is taken away. */
export const changeSchema = prepareSchema.extend({
  version: z
    .number("version must be a whole number.")
    .int("version must be a whole number.")
    .optional(),
});

/** Lines that are given up, or taken back: all of each where no quantity is said, all of all where no line is. */
export const shortCloseSchema = z.object({
  lines: z
    .array(
      z.object({ ...lineFields, quantity: units.optional() }).refine(isNamed, UNNAMED),
      "lines must be a list.",
    )
    .min(1, "Name at least one line.")
    .max(LINES_MAX, `An order may have at most ${LINES_MAX} lines.`)
    .optional(),
});

/** Units typed into a field; an empty one is none. */
const typedUnits = z
  .string({ error: "Quantity must be a number." })
  .trim()
  .transform((text, context) => {
    const quantity = text === "" ? 0 : parseQuantity(text);
    if (quantity === null || quantity < 0 || quantity > QUANTITY_MAX) {
      context.addIssue({
        code: "custom",
        message: text.includes(",")
          ? "Write it with a point for decimals, such as 1.5."
          : "Type a quantity such as 2 or 1.5.",
      });
      return z.NEVER;
    }
    return quantity;
  });

const packedLine = z.object({ line: z.coerce.number().int(), quantity: typedUnits });

/** What the form of a shipment sends: every line in every package, most of them empty. */
export const shipmentFormSchema = z.object({
  order: z.string().max(80),
  /** The draft or shipment that is changed; a new one has no number yet. */
  shipment: z.string().max(80).optional(),
  version: z.coerce.number().int().optional(),
  packages: z
    .array(z.object({ lines: z.array(packedLine).max(LINES_MAX) }))
    .max(PACKAGES_MAX, `A shipment may have at most ${PACKAGES_MAX} packages.`)
    .optional()
    .transform((packages) =>
      packages
        ?.map(({ lines }) => ({ lines: lines.filter(({ quantity }) => quantity > 0) }))
        .filter(({ lines }) => lines.length > 0),
    )
    .refine((packages) => packages === undefined || packages.length > 0, {
      message: "Pack at least one unit.",
    }),
  carrier: optionalLine("Carrier", 80),
  trackingNumber: optionalLine("Tracking number", 80),
  /** Not asked for once it has left. */
  plannedShipOn: optionalDay("Planned to ship on").optional(),
});
