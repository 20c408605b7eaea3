import type { Metadata } from "next";
import { headers } from "next/headers";
import Link from "next/link";
import { notFound } from "next/navigation";
import { ForgottenPasswordForm } from "@/components/auth/password-forms";
import { PlainPage } from "@/components/shell/plain-page";
import { forgotPasswordAction } from "@/lib/auth/account-actions";
import { mailedAddress } from "@/lib/auth/site-address";
import { mailIsSetUp } from "@/lib/mail/send";

export const metadata: Metadata = { title: "Forgotten password", robots: { index: false } };

export default async function ForgottenPasswordPage() {
  if (!mailIsSetUp() || mailedAddress(new Headers(await headers())) === null) {
    notFound();
  }
  return (
    <PlainPage title="Forgotten password">
      <p className="mb-4 text-muted">We mail you a link by which you choose a new one.</p>
      <ForgottenPasswordForm action={forgotPasswordAction} />
      <p className="mt-4 text-sm">
        <Link href="/sign-in" className="text-accent hover:underline">
          Back to sign in
        </Link>
      </p>
    </PlainPage>
  );
}
