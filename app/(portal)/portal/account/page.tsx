import type { Metadata } from "next";
import { AccountSections } from "@/components/account/account-sections";
import { PageHeader } from "@/components/ui/page-header";
import {
  changeNameAction,
  changePasswordAction,
  leaveWorkspaceAction,
  signOutEverywhereAction,
} from "@/lib/auth/account-actions";
import { currentSession, requireContext } from "@/lib/auth/session";

export const metadata: Metadata = { title: "Your account" };

export default async function PortalAccountPage() {
  const ctx = await requireContext("portal.read");
  const session = await currentSession();
  const { name = "", email = "" } = session?.user ?? {};
  return (
    <div className="flex flex-col gap-4">
      <div className="-mb-4">
        <PageHeader
          title="Your account"
          back={{ href: "/portal", label: "Your orders" }}
          description={email}
        />
      </div>
      <AccountSections
        user={{ name, email }}
        workspace={ctx.workspace.name}
        nameHint={`${ctx.workspace.name} sees it beside your e-mail address.`}
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
