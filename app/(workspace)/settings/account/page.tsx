import type { Metadata } from "next";
import { AccountSections } from "@/components/account/account-sections";
import { ROLE_WORDS } from "@/components/auth/role-words";
import { PageHeader } from "@/components/ui/page-header";
import {
  changeNameAction,
  changePasswordAction,
  leaveWorkspaceAction,
  signOutEverywhereAction,
} from "@/lib/auth/account-actions";
import { currentSession, requireContext } from "@/lib/auth/session";

export const metadata: Metadata = { title: "Your account" };

export default async function AccountPage() {
  const ctx = await requireContext("settings.read");
  const session = await currentSession();
  const email = session?.user.email ?? "";
  return (
    <div className="flex max-w-4xl flex-col gap-4">
      <div className="-mb-4">
        <PageHeader
          title="Your account"
          description={`${email}, ${ROLE_WORDS[ctx.role]} in ${ctx.workspace.name}`}
        />
      </div>
      <AccountSections
        user={{ name: session?.user.name ?? "", email }}
        workspace={ctx.workspace.name}
        nameHint="Events and the audit log show it from now on."
        actions={{
          changeName: changeNameAction,
          changePassword: changePasswordAction,
          signOutEverywhere: signOutEverywhereAction,
          leave: leaveWorkspaceAction,
        }}
      />
    </div>
  );
}
