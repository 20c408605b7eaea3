import { LogOut, UserRound } from "lucide";
import Link from "next/link";
import { Icon } from "@/components/ui/icon";
import { Menu } from "@/components/ui/menu";
import type { FormAction, ShellUser } from "./types";

/** On a phone, whose sheet it is in, it stands open. */
export function UserMenu({ user, signOutAction }: { user: ShellUser; signOutAction: FormAction }) {
  return (
    <Menu
      placement="above"
      triggerStyle={{ variant: "ghost" }}
      triggerClassName="h-11 w-full justify-start px-2 max-xl:w-auto max-md:hidden"
      panelClassName="max-md:static max-md:block max-md:rounded-none max-md:border-t max-md:border-line max-md:p-0 max-md:pt-1 max-md:shadow-none"
      trigger={
        <>
          <Initials name={user.name} />
          <span className="nav-word min-w-0 text-left font-normal leading-tight">
            <span className="block truncate text-ink">{user.name}</span>
            <span className="block truncate text-muted text-xs">
              {user.role}
              <span className="sr-only">, your account</span>
            </span>
          </span>
        </>
      }
    >
      <UserPanel user={user} signOutAction={signOutAction} />
    </Menu>
  );
}

type UserPanelProps = {
  readonly user: ShellUser;
  /** Where the person changes their account. */
  readonly accountHref?: string;
  readonly signOutAction: FormAction;
};

/** Who is signed in, and the way out. */
export function UserPanel(props: UserPanelProps) {
  const { user, accountHref = "/settings/account", signOutAction } = props;
  return (
    <>
      <p className="px-2.5 py-1.5 text-sm">
        <span className="block font-semibold">{user.name}</span>
        <span className="block break-all text-muted">{user.email}</span>
      </p>
      <div className="border-t py-1">
        <Link href={accountHref} className="menu-item">
          <Icon of={UserRound} />
          Your account
        </Link>
      </div>
      <form action={signOutAction} className="border-t pt-1">
        <button type="submit" className="menu-item">
          <Icon of={LogOut} />
          Sign out
        </button>
      </form>
    </>
  );
}

function Initials({ name }: { name: string }) {
  const words = name.split(/\s+/).filter(Boolean);
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined]
    .map((word) => [...(word ?? "")][0] ?? "")
    .join("");
  return (
    <span
      aria-hidden="true"
      className="flex size-6 shrink-0 items-center justify-center rounded-full bg-accent-wash font-semibold text-accent text-xs"
    >
      {letters.toUpperCase()}
    </span>
  );
}
