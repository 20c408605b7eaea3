"use client";

import type { ComponentProps } from "react";
import { get, useFormContext } from "react-hook-form";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select, type SelectOption } from "@/components/ui/select";
import type { OrderForm } from "@/lib/orders/form";

function errorOf(errors: object, name: string): string | undefined {
  const error: unknown = get(errors, name);
  const message =
    error !== null && typeof error === "object" && "message" in error ? error.message : null;
  return typeof message === "string" ? message : undefined;
}

type FormFieldProps = Omit<ComponentProps<typeof Input>, "name" | "form"> & {
  /** The field's path in the form, such as `lines.0.sku`. */
  readonly name: string;
  readonly label: string;
  readonly optional?: boolean;
  readonly labelHidden?: boolean;
  readonly fieldClassName?: string;
};

/** A line of text of the order form, with its label and error. */
export function FormField(props: FormFieldProps) {
  const { name, label, optional, labelHidden, fieldClassName, ...input } = props;
  const { register, formState } = useFormContext<OrderForm>();
  return (
    <Field
      label={label}
      optional={optional ?? false}
      labelHidden={labelHidden ?? false}
      error={errorOf(formState.errors, name)}
      {...(fieldClassName ? { className: fieldClassName } : {})}
    >
      {(control) => (
        <Input autoComplete="off" {...control} {...input} {...register(name as keyof OrderForm)} />
      )}
    </Field>
  );
}

type FormSelectProps = {
  readonly name: string;
  readonly label: string;
  readonly options: readonly SelectOption[];
};

export function FormSelect({ name, label, options }: FormSelectProps) {
  const { register, formState } = useFormContext<OrderForm>();
  return (
    <Field label={label} error={errorOf(formState.errors, name)}>
      {(control) => (
        <Select {...control} options={options} {...register(name as keyof OrderForm)} />
      )}
    </Field>
  );
}
