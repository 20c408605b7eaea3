import { ChevronsUpDown } from "lucide";
import { Icon } from "@/components/ui/icon";
import { Menu } from "@/components/ui/menu";
import { Mark } from "./mark";
import type { FormAction, ShellWorkspace } from "./types";

type WorkspaceMenuProps = {
  readonly workspace: ShellWorkspace;
  readonly workspaces: readonly ShellWorkspace[];
  readonly switchWorkspaceAction: FormAction;
};

const brandClass = "flex h-10 max-md:h-11 min-w-0 items-center gap-2 px-2 font-semibold";

/** The workspace's name; a switcher where the person belongs to more than one. The form sends `workspace`, an id. */
export function WorkspaceMenu(props: WorkspaceMenuProps) {
  const { workspace, workspaces, switchWorkspaceAction } = props;
  const name = (
    <>
      <Mark className="size-5! shrink-0 text-accent" />
      <span className="nav-word truncate">{workspace.name}</span>
    </>
  );
  if (workspaces.length < 2) {
    return <p className={brandClass}>{name}</p>;
  }
  return (
    <Menu
      placement="start"
      label={`Workspace ${workspace.name}, switch`}
      triggerStyle={{ variant: "ghost" }}
      triggerClassName={`${brandClass} w-full justify-start text-ink max-xl:w-auto`}
      trigger={
        <>
          {name}
          <Icon of={ChevronsUpDown} className="nav-word ms-auto text-faint" />
        </>
      }
    >
      <form action={switchWorkspaceAction}>
        <p className="px-2.5 py-1.5 text-muted text-sm">Workspaces</p>
        {workspaces.map((each) => (
          <button
            key={each.id}
            type="submit"
            name="workspace"
            value={each.id}
            aria-current={each.id === workspace.id || undefined}
            className="menu-item aria-[current]:font-semibold"
          >
            {each.name}
          </button>
        ))}
      </form>
    </Menu>
  );
}
