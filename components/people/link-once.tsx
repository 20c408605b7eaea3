"use client";

import { Check, Copy } from "lucide-react";
import { type ReactNode, useId, useRef, useState } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import type { ShownInvitation } from "@/lib/admin/user-actions";

type LinkOnceProps = {
  readonly title: string;
  readonly link: string;
  readonly children?: ReactNode;
};

/** A link that is shown this once, to be copied. Without a script it can be selected. */
export function LinkOnce({ title, link, children }: LinkOnceProps) {
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const [copied, setCopied] = useState(false);

  async function copy() {
    field.current?.select();
    // Browsers without a clipboard, or that were told no, still have the text selected.
    await navigator.clipboard?.writeText(link).then(
      () => setCopied(true),
      () => undefined,
    );
  }

  return (
    <Alert tone="positive" role="status" title={title}>
      <div className="mt-2 flex max-w-xl flex-wrap gap-2">
        <label htmlFor={id} className="sr-only">
          Link
        </label>
        <Input
          id={id}
          ref={field}
          readOnly
          value={link}
          onFocus={(event) => event.target.select()}
          className="flex-1 basis-56 font-mono text-sm"
        />
        <Button onClick={copy}>
          {copied ? <Check aria-hidden="true" /> : <Copy aria-hidden="true" />}
          {copied ? "Copied" : "Copy link"}
        </Button>
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
