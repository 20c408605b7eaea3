import type { ComponentProps } from "react";
import { cn } from "@/lib/shared/cn";

/** Opened by any button with `popoverTarget={id}`; needs no script. On a phone it is a sheet at the bottom. */
export function Popover({ className, ...props }: ComponentProps<"div"> & { id: string }) {
  return <div popover="auto" className={cn("popover", className)} {...props} />;
}
