"use client";

import type { ReactNode } from "react";
import { CopyField } from "@/components/forms/copy-field";
import { Alert } from "@/components/ui/alert";
import type { ShownInvitation } from "@/lib/admin/user-actions";

type LinkOnceProps = {
  readonly title: string;
  readonly link: string;
  readonly children?: ReactNode;
};

/** A link that is shown this once, to be copied. Without a script it can be selected. */
export function LinkOnce({ title, link, children }: LinkOnceProps) {
  return (
    <Alert tone="positive" role="status" title={title}>
      <div className="mt-2">
        <CopyField label="Link" value={link} button="Copy link" />
      </div>
      {children ? <p className="mt-2">{children}</p> : null}
    </Alert>
  );
}

/** An invitation's link, shown to the admin who made it. */
export function InvitationLink({ invitation }: { invitation: ShownInvitation }) {
  const { email, link, mailed } = invitation;
  return (
    <LinkOnce
      title={mailed ? `The invitation is on its way to ${email}.` : `Send this link to ${email}.`}
      link={link}
    >
      The link is shown only now. It works once, for seven days; links from before have ended.
    </LinkOnce>
  );
}
