/** Decides what a shipment made by hand holds, carton by carton: a plan, or a refusal that says why. */
import type { LoadedLine } from "@/lib/orders/facts";
import { owedOf } from "@/lib/orders/lifecycle";
import { type Lack, lackOf, mayShipOf, shippableOf } from "@/lib/orders/shipment-choice";
import { accept, type Outcome, refuse } from "@/lib/shared/outcome";
import { type Quantity, quantityText } from "@/lib/shared/quantity";

/** Units of an order's line, which is named by its number or its SKU. */
type AskedUnits = {
  readonly line?: number | undefined;
  readonly sku?: string | undefined;
  readonly quantity: Quantity;
};

/** What is asked for: the lines, the cartons, or both; with neither, all that could leave now. */
export type AskedContents = {
  readonly lines?: readonly AskedUnits[] | undefined;
  readonly packages?: readonly { readonly lines: readonly AskedUnits[] }[] | undefined;
};

export type Units = { readonly line: LoadedLine; readonly quantity: Quantity };

export type ContentsPlan = {
  /** One entry a line, in the order's order. */
  readonly lines: readonly Units[];
  /** The same units again, one entry a carton. */
  readonly cartons: readonly (readonly Units[])[];
};

export const CONTENTS_REFUSALS = [
  "unknown_line",
  "sku_not_ordered",
  "ambiguous_line",
  "not_shippable",
  "nothing_to_ship",
  "over_shipped",
  "not_reserved",
  "not_spare",
  "would_be_partial",
  "packages_differ",
] as const;
export type ContentsRefusal = (typeof CONTENTS_REFUSALS)[number];

/**
 * Plans the contents. Units that the shipment itself holds already count as the line's reserved ones.
 * `isWhole` asks for all that is owed in one shipment.
 */
export function planContents(
  order: readonly LoadedLine[],
  asked: AskedContents,
  isWhole: boolean,
): Outcome<ContentsPlan, ContentsRefusal> {
  const cartons: Units[][] = [];
  for (const [index, { lines }] of (asked.packages ?? []).entries()) {
    const found = unitsOf(order, lines, `packages.${index}.lines`);
    if (!found.ok) {
      return found;
    }
    cartons.push(found.value);
  }
  const named = asked.lines ? unitsOf(order, asked.lines, "lines") : null;
  if (named?.ok === false) {
    return named;
  }
  const lines = named?.value ?? (asked.packages ? merged(order, cartons.flat()) : shippable(order));
  const refusal = refusalOf(order, lines, isWhole) ?? difference(order, lines, cartons);
  return refusal ?? accept({ lines, cartons: cartons.length > 0 ? cartons : [lines] });
}

/** All that could leave now, line by line. */
function shippable(order: readonly LoadedLine[]): Units[] {
  return order
    .map((line) => ({ line, quantity: shippableOf(line) }))
    .filter(({ quantity }) => quantity > 0);
}

function unitsOf(
  order: readonly LoadedLine[],
  asked: readonly AskedUnits[],
  path: string,
): Outcome<Units[], ContentsRefusal> {
  const units: Units[] = [];
  for (const [index, { line, sku, quantity }] of asked.entries()) {
    const found = order.filter((one) =>
      line === undefined ? one.sku === sku : one.line === line && (sku ?? one.sku) === one.sku,
    );
    const [only] = found;
    const at = { field: `${path}.${index}` };
    if (!only) {
      return line === undefined
        ? refuse("sku_not_ordered", { ...at, data: { sku: sku ?? "" } })
        : refuse("unknown_line", { ...at, data: { line } });
    }
    if (found.length > 1) {
      return refuse("ambiguous_line", at);
    }
    units.push({ line: only, quantity });
  }
  return accept(merged(order, units));
}

/** One entry a line, in the order's order. */
function merged(order: readonly LoadedLine[], units: readonly Units[]): Units[] {
  return order.flatMap((line) => {
    const quantity = sumOf(line, units);
    return quantity > 0 ? [{ line, quantity }] : [];
  });
}

const sumOf = (line: LoadedLine, units: readonly Units[]): Quantity =>
  units.reduce((sum, one) => (one.line.id === line.id ? sum + one.quantity : sum), 0);

function refusalOf(order: readonly LoadedLine[], lines: readonly Units[], isWhole: boolean) {
  if (lines.length === 0) {
    return refuse("nothing_to_ship");
  }
  const service = lines.find(({ line }) => line.kind !== "goods");
  if (service) {
    return refuse("not_shippable", { data: { sku: service.line.sku, line: service.line.line } });
  }
  const lack = lackOf(lines);
  if (lack) {
    return lackRefusal(lack.line, lack.what, sumOf(lack.line, lines));
  }
  const left = order.find((line) => line.kind === "goods" && owedOf(line) > sumOf(line, lines));
  if (isWhole && left) {
    const packed = quantityText(sumOf(left, lines));
    const owed = quantityText(owedOf(left));
    return refuse("would_be_partial", { data: { sku: left.sku, packed, owed } });
  }
  return null;
}

function lackRefusal(line: LoadedLine, what: Lack["what"], quantity: Quantity) {
  const data = { sku: line.sku, line: line.line, quantity: quantityText(quantity) };
  const owed = quantityText(owedOf(line));
  switch (what) {
    case "allowance":
      return refuse("over_shipped", {
        data: { ...data, owed, most: quantityText(mayShipOf(line)) },
      });
    case "reserved":
      return refuse("not_reserved", { data: { ...data, reserved: quantityText(line.reserved) } });
    case "available":
      return refuse("not_spare", {
        data: { ...data, owed, available: quantityText(line.available) },
      });
  }
}

/** Cartons hold exactly the shipment's lines, no more and no less. */
function difference(
  order: readonly LoadedLine[],
  lines: readonly Units[],
  cartons: readonly (readonly Units[])[],
) {
  const packed = cartons.flat();
  const other =
    cartons.length > 0 && order.find((line) => sumOf(line, packed) !== sumOf(line, lines));
  return other
    ? refuse("packages_differ", {
        field: "packages",
        data: {
          sku: other.sku,
          packed: quantityText(sumOf(other, packed)),
          quantity: quantityText(sumOf(other, lines)),
        },
      })
    : null;
}
