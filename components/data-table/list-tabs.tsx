import Link from "next/link";
import { cn } from "@/lib/shared/cn";

type ListTabsProps = {
  /** Names the navigation, as in `Order tabs`. */
  readonly label: string;
  readonly tabs: readonly {
    readonly href: string;
    readonly word: string;
    /** As text, so that the browser's locale data can't disagree with ours; null where nothing is counted. */
    readonly count: string | null;
    readonly isCurrent: boolean;
  }[];
  readonly className?: string;
};

/** The lists of a page as links, so that each has an address and the back button works. */
export function ListTabs({ label, tabs, className }: ListTabsProps) {
  return (
    <nav
      aria-label={label}
      className={cn("-mx-4 md:-mx-6 flex overflow-x-auto border-b px-2 md:px-4", className)}
    >
      {tabs.map(({ href, word, count, isCurrent }) => (
        <Link
          key={word}
          href={href}
          aria-current={isCurrent ? "page" : undefined}
          className="tab-link"
        >
          {/* The bold word keeps its room, so that switching shifts nothing. */}
          <span className="grid">
            <span className="col-start-1 row-start-1 [[aria-current]_&]:font-semibold">{word}</span>
            <span aria-hidden="true" className="invisible col-start-1 row-start-1 font-semibold">
              {word}
            </span>
          </span>
          {count === null ? null : <span className="text-faint tabular-nums">{count}</span>}
        </Link>
      ))}
    </nav>
  );
}
