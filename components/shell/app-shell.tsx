"use client";

import type { ReactNode } from "react";
import { BottomBar } from "./bottom-bar";
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

/**
 * The frame of every workspace page: navigation left on a desktop, a rail when narrow, bars on a phone.
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
      <header
        data-chrome=""
        className="side fixed inset-y-0 start-0 z-20 hidden flex-col gap-3 border-e bg-wash p-2 md:flex md:w-14 xl:w-54"
      >
        {brand}
        <nav aria-label="Main" className="flex flex-1 flex-col gap-0.5">
          {nav.map((item) => (
            <NavLink key={item} item={item} className="side-link" />
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
      <BottomBar nav={nav} user={user} signOutAction={signOutAction} />
      <OfflineGuard />
    </div>
  );
}
