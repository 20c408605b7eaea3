import { cn } from "@/lib/shared/cn";

const STEPS = ["Upload", "Match columns", "Check"] as const;

/** Where a person is on the way from a file to orders. `current` counts from 1. */
export function ImportSteps({ current }: { readonly current: 2 | 3 }) {
  return (
    <ol aria-label="Steps" className="mb-4 flex flex-wrap gap-x-4 gap-y-1 text-sm">
      {STEPS.map((step, index) => {
        const isCurrent = index + 1 === current;
        return (
          <li
            key={step}
            aria-current={isCurrent ? "step" : undefined}
            className={cn("flex items-center gap-1.5", isCurrent ? "font-semibold" : "text-muted")}
          >
            <span
              className={cn(
                "flex size-5 items-center justify-center rounded-full border text-xs",
                isCurrent && "border-accent bg-accent text-on-accent",
              )}
            >
              {index + 1}
            </span>
            {step}
          </li>
        );
      })}
    </ol>
  );
}
