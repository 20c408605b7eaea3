import type { ComponentProps } from "react";
import { cn } from "@/lib/shared/cn";

export const controlClass =
  "w-full min-w-0 rounded-md border border-edge bg-paper px-2.5 text-base text-ink placeholder:text-faint disabled:cursor-not-allowed disabled:bg-shade disabled:text-muted aria-invalid:border-danger max-md:text-lg";

export function Input({ className, ...props }: ComponentProps<"input">) {
  return (
    <input
      className={cn(
        controlClass,
        "h-8 file:me-3 file:h-full file:border-line file:border-e file:pe-2.5 file:font-semibold max-md:h-11",
        className,
      )}
      {...props}
    />
  );
}

export function Textarea({ className, ...props }: ComponentProps<"textarea">) {
  return <textarea rows={3} className={cn(controlClass, "py-1.5", className)} {...props} />;
}
