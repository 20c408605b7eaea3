"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useState, useTransition } from "react";
import { FormProvider, useForm } from "react-hook-form";
import { askAction } from "@/components/forms/ask-action";
import { Button, ButtonLink } from "@/components/ui/button";
import type { SelectOption } from "@/components/ui/select";
import { Spinner } from "@/components/ui/spinner";
import type { Action } from "@/lib/auth/guarded-action";
import {
  type OrderForm as Form,
  formFieldOf,
  orderFormSchema,
  type ReadForm,
} from "@/lib/orders/form";
import { refusalWords } from "@/lib/orders/refusal-words";
import type { ClientSuggestion, ProductSuggestion } from "@/lib/orders/suggestions";
import { formatMinor } from "@/lib/shared/money";
import type { Refusal } from "@/lib/shared/outcome";
import { OrderFormClient } from "./order-form-client";
import { OrderFormDetails } from "./order-form-details";
import { fieldIdOf, isFormPath } from "./order-form-field";
import { OrderFormLines } from "./order-form-lines";
import { OrderFormProblems, type Problem } from "./order-form-problems";
import { OrderFormPromise } from "./order-form-promise";
import { useTotals } from "./order-form-totals";
import type { Suggestions } from "./use-suggestions";

export type OrderFormOptions = {
  readonly clients: Suggestions<ClientSuggestion>;
  readonly products: Suggestions<ProductSuggestion>;
  readonly currencies: readonly SelectOption[];
  readonly workspaceCurrency: string;
  readonly locale: string;
};

type OrderFormProps = {
  readonly initial: Form;
  readonly options: OrderFormOptions;
  /** Of an order that exists: client and number stay as they are. */
  readonly isNew: boolean;
  readonly pinned?: readonly number[];
  /** The page's own facts, sent along: a key, or the order's number, version and lines. */
  readonly facts: Readonly<Record<string, unknown>>;
  readonly action: Action<unknown>;
  readonly backHref: string;
};

/** The form of an order. Nothing typed is lost on a refusal; the summary leads to what is wrong. */
export function OrderForm(props: OrderFormProps) {
  const { initial, options, isNew, pinned = [], facts, action, backHref } = props;
  const form = useForm<Form, unknown, ReadForm>({
    defaultValues: initial,
    resolver: zodResolver(orderFormSchema),
    shouldFocusError: false,
  });
  const [refused, setRefused] = useState<Refused | null>(null);
  const [pending, startTransition] = useTransition();

  function send() {
    const values = form.getValues();
    startTransition(async () => {
      const outcome = await askAction(action, null, { form: values, ...facts });
      if (!outcome.ok) {
        show(refusedOf(values, outcome.refusal));
      }
    });
  }

  function show(next: Refused) {
    for (const { field, message } of next.problems) {
      if (field !== null && isFormPath(form.getValues(), field)) {
        form.setError(field, { message });
      }
    }
    setRefused(next);
  }

  function showWrong() {
    const issues = orderFormSchema.safeParse(form.getValues()).error?.issues ?? [];
    const problems = issues.map(({ path, message }) => ({ field: path.join("."), message }));
    setRefused({ code: "invalid", by: "", problems: inPageOrder(problems) });
  }

  return (
    <FormProvider {...form}>
      <form
        noValidate
        onSubmit={(event) => {
          if (!pending) {
            void form.handleSubmit(send, showWrong)(event);
          }
        }}
      >
        {refused ? (
          <OrderFormProblems title={titleOf(refused)} problems={refused.problems}>
            {refused.code === "changed_meanwhile" ? (
              // A plain anchor: only a fresh page holds the order as it is now.
              <a href={`${backHref}/edit`} className="font-semibold underline underline-offset-2">
                Reload the order and drop what you typed
              </a>
            ) : null}
          </OrderFormProblems>
        ) : null}
        <div className="grid grid-cols-[minmax(0,2fr)_minmax(20rem,1fr)] items-start gap-4 max-lg:grid-cols-1">
          <div className="grid min-w-0 gap-4">
            <OrderFormClient clients={options.clients} isNew={isNew} />
            <OrderFormLines
              products={options.products}
              workspaceCurrency={options.workspaceCurrency}
              locale={options.locale}
              pinned={pinned}
            />
          </div>
          <div className="grid min-w-0 gap-4">
            {isNew ? <OrderFormPromise locale={options.locale} /> : null}
            <OrderFormDetails currencies={options.currencies} />
          </div>
        </div>
        <div
          data-chrome=""
          className="-mx-6 sticky bottom-0 z-10 mt-4 flex items-center justify-end gap-2 border-t bg-paper px-6 py-3 md:-mb-8 max-md:-mx-4 max-md:-mb-10 max-md:bottom-[calc(3.5rem+env(safe-area-inset-bottom))] max-md:px-4 max-md:py-2"
        >
          <RunningTotal locale={options.locale} />
          <ButtonLink href={backHref} variant="ghost">
            Cancel
          </ButtonLink>
          <Button
            type="submit"
            variant="primary"
            disabled={pending}
            aria-busy={pending || undefined}
          >
            {pending ? <Spinner /> : null}
            {isNew ? "Create order" : "Save"}
          </Button>
        </div>
      </form>
    </FormProvider>
  );
}

function RunningTotal({ locale }: { locale: string }) {
  const { currency, totalMinor } = useTotals();
  return (
    <p className="me-auto text-muted">
      Total{" "}
      <span className="font-semibold text-ink tabular-nums">
        {formatMinor(totalMinor, currency, locale)}
      </span>
    </p>
  );
}

type Refused = {
  readonly code: string;
  readonly by: string;
  readonly problems: readonly Problem[];
};

/** A refusal of the server at the fields that it names. */
function refusedOf(values: Form, { code, field, data, issues }: Refusal): Refused {
  const problems: readonly Problem[] =
    issues && issues.length > 0
      ? issues.map((issue) => ({ ...issue, field: issue.field.replace(/^form\./, "") }))
      : [
          {
            field: field === undefined ? null : formFieldOf(values, field),
            message: refusalWords(code, data),
          },
        ];
  return { code, by: String(data?.by ?? "Somebody"), problems: inPageOrder(problems) };
}

function titleOf({ code, by, problems }: Refused): string {
  if (code === "changed_meanwhile") {
    return `${by} changed it meanwhile. Nothing was saved; what you typed is still here.`;
  }
  const [only] = problems;
  if (only?.field === null) {
    return only.message;
  }
  return problems.length === 1
    ? "Nothing was saved: 1 field needs another look."
    : `Nothing was saved: ${problems.length} fields need another look.`;
}

function inPageOrder(problems: readonly Problem[]): readonly Problem[] {
  const elementOf = ({ field }: Problem) =>
    field === null ? null : document.getElementById(fieldIdOf(field));
  return problems.toSorted((a, b) => {
    const [first, second] = [elementOf(a), elementOf(b)];
    const isAfter =
      first && second && first.compareDocumentPosition(second) & Node.DOCUMENT_POSITION_PRECEDING;
    return isAfter ? 1 : first && second ? -1 : 0;
  });
}
