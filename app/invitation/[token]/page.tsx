import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { JoinForm, NewAccountForm } from "@/components/auth/invitation-forms";
import { ROLE_HINTS, ROLE_WORDS } from "@/components/auth/role-words";
import { PlainPage } from "@/components/shell/plain-page";
import { Button, ButtonLink } from "@/components/ui/button";
import { type InvitationOffer, invitationOffer } from "@/lib/auth/accept-invitation";
import { signOutAction } from "@/lib/auth/actions";
import { joinAction, joinWithNewAccountAction } from "@/lib/auth/invitation-actions";
import { currentSession } from "@/lib/auth/session";

export const metadata: Metadata = {
  title: "Invitation",
  robots: { index: false },
  // The address is a secret: no other site may learn it.
  referrer: "same-origin",
};

type InvitationProps = { params: Promise<{ token: string }> };

export default async function InvitationPage({ params }: InvitationProps) {
  const { token } = await params;
  const [offer, session] = await Promise.all([invitationOffer(token), currentSession()]);
  if (offer === null) {
    notFound();
  }
  return (
    <PlainPage title={`Join ${offer.workspaceName}`}>
      <p className="mb-5 text-muted">
        You are invited as <span className="text-ink">{ROLE_WORDS[offer.role]}</span>.{" "}
        {ROLE_HINTS[offer.role]}
      </p>
      <Answer token={token} offer={offer} signedInAs={session?.user.email ?? null} />
    </PlainPage>
  );
}

type AnswerProps = {
  readonly token: string;
  readonly offer: InvitationOffer;
  readonly signedInAs: string | null;
};

function Answer({ token, offer, signedInAs }: AnswerProps) {
  const { email, hasAccount, workspaceName } = offer;
  const path = `/invitation/${token}`;
  if (!hasAccount) {
    return <NewAccountForm action={joinWithNewAccountAction} token={token} email={email} />;
  }
  if (signedInAs === null) {
    return (
      <>
        <p className="mb-4">{email} has an account. Sign in with it to join.</p>
        <ButtonLink
          href={`/sign-in?callbackUrl=${encodeURIComponent(path)}`}
          variant="primary"
          className="h-10 w-full"
        >
          Sign in
        </ButtonLink>
      </>
    );
  }
  if (signedInAs.toLowerCase() !== email.toLowerCase()) {
    return (
      <>
        <p className="mb-4">
          The invitation is for {email}, and you are signed in as {signedInAs}.
        </p>
        <form action={signOutAction}>
          <input type="hidden" name="back" value={path} />
          <Button type="submit" className="h-10 w-full">
            Sign out
          </Button>
        </form>
      </>
    );
  }
  return <JoinForm action={joinAction} token={token} workspace={workspaceName} />;
}
