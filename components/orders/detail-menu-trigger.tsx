"use client";

import type { ReactNode } from "react";
import { useFormStatus } from "react-dom";
import { Spinner } from "@/components/ui/spinner";

/** The face of the actions' menu: it waits with its form, because the menu hides with the entry that was chosen. */
export function DetailMenuTrigger({ children }: { children: ReactNode }) {
  const { pending } = useFormStatus();
  return pending ? <Spinner /> : children;
}
