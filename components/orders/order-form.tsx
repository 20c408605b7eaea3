"use client";

import { useRef, useState, useTransition } from "react";
import { FormProvider, useForm } from "react-hook-form";
import { Alert } from "@/components/ui/alert";
import { Button, ButtonLink } from "@/components/ui/button";
import { Spinner } from "@/components/ui/spinner";
import type { ActionOutcome } from "@/lib/auth/guarded-action";
import { type OrderForm as Form, formFieldOf, orderFormSchema } from "@/lib/orders/form";
import { refusalWords } from "@/lib/orders/refusal-words";
import type { Refusal } from "@/lib/shared/outcome";
import { OrderFormDetails } from "./order-form-details";
import { OrderFormLines } from "./order-form-lines";

export type OrderFormOptions = {
  readonly clients: readonly { readonly code: string; readonly name: string }[];
  readonly products: readonly { readonly sku: string; readonly name: string }[];
};

type OrderFormProps = {
  readonly initial: Form;
  readonly options: OrderFormOptions;
  readonly locale: string;
  readonly isNew: boolean;
  /** The page's own facts, sent along: a key, or the order's number, version and lines. */
  readonly facts: Readonly<Record<string, unknown>>;
  readonly action: (previous: unknown, input: unknown) => Promise<ActionOutcome<unknown>>;
  readonly cancelHref: string;
};

type Problem = { readonly field: string; readonly message: string };

/** The form of an order. Nothing that was typed is lost on a refusal; the summary leads to what is wrong. */
export function OrderForm(props: OrderFormProps) {
  const { initial, options, locale, isNew, facts, action, cancelHref } = props;
  const form = useForm<Form>({ defaultValues: initial });
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const [pending, startTransition] = useTransition();
  const summary = useRef<HTMLDivElement>(null);

  function show(found: readonly Problem[]) {
    form.clearErrors();
    for (const { field, message } of found) {
      // A field's name is its path in the form; the form takes any text as one.
      form.setError(field as keyof Form, { message });
    }
    setProblems(found);
    requestAnimationFrame(() => summary.current?.focus());
  }

  function submit(values: Form) {
    const parsed = orderFormSchema.safeParse(values);
    if (!parsed.success) {
      show(parsed.error.issues.map(({ path, message }) => ({ field: path.join("."), message })));
      return;
    }
    startTransition(async () => {
      const outcome = await action(null, { form: values, ...facts });
      if (!outcome.ok) {
        show(problemsOf(values, outcome.refusal));
      }
    });
  }

  return (
    <FormProvider {...form}>
      <form
        noValidate
        onSubmit={(event) => {
          void form.handleSubmit(submit)(event);
        }}
        className="flex flex-col gap-4"
      >
        {problems.length > 0 ? (
          <div ref={summary} tabIndex={-1} className="rounded-md outline-offset-2">
            <Alert tone="critical" role="alert" title={titleOf(problems)}>
              <ul>
                {problems.map(({ field, message }) => (
                  <li key={`${field} ${message}`}>
                    {field ? (
                      <button
                        type="button"
                        className="text-left underline underline-offset-2"
                        onClick={() => form.setFocus(field as keyof Form)}
                      >
                        {message}
                      </button>
                    ) : (
                      message
                    )}
                  </li>
                ))}
              </ul>
            </Alert>
          </div>
        ) : null}
        <OrderFormDetails options={options} isNew={isNew} />
        <OrderFormLines products={options.products} locale={locale} />
        <div className="flex flex-wrap items-center gap-3">
          <Button type="submit" variant="primary" disabled={pending}>
            {pending ? <Spinner /> : null}
            {isNew ? "Create order" : "Save"}
          </Button>
          <ButtonLink href={cancelHref} variant="ghost">
            Cancel
          </ButtonLink>
        </div>
      </form>
    </FormProvider>
  );
}

const titleOf = (problems: readonly Problem[]) =>
  problems.length === 1
    ? "One thing is missing or wrong."
    : `${problems.length} things are missing or wrong.`;

/** A refusal of the server at the fields that it names. */
function problemsOf(values: Form, refusal: Refusal): Problem[] {
  if (refusal.issues && refusal.issues.length > 0) {
    return refusal.issues.map(({ field, message }) => ({
      field: field.replace(/^form\./, ""),
      message,
    }));
  }
  const field = refusal.field === undefined ? "" : formFieldOf(values, refusal.field);
  return [{ field, message: refusalWords(refusal.code, refusal.data) }];
}
