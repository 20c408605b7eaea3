import { Ellipsis, Search } from "lucide";
import { Icon } from "@/components/ui/icon";
import type { NavKey } from "./nav-items";
import { NavLink } from "./nav-link";
import { SearchLink } from "./search-link";

/** What people on their feet do: ship and make. */
export const isInBar = (item: NavKey): boolean => item === "orders" || item === "production";

type BottomBarProps = {
  readonly nav: readonly NavKey[];
  /** The id of the sheet with all that has no room in the bar. */
  readonly sheet: string;
};

/** The navigation of a phone. */
export function BottomBar({ nav, sheet }: BottomBarProps) {
  const inBar = nav.filter(isInBar);
  return (
    <nav
      aria-label="Shortcuts"
      className="fixed inset-x-0 bottom-0 z-20 flex border-t bg-paper pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      {inBar.slice(0, 1).map((item) => (
        <NavLink key={item} item={item} className="bar-link" />
      ))}
      <SearchLink className="bar-link">
        <Icon of={Search} />
        Search
      </SearchLink>
      {inBar.slice(1).map((item) => (
        <NavLink key={item} item={item} className="bar-link" />
      ))}
      <button type="button" popoverTarget={sheet} className="bar-link">
        <Icon of={Ellipsis} />
        More
      </button>
    </nav>
  );
}
