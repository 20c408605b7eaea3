import type { ComponentProps } from "react";
import { cn } from "@/lib/shared/cn";

export type SelectOption = { readonly value: string; readonly label: string };

type SelectProps = ComponentProps<"select"> & {
  readonly options: readonly SelectOption[];
  /** The words of the empty choice; without it there is none. */
  readonly placeholder?: string | undefined;
};

export function Select({ className, options, placeholder, ...props }: SelectProps) {
  return (
    <select className={cn("control select", className)} {...props}>
      {placeholder === undefined ? null : <option value="">{placeholder}</option>}
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  );
}
