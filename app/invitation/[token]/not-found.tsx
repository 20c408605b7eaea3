import { PlainPage } from "@/components/shell/plain-page";
import { ButtonLink } from "@/components/ui/button";

/** One answer for wrong, used, revoked, replaced and expired invitations. */
export default function UnknownInvitation() {
  return (
    <PlainPage
      title="This invitation does not work"
      actions={<ButtonLink href="/sign-in">Go to sign in</ButtonLink>}
    >
      <p className="text-muted">
        An invitation works once and for seven days, and a newer one ends it. Ask whoever invited
        you for a new link.
      </p>
    </PlainPage>
  );
}
