import Link from "next/link";
import type { ReactNode } from "react";

type PageHeaderProps = {
  readonly title: ReactNode;
  readonly description?: ReactNode;
  readonly back?: { readonly href: string; readonly label: string };
  /** Badges beside the title. */
  readonly aside?: ReactNode;
  readonly actions?: ReactNode;
};

export function PageHeader({ title, description, back, aside, actions }: PageHeaderProps) {
  return (
    <header className="mb-4 flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
      <div className="min-w-0">
        {back ? (
          <Link href={back.href} className="text-muted text-sm hover:text-ink hover:underline">
            <span aria-hidden="true">← </span>
            {back.label}
          </Link>
        ) : null}
        <div className="flex min-h-8 flex-wrap items-center gap-x-2.5 gap-y-1">
          <h1 className="text-xl">{title}</h1>
          {aside}
        </div>
        {description ? <p className="text-muted">{description}</p> : null}
      </div>
      {actions ? (
        <div className="flex flex-wrap items-center gap-2 print:hidden">{actions}</div>
      ) : null}
    </header>
  );
}
