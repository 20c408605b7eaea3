import { ChevronDown } from "lucide";
import type { ReactNode } from "react";
import { OtherTab } from "@/components/shell/other-tab";
import type { FormAction, ShellUser, ShellWorkspace } from "@/components/shell/types";
import { UserPanel } from "@/components/shell/user-menu";
import { WorkspaceMenu } from "@/components/shell/workspace-menu";
import { Icon } from "@/components/ui/icon";
import { Menu } from "@/components/ui/menu";

type PortalShellProps = {
  readonly workspace: ShellWorkspace;
  readonly workspaces: readonly ShellWorkspace[];
  /** The client whose orders these are; null for a person without one. */
  readonly client: string | null;
  readonly user: ShellUser;
  readonly signOutAction: FormAction;
  readonly switchWorkspaceAction: FormAction;
  readonly children: ReactNode;
};

/** The frame of the portal: whom they order from, who they are, and nothing of the workspace's own pages. */
export function PortalShell(props: PortalShellProps) {
  const { workspace, workspaces, client, user, signOutAction, switchWorkspaceAction } = props;
  return (
    <div className="min-h-dvh">
      <a
        href="#main"
        data-chrome=""
        className="-translate-y-16 fixed start-2 top-2 z-50 rounded-md bg-accent px-3 py-2 font-semibold text-on-accent focus:translate-y-0"
      >
        Skip to content
      </a>
      <header className="border-b bg-wash pt-[env(safe-area-inset-top)]">
        <div className="mx-auto flex min-h-12 max-w-240 items-center justify-between gap-3 ps-2 pe-1 md:pe-3">
          <div className="min-w-0 md:ps-2">
            <WorkspaceMenu
              workspace={workspace}
              workspaces={workspaces}
              switchWorkspaceAction={switchWorkspaceAction}
            />
          </div>
          <div data-chrome="" className="shrink-0">
            <Menu
              trigger={
                <>
                  <span className="max-w-40 truncate font-normal text-ink md:max-w-80">
                    {client ?? user.name}
                    <span className="sr-only">, your account</span>
                  </span>
                  <Icon of={ChevronDown} className="text-faint" />
                </>
              }
              triggerStyle={{ variant: "ghost" }}
            >
              <UserPanel user={user} accountHref="/portal/account" signOutAction={signOutAction} />
            </Menu>
          </div>
        </div>
      </header>
      <main
        id="main"
        tabIndex={-1}
        className="mx-auto max-w-240 px-4 pt-4 pb-12 outline-none md:px-6 md:pt-6"
      >
        {props.children}
      </main>
      {workspaces.length > 1 ? (
        <OtherTab workspace={workspace} switchWorkspaceAction={switchWorkspaceAction} />
      ) : null}
    </div>
  );
}
