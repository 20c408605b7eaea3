"use client";

import { Plus, X } from "lucide-react";
import { type KeyboardEvent, useEffect, useRef } from "react";
import { useFieldArray, useFormContext, useWatch } from "react-hook-form";
import { Button } from "@/components/ui/button";
import { Section } from "@/components/ui/section";
import { BLANK_LINE, type OrderForm } from "@/lib/orders/form";
import { lineTotalOf, typedTotals } from "@/lib/orders/form-numbers";
import { formatMinor } from "@/lib/shared/money";
import { FormField } from "./order-form-field";

type Props = {
  readonly products: readonly { readonly sku: string; readonly name: string }[];
  readonly locale: string;
};

const COLUMNS =
  "sm:grid-cols-[minmax(10rem,2fr)_6rem_8rem_8rem_minmax(7rem,1fr)_2rem] sm:items-start";

/** The order's lines, with their totals while they are typed. Enter in a line goes on with a new one. */
export function OrderFormLines({ products, locale }: Props) {
  const { control, setFocus } = useFormContext<OrderForm>();
  const { fields, append, remove } = useFieldArray({ control, name: "lines" });
  const adding = useRef(false);

  useEffect(() => {
    if (adding.current) {
      adding.current = false;
      setFocus(`lines.${fields.length - 1}.sku`);
    }
  }, [fields.length, setFocus]);

  function add() {
    adding.current = true;
    append(BLANK_LINE, { shouldFocus: false });
  }

  function addOnEnter(event: KeyboardEvent) {
    if (event.key === "Enter" && event.target instanceof HTMLInputElement) {
      event.preventDefault();
      add();
    }
  }

  return (
    <Section title="Items">
      <datalist id="order-products">
        {products.map(({ sku, name }) => (
          <option key={sku} value={sku}>
            {name}
          </option>
        ))}
      </datalist>
      <div className="flex flex-col gap-3 sm:gap-2">
        <div
          aria-hidden="true"
          className={`hidden gap-2 font-semibold text-muted text-sm sm:grid ${COLUMNS}`}
        >
          <span>SKU</span>
          <span className="text-right">Quantity</span>
          <span className="text-right">Unit price</span>
          <span className="text-right">Discount</span>
          <span className="text-right">Total</span>
        </div>
        {fields.map((field, index) => (
          <fieldset
            key={field.id}
            onKeyDown={addOnEnter}
            className={`grid grid-cols-2 gap-2 max-sm:border-b max-sm:pb-3 ${COLUMNS}`}
          >
            <legend className="sr-only">Line {index + 1}</legend>
            <FormField
              name={`lines.${index}.sku`}
              label="SKU"
              labelHidden
              placeholder="SKU"
              list="order-products"
              fieldClassName="max-sm:col-span-2"
            />
            <Amount name={`lines.${index}.quantity`} label="Quantity" />
            <Amount name={`lines.${index}.unitPriceMinor`} label="Unit price" />
            <Amount name={`lines.${index}.discountMinor`} label="Discount" />
            <LineTotal index={index} locale={locale} />
            <Button
              type="button"
              variant="ghost"
              size="icon"
              aria-label={`Remove line ${index + 1}`}
              className="max-sm:col-span-2 max-sm:justify-self-end"
              onClick={() => remove(index)}
            >
              <X aria-hidden="true" />
            </Button>
          </fieldset>
        ))}
      </div>
      <div className="mt-3 flex flex-wrap items-start justify-between gap-4">
        <Button type="button" onClick={add}>
          <Plus aria-hidden="true" />
          Add line
        </Button>
        <Totals locale={locale} />
      </div>
    </Section>
  );
}

function Amount({ name, label }: { name: string; label: string }) {
  return (
    <FormField
      name={name}
      label={label}
      labelHidden
      placeholder={label === "Discount" ? "0.00" : undefined}
      inputMode="decimal"
      className="text-right tabular-nums"
    />
  );
}

function LineTotal({ index, locale }: { index: number; locale: string }) {
  const { control } = useFormContext<OrderForm>();
  const [line, currency] = useWatch({ control, name: [`lines.${index}`, "currency"] });
  const total = line ? lineTotalOf(line, currency) : null;
  return (
    <output
      className="self-center text-right tabular-nums"
      aria-label={`Total of line ${index + 1}`}
    >
      {total === null ? <span className="text-faint">–</span> : money(total, currency, locale)}
    </output>
  );
}

function Totals({ locale }: { locale: string }) {
  const { control } = useFormContext<OrderForm>();
  const [lines, currency, shippingMinor, taxMinor] = useWatch({
    control,
    name: ["lines", "currency", "shippingMinor", "taxMinor"],
  });
  const { totalMinor } = typedTotals({ lines, currency, shippingMinor, taxMinor });
  return (
    <div className="grid w-full max-w-72 grid-cols-2 items-center gap-2">
      <span className="text-muted">Shipping</span>
      <Amount name="shippingMinor" label="Shipping" />
      <span className="text-muted">Tax</span>
      <Amount name="taxMinor" label="Tax" />
      <span className="font-semibold">Total</span>
      <output aria-label="Order total" className="text-right font-semibold tabular-nums">
        {money(totalMinor, currency, locale)}
      </output>
    </div>
  );
}

/** While a currency is being typed it may be none yet. */
function money(minor: number, currency: string, locale: string): string {
  return /^[A-Za-z]{3}$/.test(currency)
    ? formatMinor(minor, currency.toUpperCase(), locale)
    : (minor / 100).toFixed(2);
}
