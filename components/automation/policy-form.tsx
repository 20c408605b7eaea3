"use client";

import type { ReactNode } from "react";
import { FormFooter } from "@/components/forms/form-footer";
import { useActionForm } from "@/components/forms/use-action-form";
import { Checkbox, Switch } from "@/components/ui/checkbox";
import { Section } from "@/components/ui/section";
import { Select } from "@/components/ui/select";
import type { Action } from "@/lib/auth/guarded-action";
import type { ClosingFact, Policy } from "@/lib/orders/policy";

type PolicyFormProps = {
  readonly action: Action<unknown>;
  readonly policy: Policy;
  readonly mayWrite: boolean;
};

const WORDS = {
  changed_meanwhile: "Somebody saved another version meanwhile. Reload the page to see it.",
};

const FACTS: readonly { readonly fact: ClosingFact; readonly label: string }[] = [
  { fact: "label_printed", label: "a shipping label is printed" },
  { fact: "packing_slip_printed", label: "a packing slip is printed" },
  { fact: "bol_printed", label: "a bill of lading is printed" },
  { fact: "marked_shipped", label: "a shipment is marked as shipped" },
  { fact: "channel_shipped", label: "the marketplace says it is shipped" },
];

const ASN_OPTIONS = [
  { value: "sent", label: "as soon as each shipment's ASN is sent" },
  { value: "accepted", label: "as soon as each shipment's ASN is accepted by the partner" },
  { value: "off", label: "never: an ASN archives nothing" },
];

/** The automation policy as sentences with switches. Who may not change it reads it. */
export function PolicyForm({ action, policy, mayWrite }: PolicyFormProps) {
  const { form, pending, message } = useActionForm(action, WORDS);
  return (
    <form {...form}>
      <input type="hidden" name="version" value={policy.version} />
      <fieldset disabled={!mayWrite} className="flex min-w-0 flex-col gap-4">
        <legend className="sr-only">Automation policy</legend>
        <Rule
          title="Dispatch"
          says="A shipment leaves, and its stock leaves the ledger, as soon as one of these happens:"
        >
          <Facts name="dispatchOn" chosen={policy.dispatchOn} />
        </Rule>
        <Rule
          title="Open → Closed"
          says="An order whose every line has been shipped closes as soon as one of these happens. A partial shipment never closes an order."
        >
          <Facts name="closeOn" chosen={policy.closeOn} />
        </Rule>
        <Rule title="Closed → Archived" says="A closed order is archived by itself:">
          <div className="mb-1 flex flex-wrap items-center gap-2 py-0.5">
            <label htmlFor="archive-on-asn">by ASN</label>
            <Select
              id="archive-on-asn"
              name="archiveOnAsn"
              options={ASN_OPTIONS}
              defaultValue={policy.archiveOnAsn}
              className="w-auto max-w-full"
            />
          </div>
          <Checkbox
            name="archiveOnCompleted"
            defaultChecked={policy.archiveOnCompleted}
            label="when it is shipped, invoiced and paid in full"
            hint="This archives an open order, too."
          />
        </Rule>
        <Rule
          title="Pause"
          says="While paused nothing moves by itself: people move orders by hand. Dispatch goes on, so that stock stays true."
        >
          <div className="flex min-h-8 items-center gap-3 max-md:min-h-11">
            <Switch id="paused" name="paused" defaultChecked={policy.paused} />
            <label htmlFor="paused">Pause all moves</label>
          </div>
        </Rule>
        {mayWrite ? (
          <FormFooter pending={pending} message={message} done={null} submit="Save" />
        ) : (
          <p className="text-muted">An owner or admin can change the policy.</p>
        )}
      </fieldset>
    </form>
  );
}

function Rule({ title, says, children }: { title: string; says: string; children: ReactNode }) {
  return (
    <Section title={title}>
      <p className="mb-2 max-w-prose">{says}</p>
      <div className="flex flex-col">{children}</div>
    </Section>
  );
}

function Facts({ name, chosen }: { name: string; chosen: readonly ClosingFact[] }) {
  return FACTS.map(({ fact, label }) => (
    <Checkbox
      key={fact}
      name={name}
      value={fact}
      defaultChecked={chosen.includes(fact)}
      label={label}
    />
  ));
}
