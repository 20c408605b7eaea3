/** Decides an Amazon order's amounts in minor units from its exact texts: prices, discounts, shipping and tax. */
import type { OrderInput } from "@/lib/orders/input";
import { type Minor, parseMinor } from "@/lib/shared/money";
import { ONE } from "@/lib/shared/quantity";
import type { AmazonItem, AmazonOrder } from "./order";

type Breakdowns = NonNullable<AmazonItem["proceeds"]>["breakdowns"];

/** The sum of one kind of amount, without its sign; null where none is told. */
function sumOf(breakdowns: Breakdowns, type: string, currency: string): Minor | null {
  const amounts = (breakdowns ?? []).flatMap((each) =>
    each.type === type && each.subtotal ? (parseMinor(each.subtotal.amount, currency) ?? []) : [],
  );
  return amounts.length === 0 ? null : amounts.reduce((sum, amount) => sum + Math.abs(amount), 0);
}

/**
 * A line's unit price and discount. Amazon's amount of the line is the judge where it is below quantity x price; without
 * a unit price it is spread over the quantity, rounded up, and the discount keeps the line's total right.
 */
export function lineAmountsOf(
  item: AmazonItem,
  currency: string,
): Pick<OrderInput["lines"][number], "unitPriceMinor" | "discountMinor"> {
  const breakdowns = item.proceeds?.breakdowns;
  const told = item.product?.price?.unitPrice?.amount;
  const goods = sumOf(breakdowns, "ITEM", currency);
  const quantity = Math.max(item.quantityOrdered, 1);
  const unitPriceMinor = Math.max(
    (told === undefined ? null : parseMinor(told, currency)) ?? Math.ceil((goods ?? 0) / quantity),
    0,
  );
  const gross = Math.round(unitPriceMinor * item.quantityOrdered);
  const below = goods === null ? 0 : Math.max(gross - goods, 0);
  const discount = below + (sumOf(breakdowns, "DISCOUNT", currency) ?? 0);
  return { unitPriceMinor, discountMinor: Math.min(discount, gross) };
}

/** What the order adds to its lines. Items tell it where they tell anything; else the order's own sums. */
export function orderAmountsOf(
  order: AmazonOrder,
  currency: string,
): Pick<OrderInput, "shippingMinor" | "taxMinor"> {
  const isTold = order.orderItems.some((item) => (item.proceeds?.breakdowns ?? []).length > 0);
  const total = (type: string) =>
    isTold
      ? order.orderItems.reduce(
          (sum, item) => sum + (sumOf(item.proceeds?.breakdowns, type, currency) ?? 0),
          0,
        )
      : (sumOf(order.proceeds?.breakdowns, type, currency) ?? 0);
  return { shippingMinor: total("SHIPPING"), taxMinor: total("TAX") };
}

/** Amazon counts whole units; ours are thousandths. */
export function quantityOf(count: number | null | undefined): number {
  return Math.round((count ?? 0) * ONE);
}
