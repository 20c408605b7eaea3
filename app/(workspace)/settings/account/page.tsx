import type { Metadata } from "next";
import { LeaveForm, NameForm, PasswordForm } from "@/components/account/account-forms";
import { ROLE_WORDS } from "@/components/auth/role-words";
import { Button } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import {
  changeNameAction,
  changePasswordAction,
  leaveWorkspaceAction,
  signOutEverywhereAction,
} from "@/lib/auth/account-actions";
import { currentSession, requireContext } from "@/lib/auth/session";

export const metadata: Metadata = { title: "Your account" };

export default async function AccountPage() {
  const ctx = await requireContext("account.write");
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
      <Section title="Name">
        <NameForm action={changeNameAction} name={session?.user.name ?? ""} />
      </Section>
      <Section title="Password">
        <PasswordForm action={changePasswordAction} email={email} />
      </Section>
      <Section title="Sessions">
        <form action={signOutEverywhereAction} className="flex flex-col items-start gap-3">
          <p className="text-muted">Ends your sessions on every device, this one included.</p>
          <Button type="submit">Sign out everywhere</Button>
        </form>
      </Section>
      <Section title="This workspace">
        <LeaveForm action={leaveWorkspaceAction} workspace={ctx.workspace.name} />
      </Section>
    </div>
  );
}
