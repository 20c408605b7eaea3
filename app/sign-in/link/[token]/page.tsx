import type { Metadata } from "next";
import Link from "next/link";
import { UseLinkForm } from "@/components/auth/sign-in-link-forms";
import { PlainPage } from "@/components/shell/plain-page";
import { sameSitePath } from "@/lib/auth/same-site-path";
import { currentSession } from "@/lib/auth/session";
import { signInByLinkAction } from "@/lib/auth/sign-in-link-actions";

export const metadata: Metadata = {
  title: "Sign in",
  robots: { index: false },
  referrer: "same-origin",
};

type TokenProps = {
  params: Promise<{ token: string }>;
  searchParams: Promise<{ callbackUrl?: string | string[] }>;
};

/** Looks alike for every link: opening it uses nothing up and tells nothing. */
export default async function SignInByLinkPage({ params, searchParams }: TokenProps) {
  const [{ token }, { callbackUrl }] = await Promise.all([params, searchParams]);
  const session = await currentSession();
  return (
    <PlainPage title="Sign in with your link">
      <p className="mb-4 text-muted">
        {session
          ? `You are signed in as ${session.user.email}. The link may be another account’s.`
          : "One click, and you are in. The link works once."}
      </p>
      <UseLinkForm
        action={signInByLinkAction}
        token={token}
        callbackUrl={sameSitePath(callbackUrl, "") || null}
      />
      <p className="mt-4 text-sm">
        <Link href="/sign-in" className="text-accent hover:underline">
          Sign in another way
        </Link>
      </p>
    </PlainPage>
  );
}
