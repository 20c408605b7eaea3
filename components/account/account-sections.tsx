import { Button } from "@/components/ui/button";
import { Section } from "@/components/ui/section";
import type { Action, FormAction } from "@/lib/auth/guarded-action";
import { LeaveForm, NameForm, PasswordForm } from "./account-forms";

type AccountSectionsProps = {
  readonly user: { readonly name: string; readonly email: string };
  readonly workspace: string;
  /** Where the name is shown. */
  readonly nameHint: string;
  readonly actions: {
    readonly changeName: Action<unknown>;
    readonly changePassword: Action<unknown>;
    readonly signOutEverywhere: FormAction;
    readonly leave: Action<unknown>;
  };
};

/** What everybody may change of their own account. */
export function AccountSections({ user, workspace, nameHint, actions }: AccountSectionsProps) {
  return (
    <>
      <Section title="Name">
        <NameForm action={actions.changeName} name={user.name} hint={nameHint} />
      </Section>
      <Section title="Password">
        <PasswordForm action={actions.changePassword} email={user.email} />
      </Section>
      <Section title="Sessions">
        <form action={actions.signOutEverywhere} className="flex flex-col items-start gap-3">
          <p className="text-muted">Ends your sessions on every device, this one included.</p>
          <Button type="submit">Sign out everywhere</Button>
        </form>
      </Section>
      <Section title="This workspace">
        <LeaveForm action={actions.leave} workspace={workspace} />
      </Section>
    </>
  );
}
