import type { Metadata } from "next";
import { headers } from "next/headers";
import Link from "next/link";
import { notFound } from "next/navigation";
import { RequestLinkForm } from "@/components/auth/sign-in-link-forms";
import { PlainPage } from "@/components/shell/plain-page";
import { sameSitePath } from "@/lib/auth/same-site-path";
import { requestSignInLinkAction } from "@/lib/auth/sign-in-link-actions";
import { mailedAddress } from "@/lib/auth/site-address";
import { mailIsSetUp } from "@/lib/mail/send";

export const metadata: Metadata = { title: "Sign in by e-mail", robots: { index: false } };

type LinkProps = { searchParams: Promise<{ callbackUrl?: string | string[] }> };

export default async function SignInLinkPage({ searchParams }: LinkProps) {
  if (!mailIsSetUp() || mailedAddress(new Headers(await headers())) === null) {
    notFound();
  }
  const { callbackUrl } = await searchParams;
  return (
    <PlainPage title="Sign in by e-mail">
      <p className="mb-4 text-muted">We mail you a link that signs you in, without a password.</p>
      <RequestLinkForm
        action={requestSignInLinkAction}
        callbackUrl={sameSitePath(callbackUrl, "") || null}
      />
      <p className="mt-4 text-sm">
        <Link href="/sign-in" className="text-accent hover:underline">
          Back to sign in
        </Link>
      </p>
    </PlainPage>
  );
}
