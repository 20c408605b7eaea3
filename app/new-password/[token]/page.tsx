import type { Metadata } from "next";
import { NewPasswordForm } from "@/components/auth/password-forms";
import { PlainPage } from "@/components/shell/plain-page";
import { newPasswordAction } from "@/lib/auth/account-actions";

export const metadata: Metadata = {
  title: "New password",
  robots: { index: false },
  referrer: "same-origin",
};

type NewPasswordProps = { params: Promise<{ token: string }> };

/** Looks alike for every link: opening it uses nothing up and tells nothing. */
export default async function NewPasswordPage({ params }: NewPasswordProps) {
  const { token } = await params;
  return (
    <PlainPage title="Choose a new password">
      <NewPasswordForm action={newPasswordAction} token={token} />
    </PlainPage>
  );
}
