import type { ReactNode } from "react";

type OrderFactsProps = {
  /** What is null is not said. */
  readonly items: readonly { readonly label: string; readonly value: ReactNode }[];
};

/** Names and values side by side, one below the other where the type is large or the screen narrow. */
export function OrderFacts({ items }: OrderFactsProps) {
  return (
    <dl className="grid gap-1.5">
      {items
        .filter(({ value }) => value !== null)
        .map(({ label, value }) => (
          <div key={label} className="flex flex-wrap gap-x-4">
            <dt className="w-24 text-muted">{label}</dt>
            <dd className="min-w-0 flex-1 basis-36 break-words">{value}</dd>
          </div>
        ))}
    </dl>
  );
}
