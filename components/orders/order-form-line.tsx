"use client";

import { X } from "lucide";
import { useRef } from "react";
import { useFormContext, useWatch } from "react-hook-form";
import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { Input } from "@/components/ui/input";
import type { OrderForm } from "@/lib/orders/form";
import { lineTotalOf } from "@/lib/orders/form-numbers";
import type { ProductSuggestion } from "@/lib/orders/suggestions";
import { formatMinor, minorText } from "@/lib/shared/money";
import { quantityText } from "@/lib/shared/quantity";
import { FormField, FormInput } from "./order-form-field";
import type { useSuggestions } from "./use-suggestions";

/** The columns of a line; that of how many more may be shipped is there only where it is used. */
export const lineColumns = (hasAllowance: boolean) =>
  hasAllowance
    ? "gap-x-2 md:grid-cols-[minmax(0,1fr)_5rem_5rem_7rem_6rem_7rem_2rem]"
    : "gap-x-2 md:grid-cols-[minmax(0,1fr)_5.5rem_7rem_6.5rem_7rem_2rem]";

/** On a desktop the column's heading shows the label. */
const labelled = "md:[&>label]:sr-only";

type OrderFormLineProps = {
  readonly index: number;
  readonly products: ReturnType<typeof useSuggestions<ProductSuggestion>>;
  readonly workspaceCurrency: string;
  readonly locale: string;
  readonly isPinned: boolean;
  readonly hasAllowance: boolean;
  readonly onRemove: () => void;
};

export function OrderFormLine(props: OrderFormLineProps) {
  const { index, products, workspaceCurrency, locale, isPinned, hasAllowance, onRemove } = props;
  const { register, control, getValues, setValue } = useFormContext<OrderForm>();
  const [line, currency] = useWatch({ control, name: [`lines.${index}`, "currency"] });
  const filled = useRef("");
  const product = products.find(line?.sku ?? "");
  const total = line ? lineTotalOf(line, currency) : null;

  function fillPrice({ unitPriceMinor }: ProductSuggestion) {
    const now = getValues(`lines.${index}.unitPriceMinor`);
    const isFree = now.trim() === "" || now === filled.current;
    if (isFree && unitPriceMinor !== null && getValues("currency") === workspaceCurrency) {
      filled.current = minorText(unitPriceMinor, workspaceCurrency);
      setValue(`lines.${index}.unitPriceMinor`, filled.current, { shouldDirty: true });
    }
  }

  return (
    <fieldset
      className={`grid items-start gap-y-2 px-4 py-3 md:py-2 ${hasAllowance ? "grid-cols-2" : "grid-cols-3"} ${lineColumns(hasAllowance)}`}
    >
      <legend className="sr-only">Line {index + 1}</legend>
      <FormField
        name={`lines.${index}.sku`}
        label="SKU"
        hint={isPinned ? pinnedHint(product) : hintOf(product)}
        className={`max-md:col-span-full ${labelled}`}
      >
        {(field) => (
          <Input
            {...field}
            list="order-products"
            autoComplete="off"
            readOnly={isPinned}
            className="read-only:bg-shade"
            {...register(`lines.${index}.sku`, {
              onChange: (event) => products.look(event.target.value, fillPrice),
              onBlur: () => {
                if (product) {
                  setValue(`lines.${index}.sku`, product.key);
                }
              },
            })}
          />
        )}
      </FormField>
      <Amount name={`lines.${index}.quantity`} label="Quantity" />
      {hasAllowance ? (
        <Amount name={`lines.${index}.overShipAllowance`} label="Over-ship allowance" />
      ) : null}
      <Amount name={`lines.${index}.unitPriceMinor`} label="Unit price" />
      <Amount name={`lines.${index}.discountMinor`} label="Discount" />
      <output
        aria-label={`Total of line ${index + 1}`}
        className="flex h-8 items-center justify-end whitespace-nowrap max-md:h-11 max-md:justify-start max-md:font-semibold"
      >
        {total === null ? (
          <span className="text-faint">–</span>
        ) : (
          formatMinor(total, currency, locale)
        )}
      </output>
      <Button
        variant="ghost"
        size="icon"
        aria-label={`Remove line ${index + 1}`}
        disabled={isPinned}
        className="justify-self-end"
        onClick={onRemove}
      >
        <Icon of={X} />
      </Button>
    </fieldset>
  );
}

type AmountProps = { name: Parameters<typeof FormInput>[0]["name"]; label: string };

function Amount({ name, label }: AmountProps) {
  return (
    <FormInput
      name={name}
      label={label}
      inputMode="decimal"
      className="text-right"
      fieldClassName={labelled}
    />
  );
}

const pinnedHint = (product: ProductSuggestion | null): string =>
  [product?.name, "in a shipment or production"].filter(Boolean).join(" · ");

/** "Oak chair · 12 available". */
function hintOf(product: ProductSuggestion | null): string | undefined {
  if (product === null) {
    return undefined;
  }
  return product.available === null
    ? product.name
    : `${product.name} · ${quantityText(product.available)} available`;
}
