import { cn } from "@/lib/shared/cn";

/** A place held for what is on its way. Give it the size of what comes, so that nothing jumps. */
export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden="true" className={cn("animate-pulse rounded-sm bg-shade", className)} />;
}
