import type { Metadata } from "next";
import { PlainPage } from "@/components/shell/plain-page";
import { Button } from "@/components/ui/button";
import { signOutAction } from "@/lib/auth/actions";
import { currentSession } from "@/lib/auth/session";

export const metadata: Metadata = { title: "No access" };

/** For accounts that no page of the workspace is for. */
export default async function NoAccess() {
  const session = await currentSession();
  return (
    <PlainPage
      title="Your account has no access here yet"
      actions={
        <form action={signOutAction}>
          <Button type="submit" variant="primary">
            Sign out
          </Button>
        </form>
      }
    >
      <p className="text-muted">
        {session ? `You are signed in as ${session.user.email}. ` : ""}
        Ask the company that invited you to open a page for you, or sign in with another account.
      </p>
    </PlainPage>
  );
}
