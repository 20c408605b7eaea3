/** Decides how what is asked for a promise date is written in an address: pairs of `sku` and `quantity`, in order. */
import { parseQuantity, type Quantity } from "../shared/quantity";

type Ask = { readonly sku: string; readonly units: Quantity };

/** More lines than that are answered for the first so many. */
const LINES_MAX = 100;

/** The pairs that say something; a line that is still being typed is left out. */
export function asksInAddress(params: URLSearchParams): Ask[] {
  const quantities = params.getAll("quantity");
  return params
    .getAll("sku")
    .slice(0, LINES_MAX)
    .flatMap((text, at) => {
      const sku = text.replaceAll("\0", "").trim().slice(0, 80);
      const units = parseQuantity((quantities[at] ?? "").replace(",", ".")) ?? 0;
      return sku !== "" && units > 0 ? [{ sku, units }] : [];
    });
}

/** The address's part for these lines. */
export function asksQuery(
  lines: readonly { readonly sku: string; readonly quantity: string }[],
): string {
  const params = new URLSearchParams();
  for (const { sku, quantity } of lines) {
    params.append("sku", sku.trim());
    params.append("quantity", quantity.trim());
  }
  return params.toString();
}
