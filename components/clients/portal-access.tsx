"use client";

import { TextField } from "@/components/forms/text-field";
import { useActionForm } from "@/components/forms/use-action-form";
import { InvitationRow } from "@/components/people/invitation-row";
import { InvitationLink } from "@/components/people/link-once";
import { PEOPLE_WORDS } from "@/components/people/words";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Section } from "@/components/ui/section";
import { Spinner } from "@/components/ui/spinner";
import type { ShownInvitation } from "@/lib/admin/user-actions";
import type { Action } from "@/lib/auth/guarded-action";
import { PortalPerson, type PortalPersonRow } from "./portal-person";

type PortalAccessProps = {
  readonly client: { readonly id: string; readonly name: string; readonly showPrices: boolean };
  readonly people: readonly PortalPersonRow[];
  readonly invitations: readonly Parameters<typeof InvitationRow>[0]["invitation"][];
  readonly actions: {
    readonly invite: Action<ShownInvitation>;
    readonly renew: Action<ShownInvitation>;
    readonly revoke: Action<unknown>;
    readonly setAccess: Action<unknown>;
    readonly setShowPrices: Action<unknown>;
  };
};

/** Who of a client sees its orders in the portal, and whether with prices. */
export function PortalAccess({ client, people, invitations, actions }: PortalAccessProps) {
  return (
    <Section
      title="Portal access"
      description={`People of ${client.name} see its own orders, and nothing else.`}
      flush
    >
      <ul className="divide-y">
        {people.map((person) => (
          <PortalPerson
            key={person.userId}
            person={person}
            client={client.id}
            action={actions.setAccess}
          />
        ))}
        {invitations.map((invitation) => (
          <InvitationRow
            key={invitation.id}
            invitation={invitation}
            renewAction={actions.renew}
            revokeAction={actions.revoke}
          />
        ))}
        <li className="px-4 py-3">
          <Invite client={client.id} action={actions.invite} />
        </li>
        <li className="px-4 py-3">
          <Prices client={client} action={actions.setShowPrices} />
        </li>
      </ul>
    </Section>
  );
}

function Invite({ client, action }: { client: string; action: Action<ShownInvitation> }) {
  const { form, pending, message, value, ...fields } = useActionForm(action, PEOPLE_WORDS);
  return (
    <div className="flex max-w-xl flex-col gap-3">
      {value === null ? null : <InvitationLink invitation={value} />}
      <form
        key={value?.link ?? ""}
        {...form}
        className="grid items-start gap-3 sm:grid-cols-[minmax(0,1fr)_auto]"
      >
        {message && !fields.fieldError("email") ? (
          <Alert tone="critical" role="alert" title={message} className="sm:col-span-2" />
        ) : null}
        <input type="hidden" name="role" value="client" />
        <input type="hidden" name="clientId" value={client} />
        <TextField
          fields={fields}
          name="email"
          label="Invite by e-mail"
          type="email"
          autoComplete="off"
          required
        />
        <Button type="submit" disabled={pending} className="sm:mt-[22px]">
          {pending ? <Spinner /> : null}
          Invite
        </Button>
      </form>
    </div>
  );
}

type PricesProps = {
  readonly client: PortalAccessProps["client"];
  readonly action: Action<unknown>;
};

function Prices({ client, action }: PricesProps) {
  const { form, pending, message } = useActionForm(action);
  return (
    <form {...form} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
      <input type="hidden" name="client" value={client.id} />
      <input type="hidden" name="prices" value={client.showPrices ? "hide" : "show"} />
      <p>
        {client.showPrices ? "They see prices." : "They see no prices."}
        <span className="block text-muted text-sm">
          Of their own orders, in the portal; never on a tracking link.
        </span>
      </p>
      <Button type="submit" size="sm" disabled={pending}>
        {client.showPrices ? "Hide prices" : "Show prices"}
      </Button>
      {message ? (
        <Alert tone="critical" role="alert" title={message} className="basis-full" />
      ) : null}
    </form>
  );
}
