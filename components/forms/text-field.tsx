"use client";

import type { ComponentProps, ReactNode } from "react";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { FormFields } from "./field-value";

type TextFieldProps = Omit<ComponentProps<typeof Input>, "name" | "defaultValue" | "form"> & {
  readonly fields: FormFields;
  readonly name: string;
  readonly label: string;
  readonly initial?: string | null | undefined;
  readonly hint?: ReactNode;
  readonly optional?: boolean;
  readonly fieldClassName?: string | undefined;
};

/** A labelled line of text that knows its error and what it held before a refusal. */
export function TextField(props: TextFieldProps) {
  const { fields, name, label, initial, hint, optional, fieldClassName, ...input } = props;
  return (
    <Field
      label={label}
      hint={hint}
      optional={optional ?? false}
      error={fields.fieldError(name)}
      {...(fieldClassName ? { className: fieldClassName } : {})}
    >
      {(control) => (
        <Input
          {...control}
          {...input}
          name={name}
          defaultValue={fields.fieldValue(name, initial)}
        />
      )}
    </Field>
  );
}
