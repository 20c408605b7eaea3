import Link from "next/link";
import { buttonVariants } from "@/components/ui/button";

type PaginationProps = {
  /** What is shown, as in `1–50 of 128`. */
  readonly summary: string;
  readonly previousHref: string | null;
  readonly nextHref: string | null;
};

const quiet = buttonVariants({ variant: "quiet", size: "sm" });

export function Pagination({ summary, previousHref, nextHref }: PaginationProps) {
  return (
    <nav
      aria-label="Pages"
      className="flex min-h-12 items-center justify-between gap-4 py-2 text-muted text-sm"
    >
      <p className="tabular-nums">{summary}</p>
      {previousHref || nextHref ? (
        <div className="flex gap-2">
          <PageLink href={previousHref} label="Previous" />
          <PageLink href={nextHref} label="Next" />
        </div>
      ) : null}
    </nav>
  );
}

function PageLink({ href, label }: { href: string | null; label: string }) {
  if (href === null) {
    return (
      <span aria-disabled="true" className={quiet}>
        {label}
      </span>
    );
  }
  return (
    <Link href={href} className={quiet}>
      {label}
    </Link>
  );
}
