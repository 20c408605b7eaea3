"use client";

import type { ComponentProps, ReactNode } from "react";
import { type FieldPath, get, useFormContext } from "react-hook-form";
import { type ControlProps, Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { OrderForm } from "@/lib/orders/form";

export type FormPath = FieldPath<OrderForm>;

/** Where the summary of what is wrong leads to. */
export const fieldIdOf = (path: string): string => `field-${path.replaceAll(".", "-")}`;

/** Whether a path that a refusal names is a field that the form holds. */
export function isFormPath(form: OrderForm, path: string): path is FormPath {
  return get(form, path) !== undefined;
}

type FormFieldProps = {
  readonly name: FormPath;
  readonly label: string;
  readonly hint?: ReactNode;
  readonly optional?: boolean;
  readonly className?: string;
  readonly children: (control: ControlProps) => ReactNode;
};

/** A field of the order form with its label, its error and an id made of its path. */
export function FormField({ name, ...field }: FormFieldProps) {
  const { formState } = useFormContext<OrderForm>();
  const error: unknown = get(formState.errors, `${name}.message`);
  return (
    <Field {...field} id={fieldIdOf(name)} error={typeof error === "string" ? error : undefined} />
  );
}

type FormInputProps = Omit<FormFieldProps, "children" | "className"> &
  Omit<ComponentProps<typeof Input>, "name" | "form"> & { readonly fieldClassName?: string };

/** A line of text of the order form. */
export function FormInput({
  name,
  label,
  hint,
  optional,
  fieldClassName,
  ...input
}: FormInputProps) {
  const { register } = useFormContext<OrderForm>();
  return (
    <FormField
      name={name}
      label={label}
      hint={hint}
      optional={optional ?? false}
      className={fieldClassName ?? ""}
    >
      {(control) => <Input autoComplete="off" {...control} {...input} {...register(name)} />}
    </FormField>
  );
}
