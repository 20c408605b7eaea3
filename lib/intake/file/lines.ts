/** Decides what one row of a file says about an order's line. */
import { type LineDiscount, lineAmounts, totalAmounts } from "@/lib/intake/file/amounts";
import { codeFrom } from "@/lib/intake/file/cells";
import { FIELDS } from "@/lib/intake/file/fields";
import type { RowReader } from "@/lib/intake/file/row-reader";
import type { Row } from "@/lib/intake/file/table";
import type { OrderInput } from "@/lib/orders/input";
import { type Decimal, MINOR_MAX, roundDecimal, withoutDust } from "@/lib/shared/money";
import { ONE, QUANTITY_MAX, type Quantity } from "@/lib/shared/quantity";

const SKU_MAX = 80;
const ZERO: Decimal = { value: 0n, scale: 0 };

type PriceField = "unitPrice" | "lineTotal";

export type Line = OrderInput["lines"][number];

/** Reads the line of a row. Null when something in it was rejected. `digits` are the currency's decimal places. */
export function readLine(row: Row, reader: RowReader, digits: number): Line | null {
  const name = reader.text(row, "productName");
  const sku = reader.code(row, "sku") || (name && codeFrom(name, SKU_MAX));
  if (!sku) {
    reader.reject(row.row, reader.has("sku") ? "sku" : "productName", "SKU is missing.");
  }
  const quantity = readQuantity(row, reader);
  const field = reader.has("lineTotal") && !reader.has("unitPrice") ? "lineTotal" : "unitPrice";
  const price = readPrice(row, reader, field);
  const discount = readDiscount(row, reader, digits);
  if (!sku || quantity === null || !price || !discount) {
    return null;
  }
  const amounts = (field === "lineTotal" ? totalAmounts : lineAmounts)(
    quantity,
    price,
    discount,
    digits,
  );
  if (!amounts) {
    reader.reject(row.row, field, `${FIELDS[field].label} is too large.`);
    return null;
  }
  if (amounts.isFinePrice) {
    const message =
      "This price is finer than its currency. It is rounded up; a discount keeps the line's total right.";
    reader.warn(row.row, "unitPrice", message);
  }
  const isService = /^(?:false|no|0)$/i.test(reader.text(row, "requiresShipping"));
  const { unitPriceMinor, discountMinor } = amounts;
  return {
    sku,
    ...(name ? { name } : {}),
    ...(isService ? { kind: "service" as const } : {}),
    quantity,
    unitPriceMinor,
    discountMinor,
  };
}

function readQuantity(row: Row, reader: RowReader): Quantity | null {
  if (reader.text(row, "quantity") === "") {
    reader.reject(row.row, "quantity", "Quantity is missing.");
    return null;
  }
  const number = reader.number(row, "quantity");
  if (!number) {
    return null;
  }
  const clean = withoutDust(number);
  const thousandths = Number(roundDecimal(clean, 3));
  const isExact =
    roundDecimal(clean, 3) * 10n ** BigInt(Math.max(clean.scale - 3, 0)) ===
    clean.value * 10n ** BigInt(Math.max(3 - clean.scale, 0));
  const problem =
    clean.value <= 0n
      ? "Quantity must be more than 0."
      : thousandths > QUANTITY_MAX
        ? `Quantity is too large: at most ${Math.floor(QUANTITY_MAX / ONE).toLocaleString("en")}.`
        : isExact
          ? null
          : "Quantity may have at most 3 decimals.";
  if (problem) {
    reader.reject(row.row, "quantity", problem);
    return null;
  }
  return thousandths;
}

function readPrice(row: Row, reader: RowReader, field: PriceField): Decimal | null {
  const label = FIELDS[field].label;
  if (reader.text(row, field) === "") {
    if (reader.has(field)) {
      reader.warn(row.row, field, `${label} is empty: 0 is taken.`);
    }
    return ZERO;
  }
  const price = reader.number(row, field);
  if (price && price.value < 0n) {
    reader.reject(row.row, field, `${label} must not be negative.`);
    return null;
  }
  return price;
}

function readDiscount(row: Row, reader: RowReader, digits: number): LineDiscount | null {
  for (const field of ["discountFraction", "discountPercent"] as const) {
    if (reader.text(row, field) !== "") {
      const number = reader.number(row, field);
      const scale = field === "discountPercent" ? 2 : 0;
      const fraction = number && { value: number.value, scale: number.scale + scale };
      if (fraction && (fraction.value < 0n || fraction.value > 10n ** BigInt(fraction.scale))) {
        const most = field === "discountPercent" ? "0 and 100" : "0 and 1";
        reader.reject(row.row, field, `Discount must be between ${most}.`);
        return null;
      }
      return fraction && { kind: "fraction", fraction };
    }
  }
  if (reader.text(row, "discountAmount") === "") {
    return { kind: "amount", minor: 0 };
  }
  const amount = reader.number(row, "discountAmount");
  if (!amount) {
    return null;
  }
  const minor = roundDecimal(withoutDust(amount), digits);
  if (minor < 0n || minor > BigInt(MINOR_MAX)) {
    const problem = minor < 0n ? "must not be negative" : "is too large";
    reader.reject(row.row, "discountAmount", `Discount ${problem}.`);
    return null;
  }
  return { kind: "amount", minor: Number(minor) };
}
