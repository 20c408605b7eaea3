import type { ComponentProps } from "react";
import { cn } from "@/lib/shared/cn";
import { controlClass } from "./input";

export type SelectOption = { readonly value: string; readonly label: string };

type SelectProps = ComponentProps<"select"> & {
  readonly options: readonly SelectOption[];
  /** The words of the empty choice; without it there is none. */
  readonly placeholder?: string | undefined;
};

export function Select({ className, options, placeholder, ...props }: SelectProps) {
  return (
    <select className={cn(controlClass, "select h-8 pe-7 max-md:h-11", className)} {...props}>
      {placeholder === undefined ? null : <option value="">{placeholder}</option>}
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  );
}
