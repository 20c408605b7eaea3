import type { ReactNode } from "react";
import { cn } from "@/lib/shared/cn";

type SectionProps = {
  readonly title: string;
  readonly id?: string;
  readonly description?: ReactNode;
  readonly actions?: ReactNode;
  /** Without padding, for tables and lists that bring their own rows. */
  readonly flush?: boolean;
  readonly className?: string;
  readonly children: ReactNode;
};

export function Section(props: SectionProps) {
  const { title, id, description, actions, flush, className, children } = props;
  return (
    <section
      id={id}
      aria-label={title}
      className={cn("min-w-0 rounded-lg border bg-raised", className)}
    >
      <div className="flex min-h-11 flex-wrap items-center justify-between gap-x-3 gap-y-1 border-b px-4 py-1.5">
        <div>
          <h2 className="text-base">{title}</h2>
          {description ? <p className="text-muted text-sm">{description}</p> : null}
        </div>
        {actions ? <div className="flex items-center gap-2">{actions}</div> : null}
      </div>
      <div className={flush ? "" : "p-4"}>{children}</div>
    </section>
  );
}

/** Name and value pairs beside a page's main matter. */
export function Facts({
  items,
}: {
  items: readonly { readonly label: string; readonly value: ReactNode }[];
}) {
  return (
    <dl className="grid grid-cols-[minmax(5rem,auto)_1fr] gap-x-4 gap-y-1.5">
      {items.map((item) => (
        <div key={item.label} className="contents">
          <dt className="text-muted">{item.label}</dt>
          <dd className="min-w-0 break-words">{item.value}</dd>
        </div>
      ))}
    </dl>
  );
}
