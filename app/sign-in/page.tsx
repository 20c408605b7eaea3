import type { Metadata } from "next";
import { headers } from "next/headers";
import Link from "next/link";
import { redirect } from "next/navigation";
import { SignInForm } from "@/components/auth/sign-in-form";
import { FlashNotice } from "@/components/forms/flash-notice";
import { PlainPage } from "@/components/shell/plain-page";
import { Alert } from "@/components/ui/alert";
import { Button, ButtonLink } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { signInAction } from "@/lib/auth/actions";
import { readFlash } from "@/lib/auth/flash";
import { hasWorkspace } from "@/lib/auth/installation";
import { sameSitePath } from "@/lib/auth/same-site-path";
import { currentSession } from "@/lib/auth/session";
import { signUpIsOpen } from "@/lib/auth/sign-up";
import { mailedAddress } from "@/lib/auth/site-address";
import { mailIsSetUp } from "@/lib/mail/send";

export const metadata: Metadata = { title: "Sign in" };

type SignInProps = {
  searchParams: Promise<{ callbackUrl?: string | string[]; error?: string | string[] }>;
};

export default async function SignInPage({ searchParams }: SignInProps) {
  const { callbackUrl, error } = await searchParams;
  const back = sameSitePath(callbackUrl, "");
  const [session, isSetUp] = await Promise.all([currentSession(), hasWorkspace()]);
  if (session !== null) {
    redirect(back || "/");
  }
  if (!isSetUp) {
    return <NothingSetUp />;
  }
  const flash = await readFlash("/sign-in");
  const mailsLinks = mailIsSetUp() && mailedAddress(new Headers(await headers())) !== null;
  return (
    <PlainPage title="Sign in">
      <div className="mt-4 flex flex-col gap-4">
        {error === undefined ? null : (
          <Alert tone="critical" title="Signing in did not work. Try again." />
        )}
        <FlashNotice
          flash={flash}
          words={{ password_changed: "The new password is set. Sign in with it." }}
        />
        <SignInForm action={signInAction} callbackUrl={back || null} />
        {mailsLinks ? (
          <>
            <ButtonLink
              href={
                back ? `/sign-in/link?callbackUrl=${encodeURIComponent(back)}` : "/sign-in/link"
              }
              className="h-10"
            >
              E-mail me a sign-in link
            </ButtonLink>
            <Link href="/forgotten-password" className="text-accent text-sm hover:underline">
              Forgotten password?
            </Link>
          </>
        ) : null}
        {signUpIsOpen() ? (
          <Link href="/sign-up" className="text-accent text-sm hover:underline">
            Make a workspace
          </Link>
        ) : null}
      </div>
    </PlainPage>
  );
}

function NothingSetUp() {
  return (
    <PlainPage title="Nothing is set up yet">
      <p className="text-muted">
        This installation has no workspace. Enter the code that was printed when the server started
        to make the first one.
      </p>
      <form action="/setup" className="mt-4 flex items-end gap-2">
        <Field label="Set-up code" className="flex-1">
          {(control) => (
            <Input
              {...control}
              name="code"
              autoComplete="off"
              spellCheck={false}
              required
              className="font-mono uppercase"
            />
          )}
        </Field>
        <Button type="submit" variant="primary">
          Continue
        </Button>
      </form>
    </PlainPage>
  );
}
