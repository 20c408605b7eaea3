import Link from "next/link";
import type { Tab } from "@/lib/orders/lifecycle";
import { tabWord } from "./status-badge";

type OrderTabsProps = {
  readonly current: Tab;
  /** As text, so that the browser's locale data can't disagree with ours. */
  readonly counts: Readonly<Record<Tab, string>>;
};

const ORDER = ["open", "closed", "archived"] as const satisfies readonly Tab[];

/** The page's backbone: links, so that a tab has an address and the back button works. */
export function OrderTabs({ current, counts }: OrderTabsProps) {
  return (
    <nav
      aria-label="Order tabs"
      className="-mx-4 md:-mx-6 flex overflow-x-auto border-b px-2 md:px-4"
    >
      {ORDER.map((tab) => (
        <Link
          key={tab}
          href={`/orders/${tab}`}
          aria-current={tab === current ? "page" : undefined}
          className="relative flex h-10 items-center gap-1.5 px-2 text-muted hover:text-ink aria-[current]:text-ink aria-[current]:after:absolute aria-[current]:after:inset-x-2 aria-[current]:after:bottom-0 aria-[current]:after:h-0.5 aria-[current]:after:bg-ink max-md:h-11"
        >
          <TabWord word={tabWord(tab)} />
          <span className="text-faint tabular-nums">{counts[tab]}</span>
        </Link>
      ))}
    </nav>
  );
}

/** Keeps the room of the bold word, so that switching tabs shifts nothing. */
function TabWord({ word }: { word: string }) {
  return (
    <span className="grid">
      <span className="col-start-1 row-start-1 [[aria-current]_&]:font-semibold">{word}</span>
      <span aria-hidden="true" className="invisible col-start-1 row-start-1 font-semibold">
        {word}
      </span>
    </span>
  );
}
