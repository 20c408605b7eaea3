import { Ellipsis, Search } from "lucide";
import { Icon } from "@/components/ui/icon";
import { Popover } from "@/components/ui/popover";
import type { NavKey } from "./nav-items";
import { NavLink } from "./nav-link";
import { SearchLink } from "./search-link";
import type { FormAction, ShellUser } from "./types";
import { UserPanel } from "./user-menu";

type BottomBarProps = {
  readonly nav: readonly NavKey[];
  readonly user: ShellUser;
  readonly signOutAction: FormAction;
};

/** The navigation of a phone. What has no room in the bar is in the sheet behind More. */
export function BottomBar({ nav, user, signOutAction }: BottomBarProps) {
  // What people on their feet do: ship and make.
  const isInBar = (item: NavKey) => item === "orders" || item === "production";
  const inBar = nav.filter(isInBar);
  const inSheet = nav.filter((item) => !isInBar(item));
  return (
    <nav
      aria-label="Main"
      className="fixed inset-x-0 bottom-0 z-20 border-t bg-paper pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      <div className="flex">
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
        <button type="button" popoverTarget="more-sheet" className="bar-link">
          <Icon of={Ellipsis} />
          More
        </button>
      </div>
      <Popover id="more-sheet" className="p-2">
        <div className="mb-1 border-b pb-1">
          {inSheet.map((item) => (
            <NavLink key={item} item={item} className="sheet-link" />
          ))}
        </div>
        <UserPanel user={user} signOutAction={signOutAction} />
      </Popover>
    </nav>
  );
}
