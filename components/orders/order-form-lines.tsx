"use client";

import { Plus } from "lucide";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { useFieldArray, useFormContext } from "react-hook-form";
import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { Section } from "@/components/ui/section";
import { BLANK_LINE, type OrderForm } from "@/lib/orders/form";
import type { ProductSuggestion } from "@/lib/orders/suggestions";
import { fieldIdOf } from "./order-form-field";
import { lineColumns, OrderFormLine } from "./order-form-line";
import { OrderFormTotals } from "./order-form-totals";
import { type Suggestions, useSuggestions } from "./use-suggestions";

type OrderFormLinesProps = {
  readonly products: Suggestions<ProductSuggestion>;
  readonly workspaceCurrency: string;
  readonly locale: string;
  /** Numbers of lines that shipments or production refer to: they keep their product. */
  readonly pinned: readonly number[];
};

/** The order's lines with their totals. Enter goes on to the next line, and adds one after the last. */
export function OrderFormLines(props: OrderFormLinesProps) {
  const { control, setFocus, getValues } = useFormContext<OrderForm>();
  const { fields, append, remove } = useFieldArray({ control, name: "lines" });
  const products = useSuggestions("/orders/new/products", props.products);
  const goTo = useRef<number | null>(null);
  const [hasAllowance, setHasAllowance] = useState(() =>
    getValues("lines").some((line) => line.overShipAllowance !== ""),
  );

  useEffect(() => {
    if (goTo.current !== null && goTo.current < fields.length) {
      setFocus(`lines.${goTo.current}.sku`);
      goTo.current = null;
    }
  }, [fields.length, setFocus]);

  function add() {
    goTo.current = fields.length;
    append(BLANK_LINE, { shouldFocus: false });
  }

  function goOn(event: KeyboardEvent, index: number) {
    if (event.key !== "Enter" || !(event.target instanceof HTMLInputElement)) {
      return;
    }
    event.preventDefault();
    if (index < fields.length - 1) {
      setFocus(`lines.${index + 1}.sku`);
    } else if (getValues(`lines.${index}.sku`).trim() !== "") {
      add();
    }
  }

  function drop(index: number) {
    remove(index);
    if (fields.length === 1) {
      append(BLANK_LINE, { shouldFocus: false });
    }
  }

  return (
    <Section title="Items" id={fieldIdOf("lines")} flush>
      <datalist id="order-products">
        {products.options.map(({ key, name }) => (
          <option key={key} value={key}>
            {name}
          </option>
        ))}
      </datalist>
      <div
        aria-hidden="true"
        className={`grid h-9 items-center border-b px-4 text-muted text-sm max-md:hidden ${lineColumns(hasAllowance)}`}
      >
        <span>Product</span>
        <span className="text-right">Quantity</span>
        {hasAllowance ? <span className="text-right">Over-ship</span> : null}
        <span className="text-right">Unit price</span>
        <span className="text-right">Discount</span>
        <span className="text-right">Total</span>
      </div>
      <ol>
        {fields.map((field, index) => (
          <li key={field.id} className="border-b">
            {/* biome-ignore lint/a11y/noStaticElementInteractions: Enter is heard from the fields inside. */}
            <div onKeyDown={(event) => goOn(event, index)}>
              <OrderFormLine
                index={index}
                products={products}
                workspaceCurrency={props.workspaceCurrency}
                locale={props.locale}
                isPinned={field.line !== null && props.pinned.includes(field.line)}
                hasAllowance={hasAllowance}
                onRemove={() => drop(index)}
              />
            </div>
          </li>
        ))}
      </ol>
      <div className="flex items-start justify-between gap-4 p-4 max-md:flex-col">
        <div className="flex flex-wrap gap-2">
          <Button onClick={add}>
            <Icon of={Plus} />
            Add line
          </Button>
          {hasAllowance ? null : (
            <Button variant="ghost" onClick={() => setHasAllowance(true)}>
              Allow over-shipping
            </Button>
          )}
        </div>
        <OrderFormTotals locale={props.locale} />
      </div>
    </Section>
  );
}
