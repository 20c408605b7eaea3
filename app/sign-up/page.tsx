import type { Metadata } from "next";
import { headers } from "next/headers";
import Link from "next/link";
import { notFound } from "next/navigation";
import { AskToSignUpForm, SignUpForm } from "@/components/auth/sign-up-forms";
import { currencyOptions, zoneOptions } from "@/components/settings/place-options";
import { PlainPage } from "@/components/shell/plain-page";
import { addWorkspaceAction, askToSignUpAction, signUpAction } from "@/lib/admin/sign-up-actions";
import { currentSession } from "@/lib/auth/session";
import { signUpIsOpen } from "@/lib/auth/sign-up";
import { mailedAddress } from "@/lib/auth/site-address";
import { mailIsSetUp } from "@/lib/mail/send";

export const metadata: Metadata = { title: "New workspace", robots: { index: false } };

export default async function SignUpPage() {
  if (!signUpIsOpen()) {
    notFound();
  }
  const session = await currentSession();
  const options = { zones: zoneOptions(), currencies: currencyOptions() };
  if (session !== null) {
    return (
      <PlainPage title="Make a workspace">
        <p className="mb-4 text-muted">{session.user.email} becomes its owner.</p>
        <SignUpForm action={addWorkspaceAction} owner={{ kind: "signed_in" }} {...options} />
      </PlainPage>
    );
  }
  const mails = mailIsSetUp() && mailedAddress(new Headers(await headers())) !== null;
  return (
    <PlainPage title="Make a workspace">
      <p className="mb-4 text-muted">For your company; you become its owner and invite others.</p>
      {mails ? (
        <AskToSignUpForm action={askToSignUpAction} />
      ) : (
        <SignUpForm action={signUpAction} owner={{ kind: "typed" }} {...options} />
      )}
      <p className="mt-4 text-sm">
        <Link href="/sign-in?callbackUrl=%2Fsign-up" className="text-accent hover:underline">
          I have an account
        </Link>
      </p>
    </PlainPage>
  );
}
