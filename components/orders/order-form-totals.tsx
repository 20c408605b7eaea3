"use client";

import { useFormContext, useWatch } from "react-hook-form";
import type { OrderForm } from "@/lib/orders/form";
import { typedTotals } from "@/lib/orders/form-numbers";
import { formatMinor } from "@/lib/shared/money";
import { FormInput } from "./order-form-field";

/** The amounts below the lines as they are typed: subtotal, shipping, tax, total. */
export function OrderFormTotals({ locale }: { locale: string }) {
  const { currency, subtotalMinor, totalMinor } = useTotals();
  const row = "flex items-start justify-between gap-6 [&>div]:w-28";
  const amount =
    "flex-row! items-start justify-between gap-6! [&>label]:py-1.5 [&>label]:font-normal [&>label]:text-base [&>label]:text-muted [&>input]:w-28";
  return (
    <div className="flex w-72 flex-col gap-2 max-md:w-full">
      <p className={`${row} text-muted`}>
        <span>Subtotal</span>
        <output className="tabular-nums">{formatMinor(subtotalMinor, currency, locale)}</output>
      </p>
      <FormInput
        name="shippingMinor"
        label="Shipping"
        inputMode="decimal"
        className="text-right"
        fieldClassName={amount}
      />
      <FormInput
        name="taxMinor"
        label="Tax"
        inputMode="decimal"
        className="text-right"
        fieldClassName={amount}
      />
      <p className={`${row} font-semibold`}>
        <span>Total</span>
        <output aria-label="Order total" className="tabular-nums">
          {formatMinor(totalMinor, currency, locale)}
        </output>
      </p>
    </div>
  );
}

export function useTotals() {
  const { control } = useFormContext<OrderForm>();
  const [lines, currency, shippingMinor, taxMinor] = useWatch({
    control,
    name: ["lines", "currency", "shippingMinor", "taxMinor"],
  });
  return { currency, ...typedTotals({ lines, currency, shippingMinor, taxMinor }) };
}
