import type { Metadata } from "next";
import { PlainPage } from "@/components/shell/plain-page";
import { Button, buttonVariants } from "@/components/ui/button";
import { enterWorkspaceAction, signOutAction } from "@/lib/auth/actions";
import { may } from "@/lib/auth/permissions";
import { currentAccess } from "@/lib/auth/session";

export const metadata: Metadata = { title: "No access" };

/** For pages that are there for others: a client's people and a workspace's own have different ones. */
export default async function NoAccess() {
  const access = await currentAccess();
  const { session, membership = null } = access ?? {};
  const who = session ? `You are signed in as ${session.user.email}.` : "";
  const signOut = (
    <form action={signOutAction}>
      <Button type="submit">Sign out</Button>
    </form>
  );
  if (membership === null && session && session.memberships.length > 0) {
    return (
      <PlainPage title="You don't work in this workspace any more" actions={signOut}>
        <p className="mb-4 text-muted">
          {who} Somebody disabled you there, or you left. You can go on here:
        </p>
        <form action={enterWorkspaceAction} className="flex flex-col gap-2">
          {session.memberships.map((each) => (
            <Button
              key={each.workspaceId}
              type="submit"
              name="workspace"
              value={each.workspaceId}
              className="h-10"
            >
              {each.workspaceName}
            </Button>
          ))}
        </form>
      </PlainPage>
    );
  }
  if (membership === null) {
    return (
      <PlainPage title="Your account has no access here yet" actions={signOut}>
        <p className="text-muted">
          {who} Ask the company that invited you to open a page for you, or sign in with another
          account.
        </p>
      </PlainPage>
    );
  }
  const isClient = may(membership.role, "portal.read");
  return (
    <PlainPage
      title={isClient ? "This page is not for clients" : "This page is for clients"}
      actions={
        <>
          {/* A plain anchor: every page carries this one along, and the router's link with it. */}
          <a
            href={isClient ? "/portal" : "/orders/open"}
            className={buttonVariants({ variant: "primary" })}
          >
            {isClient ? "Go to your orders" : "Go to orders"}
          </a>
          {signOut}
        </>
      }
    >
      <p className="text-muted">
        {who}{" "}
        {isClient
          ? `Only the people of ${membership.workspaceName} can open it.`
          : `The portal shows a client of ${membership.workspaceName} their own orders.`}
      </p>
    </PlainPage>
  );
}
