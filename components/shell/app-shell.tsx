"use client";

import type { MouseEvent, ReactNode } from "react";
import { BottomBar, isInBar } from "./bottom-bar";
import type { NavKey } from "./nav-items";
import { NavLink } from "./nav-link";
import { OfflineGuard } from "./offline-guard";
import { OtherTab } from "./other-tab";
import type { FormAction, ShellUser, ShellWorkspace } from "./types";
import { UserMenu } from "./user-menu";
import { WorkspaceMenu } from "./workspace-menu";

type AppShellProps = {
  readonly workspace: ShellWorkspace;
  readonly workspaces: readonly ShellWorkspace[];
  readonly user: ShellUser;
  /** The pages that exist and that the role may see, in the order shown. */
  readonly nav: readonly NavKey[];
  readonly signOutAction: FormAction;
  readonly switchWorkspaceAction: FormAction;
  readonly children: ReactNode;
};

const SHEET_ID = "more-sheet";

/** Where a link or a button of the sheet led to another page, the sheet has done its work. */
function closeSheet({ target, currentTarget }: MouseEvent<HTMLElement>) {
  const isPressed = target instanceof Element && target.closest("a, button[type=submit]") !== null;
  if (isPressed && currentTarget.matches(":popover-open")) {
    currentTarget.hidePopover();
  }
}

/**
 * The frame of every workspace page: navigation left on a desktop, a rail when narrow. On a phone the same
 * navigation is the sheet behind the bar's More, so that it is rendered once.
 * In the browser's bundle, because what the server renders is sent twice: as markup and as elements.
 */
export function AppShell(props: AppShellProps) {
  const { workspace, workspaces, user, nav, signOutAction, switchWorkspaceAction } = props;
  const brand = (
    <WorkspaceMenu
      workspace={workspace}
      workspaces={workspaces}
      switchWorkspaceAction={switchWorkspaceAction}
    />
  );
  return (
    <div className="min-h-dvh md:ps-14 xl:ps-54 print:ps-0">
      <a
        href="#main"
        data-chrome=""
        className="-translate-y-16 fixed start-2 top-2 z-50 rounded-md bg-accent px-3 py-2 font-semibold text-on-accent focus:translate-y-0"
      >
        Skip to content
      </a>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: what is pressed inside has keys of its own. */}
      <header
        id={SHEET_ID}
        popover="auto"
        data-chrome=""
        className="side popover p-2"
        onClick={closeSheet}
      >
        <div className="max-md:hidden">{brand}</div>
        <nav aria-label="Main" className="flex flex-1 flex-col gap-0.5">
          {nav.map((item) => (
            <NavLink
              key={item}
              item={item}
              className={isInBar(item) ? "side-link max-md:hidden" : "side-link"}
            />
          ))}
        </nav>
        <UserMenu user={user} signOutAction={signOutAction} />
      </header>
      <header
        data-chrome=""
        className="flex h-12 items-center border-b px-2 pt-[env(safe-area-inset-top)] md:hidden"
      >
        {brand}
      </header>
      <main
        id="main"
        tabIndex={-1}
        className="px-4 pt-3 pb-24 outline-none md:px-6 md:pt-5 md:pb-8"
      >
        {props.children}
      </main>
      {workspaces.length > 1 ? (
        <OtherTab workspace={workspace} switchWorkspaceAction={switchWorkspaceAction} />
      ) : null}
      <BottomBar nav={nav} sheet={SHEET_ID} />
      <OfflineGuard />
    </div>
  );
}
