import type { ComponentProps } from "react";
import { cn } from "@/lib/shared/cn";

/** The label is drawn with the box, so that both are one target. */
export function Checkbox({
  className,
  label,
  hint,
  ...props
}: Omit<ComponentProps<"input">, "type"> & { label: string; hint?: string }) {
  return (
    <label
      className={cn(
        "flex min-h-6 items-start gap-2 py-0.5 max-md:min-h-11 max-md:py-2.5",
        className,
      )}
    >
      <input type="checkbox" className="checkbox mt-0.5" {...props} />
      <span>
        {label}
        {hint ? <span className="block text-muted text-sm">{hint}</span> : null}
      </span>
    </label>
  );
}

/** A checkbox for what takes effect as a setting; it posts like any checkbox. */
export function Switch({ className, ...props }: Omit<ComponentProps<"input">, "type" | "role">) {
  // biome-ignore lint/a11y/useAriaPropsForRole: a native checkbox tells its own checked state.
  return <input type="checkbox" role="switch" className={cn("switch", className)} {...props} />;
}
