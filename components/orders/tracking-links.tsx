"use client";

import type { RefusalWords } from "@/components/forms/refusal-words";
import { useActionForm } from "@/components/forms/use-action-form";
import { LinkOnce } from "@/components/people/link-once";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Section } from "@/components/ui/section";
import type { Action } from "@/lib/auth/guarded-action";

const WORDS: RefusalWords = {
  too_many_links: ({ most }) => `This order has ${most} links already. Revoke one first.`,
};

type TrackingLinksProps = {
  readonly order: string;
  /** The living links, the latest first; `made` is a time for people. */
  readonly links: readonly {
    readonly id: string;
    readonly createdBy: string;
    readonly made: string;
  }[];
  /** Null for those who may only look. */
  readonly actions: {
    readonly create: Action<{ readonly url: string }>;
    readonly revoke: Action<null>;
  } | null;
};

/** The links by which the client follows this order without signing in. */
export function TrackingLinks({ order, links, actions }: TrackingLinksProps) {
  if (actions === null && links.length === 0) {
    return null;
  }
  return (
    <Section title="Tracking link">
      <p className="text-muted">
        Whoever has it sees this order’s status, without signing in and without prices.
      </p>
      {links.length > 0 ? (
        <ul className="mt-2 grid gap-1">
          {links.map((link) => (
            <li key={link.id} className="flex items-center justify-between gap-3">
              <span className="min-w-0 text-sm">
                {link.made}
                <span className="text-muted">, {link.createdBy}</span>
              </span>
              {actions ? <Revoke order={order} link={link} action={actions.revoke} /> : null}
            </li>
          ))}
        </ul>
      ) : null}
      {actions ? <Create order={order} action={actions.create} again={links.length > 0} /> : null}
    </Section>
  );
}

type CreateProps = {
  readonly order: string;
  readonly action: Action<{ readonly url: string }>;
  readonly again: boolean;
};

function Create({ order, action, again }: CreateProps) {
  const { form, pending, message, value } = useActionForm(action, WORDS);
  return (
    <form {...form} className="mt-3 grid gap-3">
      <input type="hidden" name="order" value={order} />
      {message ? <Alert tone="critical" role="alert" title={message} /> : null}
      {value ? (
        <LinkOnce title="Copy the new link now" link={value.url}>
          It is shown this once.
        </LinkOnce>
      ) : null}
      <p>
        <Button type="submit" disabled={pending}>
          {again ? "Create another link" : "Create link"}
        </Button>
      </p>
    </form>
  );
}

type RevokeProps = {
  readonly order: string;
  readonly link: TrackingLinksProps["links"][number];
  readonly action: Action<null>;
};

function Revoke({ order, link, action }: RevokeProps) {
  const { form, pending, message } = useActionForm(action);
  return (
    <Dialog
      trigger="Revoke"
      triggerStyle={{ variant: "ghost", size: "sm" }}
      triggerDisabled={pending}
      title={`Revoke the link of ${link.made}?`}
    >
      <form {...form} className="grid gap-4">
        <input type="hidden" name="order" value={order} />
        <input type="hidden" name="link" value={link.id} />
        {message ? <Alert tone="critical" role="alert" title={message} /> : null}
        <p>Whoever has it can’t follow {order} by it any more. Other links stay.</p>
        <p className="flex justify-end">
          <Button type="submit" variant="danger" disabled={pending}>
            Revoke link
          </Button>
        </p>
      </form>
    </Dialog>
  );
}
