import type { ComponentProps } from "react";
import { cn } from "@/lib/shared/cn";

export function Input({ className, ...props }: ComponentProps<"input">) {
  return <input className={cn("control", className)} {...props} />;
}

export function Textarea({ className, ...props }: ComponentProps<"textarea">) {
  return <textarea rows={3} className={cn("control", className)} {...props} />;
}
