"use client";

import { useEffect, useState } from "react";
import { useFormContext, useWatch } from "react-hook-form";
import { Button } from "@/components/ui/button";
import { Section } from "@/components/ui/section";
import type { OrderForm } from "@/lib/orders/form";
import type { OrderPromise } from "@/lib/orders/promise";
import { asksQuery } from "@/lib/orders/promise-input";
import { type Day, isDay } from "@/lib/shared/dates";
import { PromiseAnswer } from "./promise-answer";
import { spareWords } from "./promise-words";

const PAUSE_MS = 400;

type Answer = OrderPromise & { readonly today: Day };

/** By which day what is typed so far could be there. Nothing is saved or reserved by asking. */
export function OrderFormPromise({ locale }: { locale: string }) {
  const { control, setValue } = useFormContext<OrderForm>();
  const [lines, shipByOn, deliverByOn] = useWatch({
    control,
    name: ["lines", "shipByOn", "deliverByOn"],
  });
  const query = asksQuery(
    lines.filter(({ sku, quantity }) => sku.trim() !== "" && quantity.trim() !== ""),
  );
  const answer = useAnswer(query);
  if (answer === null || answer.lines.length === 0) {
    return null;
  }
  const { on, today } = answer;
  const wanted = isDay(shipByOn)
    ? { label: "ship-by day", day: shipByOn }
    : isDay(deliverByOn)
      ? { label: "deliver-by day", day: deliverByOn }
      : null;
  return (
    <Section title="Promise date" description="If it were an order now, at the end of the queue.">
      <div role="status">
        <PromiseAnswer
          promise={answer}
          spare={spareWords(on, wanted, { locale, today })}
          locale={locale}
          today={today}
        />
      </div>
      {on === null || on === shipByOn ? null : (
        <Button
          size="sm"
          className="mt-3"
          onClick={() => setValue("shipByOn", on, { shouldDirty: true })}
        >
          Ship by this day
        </Button>
      )}
    </Section>
  );
}

/** The last answer stays while the next is on its way; without one people type on, it is a help only. */
function useAnswer(query: string): Answer | null {
  const [answer, setAnswer] = useState<Answer | null>(null);
  useEffect(() => {
    if (query === "") {
      setAnswer(null);
      return;
    }
    const controller = new AbortController();
    const timer = setTimeout(() => {
      void ask(query, controller.signal).then((next) => {
        if (!controller.signal.aborted) {
          setAnswer(next);
        }
      });
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [query]);
  return answer;
}

async function ask(query: string, signal: AbortSignal): Promise<Answer | null> {
  try {
    const response = await fetch(`/orders/new/promise?${query}`, { signal });
    return response.ok ? await response.json() : null;
  } catch {
    return null;
  }
}
