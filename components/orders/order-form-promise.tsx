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
  const isAsked = answer !== null && answer.lines.length > 0;
  return (
    <Section title="Promise date" description="If it were an order now, at the end of the queue.">
      <div role="status">
        {isAsked ? (
          <Asked answer={answer} wanted={wantedOf(shipByOn, deliverByOn)} locale={locale} />
        ) : (
          <p className="text-muted">Name a product and a quantity to see the day.</p>
        )}
      </div>
      {isAsked && answer.on !== null && answer.on !== shipByOn ? (
        <Button
          size="sm"
          className="mt-3"
          onClick={() => setValue("shipByOn", answer.on ?? "", { shouldDirty: true })}
        >
          Ship by this day
        </Button>
      ) : null}
    </Section>
  );
}

type Wanted = { readonly label: string; readonly day: Day } | null;

function wantedOf(shipByOn: string, deliverByOn: string): Wanted {
  if (isDay(shipByOn)) {
    return { label: "ship-by day", day: shipByOn };
  }
  return isDay(deliverByOn) ? { label: "deliver-by day", day: deliverByOn } : null;
}

type AskedProps = { readonly answer: Answer; readonly wanted: Wanted; readonly locale: string };

function Asked({ answer, wanted, locale }: AskedProps) {
  const reader = { locale, today: answer.today };
  return (
    <PromiseAnswer promise={answer} spare={spareWords(answer.on, wanted, reader)} {...reader} />
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
