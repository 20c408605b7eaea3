import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { SignUpForm } from "@/components/auth/sign-up-forms";
import { currencyOptions, zoneOptions } from "@/components/settings/place-options";
import { PlainPage } from "@/components/shell/plain-page";
import { ButtonLink } from "@/components/ui/button";
import { signUpByLinkAction } from "@/lib/admin/sign-up-actions";
import { provedEmail, signUpIsOpen } from "@/lib/auth/sign-up";

export const metadata: Metadata = {
  title: "New workspace",
  robots: { index: false },
  referrer: "same-origin",
};

type SignUpProps = { params: Promise<{ token: string }> };

export default async function SignUpByLinkPage({ params }: SignUpProps) {
  const { token } = await params;
  if (!signUpIsOpen()) {
    notFound();
  }
  const email = provedEmail(token);
  if (email === null) {
    return (
      <PlainPage
        title="This link does not work any more"
        actions={<ButtonLink href="/sign-up">Ask for a new one</ButtonLink>}
      >
        <p className="text-muted">A link is good for 60 minutes.</p>
      </PlainPage>
    );
  }
  return (
    <PlainPage title="Make a workspace">
      <p className="mb-4 text-muted">For your company; you become its owner and invite others.</p>
      <SignUpForm
        action={signUpByLinkAction}
        owner={{ kind: "proved", email, token }}
        zones={zoneOptions()}
        currencies={currencyOptions()}
      />
    </PlainPage>
  );
}
